"""Every line planted through a text is found, and no other line accused."""

from planted_lines import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
