"""How reports, findings and mappings look in a notebook.

Where IPython runs, importing mcvocab is enough; ``%load_ext mcvocab`` does the same for a session that began without.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from mcvocab.model import Annotation, Finding, Mapping, Report

MOST = 50
"""How many findings of a report are shown."""

_COLOURS = {"violation": "#b3261e", "warning": "#8a5a00", "info": "#1b5e9b"}


def register(shell: Any) -> None:
    """Tell an IPython shell how to show our values.

    Args:
        shell: what ``IPython.get_ipython()`` gives.
    """
    forms = shell.display_formatter.formatters["text/html"]
    for kind, show in ((Report, report), (Finding, finding), (Mapping, mapping), (Annotation, annotation)):
        forms.for_type(kind, show)


def report(value: Report) -> str:
    """A report: the counts, the profiles, the first findings."""
    summary = value.summary
    counts = f"{summary.conforming} of {summary.records} records without a violation"
    found = ", ".join(f"{getattr(summary, word)} {word}" for word in _COLOURS)
    profiles = "; ".join(f"{name} {tally.meets} of {tally.records}" for name, tally in summary.by_profile.items())
    hidden = len(value.findings) - MOST
    more = f"<p>… and {hidden} more findings.</p>" if hidden > 0 else ""
    table = _table(
        ("", "Rule", "Where", "What is wrong", "What to write"), (_row(one) for one in value.findings[:MOST])
    )
    said = f"<p><b>{escape(counts)}</b>. {escape(found)}. Met: {escape(profiles)}.</p>"
    return said + (table if value.findings else "") + more


def finding(value: Finding) -> str:
    """One finding."""
    return _table(("", "Rule", "Where", "What is wrong", "What to write"), [_row(value)])


def mapping(value: Mapping) -> str:
    """What a word means."""
    return _table(("Word", "Means", "Relation", "How sure", "Why"), [_meaning(value)])


def annotation(value: Annotation) -> str:
    """What a place in a text means."""
    place = f"{value.start}–{value.end}"
    return _table(("Place", "Word", "Means", "Relation", "How sure", "Why"), [(place, *_meaning(value.mapping))])


def _row(value: Finding) -> tuple[str, ...]:
    word = value.severity.word
    mark = f'<span style="color:{_COLOURS[word]}">{word}</span>'
    return (
        mark,
        f"<code>{escape(value.code)}</code>",
        escape(str(value.where)),
        escape(value.message),
        escape(value.fix),
    )


def _meaning(value: Mapping) -> tuple[str, ...]:
    means = f'<a href="{escape(value.concept)}">{escape(value.label)}</a>' if value.concept else "nothing we know"
    relation = value.predicate.removeprefix("skos:")
    return escape(value.text), means, escape(relation), f"{value.confidence:.0%}", escape(value.note)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; its cells are HTML already."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
