"""The films and the helpers are imported as `scenes` and `tests.golden`, whatever the folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
