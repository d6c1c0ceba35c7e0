"""All benchmarks, one after another, as one page of Markdown.

    uv run python benchmarks/all.py > performance-of-today.md
    uv run python benchmarks/all.py --quick

In full it takes some hours, most of them pySHACL's and those of a million records; ``--quick`` takes some minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
CHAPTERS = {
    "The engines": ("engine.py", ["--records", "1000", "10000"], ["--records", "200", "--rounds", "1"]),
    "From file to report": (
        "check.py",
        ["--records", "1000", "10000", "100000", "1000000", "--defects", "0", "0.01", "0.2"],
        ["--records", "300", "--defects", "0.2", "--rounds", "1", "--oracle", "20"],
    ),
    "Shared out": ("scale.py", ["--records", "100000", "--jobs", "1", "2", "--cluster"], ["--records", "2000"]),
    "Starts": ("start.py", [], []),
    "Many terms": ("throughput.py", [], ["--distinct", "2000"]),
    "Mapping": ("mapping.py", ["--part", "report"], ["--part", "report", "--without-speed"]),
    "The service": ("service.py", [], []),
}
"""Each program, and its arguments in full and where time is short."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="what takes minutes instead of hours")
    parser.add_argument("--only", nargs="+", choices=CHAPTERS, default=list(CHAPTERS), help="these chapters alone")
    options = parser.parse_args()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    print(f"# Benchmarks\n\n- Commit {commit.stdout.strip() or 'unknown'}, {date.today().isoformat()}.", flush=True)
    failed = []
    for title in options.only:
        program, full, short = CHAPTERS[title]
        print(f"\n## {title}\n", flush=True)
        done = subprocess.run([sys.executable, str(HERE / program), *(short if options.quick else full)], check=False)
        if done.returncode:
            failed.append(title)
    if failed:
        sys.exit(f"These chapters could not be finished: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
