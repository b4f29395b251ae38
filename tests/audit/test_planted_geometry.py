"""Every planted fault of place and size is found, and no clean scene accused."""

from planted_geometry import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
