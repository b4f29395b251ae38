"""Every planted fault of words and labels is found, and no clean scene accused."""

from planted_words import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
