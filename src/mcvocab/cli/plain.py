"""The plainest command lines, answered without loading click: ``--version``, ``map TERM...``, ``check FILE...``.

A line is plain when it names no option and nothing is configured. It is answered by what the full command would
call with the defaults of its options, so the output is the same; whatever is out of the ordinary, even a mistake, is
left to the full command.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def answer(arguments: list[str]) -> int | None:
    """Answer a plain command line, and give the exit code; None where it is not plain."""
    if arguments == ["--version"]:
        return _show([version() + "\n"])
    command, *given = arguments or [""]
    if command not in PLAIN or not given or any(one.startswith("-") for one in given) or _configured():
        return None
    return PLAIN[command](given)


def version() -> str:
    """The versions of the software and of the language."""
    from mcvocab.store import reader
    from mcvocab.version import VERSION

    index = reader()("index")
    return f"mcvocab {VERSION}, language {index['version']} ({index['hash'][:12]})"


def _map(terms: list[str]) -> int:
    from mcvocab.cli.answers import answered, text
    from mcvocab.mapping import Mapper
    from mcvocab.store import load

    return _show(text(answered(Mapper(load().vocabulary), terms)))


def _check(paths: list[str]) -> int:
    from mcvocab.checker import Checker
    from mcvocab.cli.outcome import Outcome, style
    from mcvocab.model import Severity
    from mcvocab.reporters import REPORTERS
    from mcvocab.store import load

    checker, outcome = Checker(*load()), Outcome()
    gc.freeze()
    gc.enable()
    _show(REPORTERS["text"](checker.header, outcome.watch(checker.stream(paths)), style(checker, None)))
    return outcome.code(Severity.VIOLATION.word)


PLAIN = {"map": _map, "check": _check}


def _show(pieces: Iterable[str | bytes]) -> int:
    for piece in pieces:
        sys.stdout.write(str(piece))
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return 0


def _configured() -> bool:
    """Whether a file of the working folder, or of one above it, may hold settings of ours."""
    folder = os.getcwd()
    while True:
        if os.path.exists(os.path.join(folder, "mcvocab.toml")) or _is_tool(os.path.join(folder, "pyproject.toml")):
            return True
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return False


def _is_tool(project: str) -> bool:
    """Whether a project's file may have a table for mcvocab as a tool; the ways to write one all have these words."""
    try:
        with open(project, "rb") as file:
            text = file.read().translate(None, b" \t\"'")
    except OSError:
        return os.path.exists(project)
    return b"mcvocab" in text and any(words in text for words in (b"tool.mcvocab", b"[tool]", b"tool={"))
