"""Scenes once accused wrongly are clean now, and their guilty twins found."""

from planted_false import CATALOGUE

test_planted_faults_are_found = CATALOGUE.test_faults()
test_clean_scenes_are_not_accused = CATALOGUE.test_clean()
