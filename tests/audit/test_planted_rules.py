"""Each fault of the catalogue is found by its rule, and no clean scene is accused."""

from planted_rules import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
