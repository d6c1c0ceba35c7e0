"""How a large file is shared out: records a second and memory, with one process and with several.

The time is that which passes, for that is what is bought with more processors; so other work on the machine counts.
The memory is the most that any one process held at a time. The reports of all runs are compared, byte for byte.

    uv run python benchmarks/scale.py --records 10000 --jobs 1 2
    uv run python benchmarks/scale.py --records 10000000 --jobs 2 --cluster
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import comma_separated, json_lines
from mcvocab.store import load

AS_OF = "2026-01-15"
DISTINCT = 2_000
"""So many records are made up; larger files repeat them with other prose."""
KIT = Path(__file__).parents[1] / "examples" / "starter" / "courses.csv"
"""A table as a provider keeps it: a few dozen columns, few of them filled in every row."""
OWN = ("Course code", "Course title", "Summary")
"""What no two of its courses have in common."""
PROSE = 25
"""So many characters make a text prose, rather than a name or a value."""


def written(folder: Path, number: int, form: str, defects: float) -> Path:
    """A file of so many records."""
    if form == "kit":
        return _copied(folder, number)
    sampler = Sampler(*load(), seed=1, defects=defects, as_of=AS_OF)
    samples = list(sampler.samples(min(number, DISTINCT)))
    path = folder / f"{number}.{form}"
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "jsonl":
            lines = [json.loads(line) for line in json_lines(sampler, iter(samples))]
            for start in range(0, number, DISTINCT):
                for line in lines[: number - start]:
                    file.write(json.dumps(varied(line, start), ensure_ascii=False) + "\n")
        else:
            head, *rows = csv.reader(comma_separated(sampler, iter(samples)))
            table = csv.writer(file)
            table.writerow(head)
            for start in range(0, number, DISTINCT):
                table.writerows(varied(row, start) for row in rows[: number - start])
    return path


def _copied(folder: Path, number: int) -> Path:
    """The rows of the starter kit, over and over, each time as courses of their own."""
    with KIT.open(encoding="utf-8", newline="") as kit:
        head, *rows = csv.reader(kit)
    own = [head.index(name) for name in OWN]
    path = folder / f"{number}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        for start in range(0, number, len(rows)):
            for row in rows[: number - start]:
                table.writerow([f"{cell} {start}" if at in own and cell else cell for at, cell in enumerate(row)])
    return path


def varied(value: Any, number: int) -> Any:
    """The same record with other prose, so that no text of it was met before."""
    if isinstance(value, dict):
        return {key: varied(one, number) for key, one in value.items()}
    if isinstance(value, list):
        return [varied(one, number) for one in value]
    prose = isinstance(value, str) and len(value) > PROSE and value.count(" ") > 2 and number
    return f"{value} {number}" if prose else value


def run(path: Path, arguments: list[str]) -> dict[str, Any]:
    """Seconds, megabytes of the largest process, and the digest of the report."""
    command = [sys.executable, "-m", "mcvocab", "check", str(path), "--as-of", AS_OF, "--format", "json", *arguments]
    digest, since = hashlib.sha256(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        while piece := process.stdout.read(1 << 20):
            digest.update(piece)
    passed = time.perf_counter() - since
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": passed, "most": most, "report": digest.hexdigest()}


def measured(path: Path, arguments: list[str]) -> dict[str, Any]:
    """The same in a process of its own, so that the memory is that of this run alone."""
    command = [sys.executable, __file__, "--measure", str(path), *arguments]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(run(Path(sys.argv[2]), sys.argv[3:])))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--records", type=int, nargs="+", default=[10_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--cluster", action="store_true", help="a Dask cluster on this computer, too")
    parser.add_argument("--form", choices=["jsonl", "csv", "kit"], nargs="+", default=["jsonl", "csv", "kit"])
    parser.add_argument("--defects", type=float, default=0.2)
    options = parser.parse_args()
    ways = {f"--jobs {jobs}": ["--jobs", str(jobs)] for jobs in options.jobs}
    if options.cluster:
        ways["--cluster local"] = ["--cluster", "local"]
    print(f"- {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}.")
    print(f"- `uv run python benchmarks/scale.py {' '.join(sys.argv[1:])}`\n")
    headings = ["Records", "Form", "MB", "Way", "Seconds", "Records a second", "Largest process, MB", "Same report"]
    print(f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for number in options.records:
            for form in options.form:
                path = written(Path(folder), number, form, options.defects)
                first = ""
                for way, arguments in ways.items():
                    found = measured(path, arguments)
                    first = first or found["report"]
                    cells = [
                        f"{number:,}",
                        form,
                        f"{path.stat().st_size / 2**20:.0f}",
                        way,
                        f"{found['seconds']:.1f}",
                    ]
                    cells += [f"{number / found['seconds']:,.0f}", f"{found['most']:.0f}"]
                    cells.append("yes" if found["report"] == first else "**no**")
                    print(f"| {' | '.join(cells)} |", flush=True)
                path.unlink()


if __name__ == "__main__":
    main()
