"""What the audit's tests share: their catalogues are importable, and say how much they found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]  # `planted`, and the films as `scenes`

from planted import counts  # noqa: E402

from tests.conftest import recorded  # noqa: E402


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in counts(recorded(terminalreporter)):
        terminalreporter.write_line(line)
