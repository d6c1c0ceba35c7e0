from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_page_says_what_the_tables_say() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "formats", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
