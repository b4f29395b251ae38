"""Every planted fault of a play that runs is found, and no clean play accused."""

from planted_motion import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
