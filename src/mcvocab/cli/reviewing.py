"""``mcvocab map --review``: draws a review and hands it keys; what a key means, `mcvocab.mapping.review` knows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mcvocab.cli import Failure
from mcvocab.cli.keyboard import Keyboard
from mcvocab.cli.settings import approved, configuration
from mcvocab.findings import say, shorten
from mcvocab.interpreter import UnknownFieldError
from mcvocab.mapping import Mapper, MappingFileError
from mcvocab.mapping.decision_file import DecidedMeanwhileError, DecisionFile
from mcvocab.mapping.review import HELPING, RELATIONS, SEARCHING, Item, Review, Withdraw, Write
from mcvocab.mapping.search import find
from mcvocab.model import Location, Mapping
from mcvocab.store import load
from mcvocab.uncertain import Uncertain

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

DEFAULT_FILE = Path("mcvocab-mappings.sssom.tsv")
NARROWEST, WIDEST = 40, 100
HELP = """\
A word is shown, where it stands, and what it may mean. You decide; each decision is written down at once.

Enter, 1-9   take the marked candidate, or that number
up, down     mark another candidate
r, Tab       change how the word stands to it: the same, nearly the same, a kind of it
o, /         choose another: type to search; Enter takes, Tab changes the relation, Esc goes back
n            none of these, and nothing else fits: it will not be asked again
s            skip: it will be asked again next time
u            undo the last step
q, Ctrl-C    stop; next time you go on from here
?            this page

Press any key to go back."""
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


@dataclass(frozen=True, slots=True)
class Words:
    """A plain list of words: where it comes from, and the lists in which their concepts may stand."""

    name: str
    texts: tuple[str, ...]
    schemes: tuple[str, ...] = ()


def review(
    paths: tuple[str, ...], given: tuple[Path, ...], author: str, language: str, words: Words | None = None
) -> None:
    """Walk through the uncertain words of files.

    Args:
        paths: files and folders of the provider.
        given: files of approved mappings that the command line names; decisions go into the first.
        author: who decides, where the command line says so.
        language: the language of texts that do not say their own.
        words: a plain list of words to look through besides.

    Raises:
        UsageError: where there is no terminal, or no file to look through.
        Failure: where a decision cannot be written.
    """
    if not paths and words is None:
        raise click.UsageError("Name at least one file to look through, such as: mcvocab map --review courses.xlsx")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "--review asks a person, so it needs a terminal. In a pipe or a script, use “mcvocab map --format sssom”."
        )
    settled = configuration(*(Path(path) for path in paths))
    files = given or settled.mappings or (DEFAULT_FILE,)
    vocabulary, standard = load()
    mapper = Mapper(vocabulary, approved(tuple(file for file in files if file.exists()), vocabulary))
    try:
        uncertain = Uncertain(vocabulary, mapper, language, settled.instructions)
    except UnknownFieldError as error:
        raise click.UsageError(f"{settled.place('columns')}: {error.args[0]}") from None
    click.echo(f"Looking through {'the words' if not paths else ', '.join(paths)} ...", err=True)
    if words is not None:
        uncertain.words(words.name, words.texts, words.schemes)
    items = uncertain.items(paths)
    for name, trouble in uncertain.troubles:
        finding = say(standard.rules[trouble.code], Location(name), {"value": name, **trouble.details})
        click.echo(f"{name}: {finding.message}", err=True)
    if not items:
        click.echo("Nothing is uncertain here." if not uncertain.troubles else "Nothing uncertain was found.")
        return
    plain = Mapper(vocabulary)  # what a person looks for is not to be answered by what was approved
    state = Review(
        tuple(items),
        lambda typed, item: find(typed, item, plain),
        author=author or settled.author or _asked(),
        date=date.today().isoformat(),
    )
    target = DecisionFile(files[0], vocabulary)
    try:
        with Keyboard() as keyboard:
            state = _walk(state, keyboard, target, vocabulary)
    except MappingFileError as error:
        raise Failure(str(error)) from None
    left = len(items) - len(state.decided) - state.skipped
    click.echo(_farewell(state, files[0], left))
    if len(state.decided) and not given and not settled.mappings:
        click.echo(f'So that “map” and “check” use them, write this line into mcvocab.toml:\nmappings = "{files[0]}"')


def _walk(state: Review, keyboard: Keyboard, target: DecisionFile, vocabulary: Vocabulary) -> Review:
    while not state.over:
        _show(state, vocabulary)
        state, effect = state.press(keyboard.key())
        if isinstance(effect, Write):
            try:
                target.add(effect.decision)
            except DecidedMeanwhileError as error:
                state = state.overtaken(error.decision)
        elif isinstance(effect, Withdraw):
            target.withdraw(effect.decision)
    return state


def _show(state: Review, vocabulary: Vocabulary) -> None:
    size = shutil.get_terminal_size()
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    lines = frame(state, vocabulary, min(max(size.columns, NARROWEST), WIDEST), colour)
    start = "\n" if os.environ.get("TERM") == "dumb" else _CLEAR
    sys.stdout.write(start + "\n".join(lines) + "\n")
    sys.stdout.flush()


def frame(state: Review, vocabulary: Vocabulary, width: int = 80, colour: bool = False) -> list[str]:
    """The lines that show where a review stands, none wider than ``width``."""
    bold, dim, off = (_BOLD, _DIM, _PLAIN) if colour else ("", "", "")
    if state.mode == HELPING:
        return [line for part in HELP.splitlines() for line in (_wrapped(part, width, 13 if part[:2].strip() else 0))]
    done = f"{len(state.decided)} decided, {state.skipped} skipped"
    number = min(state.position + 1, len(state.items))
    lines = [f"{dim}{_cut(f'Word {number} of {len(state.items)} · {done}', width)}{off}", ""]
    if state.item is None:
        lines += ["That was the last word.", "", "Press u to undo, any other key to end."]
        return lines
    lines += [bold + line + off for line in _wrapped(f"“{shorten(state.item.text)}”", width)]
    lines += [*_wrapped(_whereabouts(state.item), width), ""]
    if state.mode == SEARCHING:
        lines += [*_wrapped(f"Search: {state.typed}_", width), ""]
    lines += _candidates(state, vocabulary, width, bold, dim, off)
    lines += [_cut(line, width) for line in ("", *_wrapped(state.said, width)) if state.said or not line]
    keys = (
        "Type to search, Enter take, up/down mark, Tab relation, Esc back"
        if state.mode == SEARCHING
        else "Enter/1-9 take, r relation, o other, n none, s skip, u undo, q quit, ? help"
    )
    return lines + [dim + line + off for line in _wrapped(keys, width)]


def _candidates(state: Review, vocabulary: Vocabulary, width: int, bold: str, dim: str, off: str) -> list[str]:
    shown = state.shown
    if not shown:
        if state.mode == SEARCHING:
            return ["Nothing found." if state.typed.strip() else "Type a word."]
        return ["Nothing is suggested."]
    lines: list[str] = []
    item = state.item
    assert item is not None
    if not item.heading:
        lines += [f"It {RELATIONS[state.predicate(shown[state.choice])]}:"]
    else:
        lines += ["It names the field:"]
    for number, mapping in enumerate(shown, 1):
        marked = number - 1 == state.choice
        sure = f" · {mapping.confidence:.0%} sure" if mapping.confidence else ""
        scheme = vocabulary.schemes[mapping.scheme].title
        line = _cut(f"{'>' if marked else ' '} {number}  {mapping.label} · {scheme}{sure}", width)
        lines.append(f"{bold}{line}{off}" if marked else line)
        if marked:
            said = [mapping.note, _definition(mapping, vocabulary)]
            lines += [dim + "     " + one + off for part in said if part for one in _wrapped(part, width - 5)]
    return lines


def _definition(mapping: Mapping, vocabulary: Vocabulary) -> str:
    if mapping.concept is None:
        return ""
    said = vocabulary.details(mapping.concept).get("definition", ())
    return next((str(one["value"]) for one in said if one.get("language") == "en"), "")


def _whereabouts(item: Item) -> str:
    times = "once" if item.count == 1 else f"{item.count} times"
    if item.heading:
        what = (
            f"A heading that is read as “{item.label}”, but not surely"
            if item.label
            else "A heading that is not known"
        )
    else:
        what = f"In the field “{item.label}”" if item.label else "In a list of words"
    filled = " with something below it" if item.heading else ""
    return f"{what}, {times}{filled}, first in {_place(item.first)}"


def _place(place: Location) -> str:
    sheet = f", sheet “{place.sheet}”" if place.sheet else ""
    inside = f", cell {place.cell}" if place.cell else f", line {place.line}" if place.line else ""
    return f"{place.file}{sheet}{inside}"


def _farewell(state: Review, target: Path, left: int) -> str:
    kept = len(state.decided)
    decisions = "One decision stands" if kept == 1 else f"{kept} decisions stand"
    told = f"{decisions} in “{target}”." if kept else "Nothing was decided."
    waiting = left + state.skipped
    if not waiting:
        return f"{told} No word is left."
    return f"{told} {'One word is' if waiting == 1 else f'{waiting} words are'} still open: start again to go on."


def _asked() -> str:
    """Who decides, asked once, with what git knows as the proposal."""
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, encoding="utf-8", errors="replace", timeout=5
        )
        known = done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        known = ""
    click.echo("Every decision is kept with the name of who took it. “author” in mcvocab.toml spares this question.")
    named: str = click.prompt("Your name, or your ORCID as https://orcid.org/...", default=known or None, type=str)
    return named.strip()


def _wrapped(text: str, width: int, hanging: int = 0) -> list[str]:
    lines = textwrap.wrap(text, width, subsequent_indent=" " * hanging, drop_whitespace=True) or [""]
    return [_cut(line, width) for line in lines]


def _cut(text: str, width: int) -> str:
    """A text that takes no more columns than there are; East Asian characters take two."""
    if _columns(text) <= width:
        return text
    kept = text
    while kept and _columns(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _columns(text: Iterable[str]) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )
