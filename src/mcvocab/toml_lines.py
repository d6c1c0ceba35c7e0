"""On which line of a TOML file each key stands, which the standard library's reader does not tell."""

from __future__ import annotations

import re
from collections import Counter

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLES = re.compile(rf"\s*\[\[\s*({_PATH})\s*\]\]")
_TABLE = re.compile(rf"\s*\[\s*({_PATH})\s*\]\s*(?:#|$)")
_PAIR = re.compile(rf"\s*({_PATH})\s*=")
_LONG = re.compile(r"\"\"\"|'''")


def key_lines(text: str, table: str = "") -> dict[str, int]:
    r"""The line, from 1, of each key of sound TOML, as a dotted path; tables of a list are counted from 0.

    Args:
        text: what the file says.
        table: the table that paths start from; what stands outside of it is left out.

    >>> key_lines('a = 1\n[[b]]\nc = 2\n[[b]]\nc = 3')
    {'a': 1, 'b': 2, 'b.0': 2, 'b.0.c': 3, 'b.1': 4, 'b.1.c': 5}
    """
    lines: dict[str, int] = {}
    several: Counter[str] = Counter()
    start, inside = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if not inside:
            if found := _TABLES.match(line):
                name = _path(found[1])
                start = f"{name}.{several[name]}"
                several[name] += 1
                lines.setdefault(name, number)
                lines.setdefault(start, number)
            elif found := _TABLE.match(line):
                start = _path(found[1])
                lines.setdefault(start, number)
            elif found := _PAIR.match(line):
                lines.setdefault(f"{start}.{_path(found[1])}" if start else _path(found[1]), number)
        inside ^= len(_LONG.findall(line)) % 2 == 1
    above = f"{table}." if table else ""
    return {path.removeprefix(above): line for path, line in lines.items() if path.startswith(above)}


def _path(written: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_KEY, written))
