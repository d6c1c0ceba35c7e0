"""What a person decided about a local word, and how that stands in a row of an SSSOM file.

A row decides where a person stands behind it: its justification is that of a curator or of a review, or it names a
reviewer. Rows that a program made are proposals; they are kept and not used. How a row says what:

- ``subject_label``: the text; ``object_id``: the concept, or ``sssom:NoTermFound`` where none fits;
- ``predicate_modifier`` ``Not``: that very concept is not meant;
- ``subject_category``: the field of the record for which it holds, such as ``mcvocab:field/credential-type``; without
  it, it holds for every field. A category of any other kind is documentation and is left alone;
- ``object_source``: the list in which no term was found, such as ``mcvocab:scqf``; without it, the whole language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mcvocab.labels import fold
from mcvocab.mapping.sssom import CURIES, LITERAL, NO_TERM_FOUND
from mcvocab.model import ACCEPTED_PREDICATES, BASE, IRI, Concept
from mcvocab.values import dataclass

if TYPE_CHECKING:
    from mcvocab.mapping.sheet import Sheet
    from mcvocab.vocabulary import Vocabulary

CURATED = "semapv:ManualMappingCuration"
REVIEWED = "semapv:MappingReview"
NOT = "Not"
PREDICATES = (*sorted(ACCEPTED_PREDICATES), "skos:narrowMatch", "skos:relatedMatch")
ORCID = "https://orcid.org/"
_PREFIX = "mcvocab"
_HINTS = 20
_SKOS = CURIES["skos"]
_BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": CURIES["semapv"],
    "skos": _SKOS,
    "sssom": CURIES["sssom"],
}
_NO_TERM_IRI = CURIES["sssom"] + NO_TERM_FOUND.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person.

    Attributes:
        text: the local word, blanks joined.
        concept: the concept meant; None where no term of the language fits.
        predicate: the relation from the word to the concept.
        negated: whether that concept is said *not* to be meant.
        field: key of the field for which it holds; empty for every field.
        scheme: where no term fits, the slug of the list that was searched; empty for the whole language.
        confidence: between 0 and 1.
        author, date, comment: who decided, on which day, and why.
        uses: how often the word was met, where that is told; else 0.
        approved: whether a person stands behind it; False for what a program proposed.
        file, line: where it stands.
    """

    text: str
    concept: IRI | None = None
    predicate: str = "skos:exactMatch"
    negated: bool = False
    field: str = ""
    scheme: str = ""
    confidence: float = 1.0
    author: str = ""
    date: str = ""
    comment: str = ""
    uses: int = 0
    approved: bool = True
    file: str = ""
    line: int = 0

    @property
    def accepts(self) -> bool:
        """Whether the word may be understood as the concept."""
        return self.concept is not None and not self.negated and self.predicate in ACCEPTED_PREDICATES

    @property
    def key(self) -> str:
        """What spellings of the same word share."""
        return fold(self.text).key or self.text


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not used, and why."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Place and sentence."""
        return f"{self.file}:{self.line}: {self.message}"


class _UnusableError(ValueError):
    """Why one row cannot be used."""


def decisions(sheet: Sheet, vocabulary: Vocabulary) -> tuple[list[Decision], list[Fault]]:
    """The decisions in a file, proposals of programs among them, and the rows that cannot be used.

    Raises:
        MappingFileError: where the header cannot be read.
    """
    found: list[Decision] = []
    faults: list[Fault] = []
    missing = [name for name in ("subject_label", "object_id") if name not in sheet.names]
    if sheet.columns is not None and missing:
        named = " and ".join(f"“{name}”" for name in missing)
        return [], [Fault(sheet.name, sheet.columns.number, f"No row can be used, for there is no column {named}.")]
    reader = _RowReader(sheet, vocabulary)
    for number, cells in sheet.rows():
        try:
            found.append(reader.read(number, cells))
        except _UnusableError as error:
            faults.append(Fault(sheet.name, number, f"This row is not used: {error}"))
    contradicted = list(_contradictions(found, vocabulary))
    wrong = {fault.line for fault in contradicted}
    return [one for one in found if one.line not in wrong], sorted(faults + contradicted, key=lambda f: f.line)


class _RowReader:
    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self._sheet, self._vocabulary = sheet, vocabulary
        self._hints: dict[str, str] = {}
        self._prefixes: dict[str, str] = {**_BUILT_IN, **sheet.prefixes}
        # Slots that stand in the header count for every row that leaves them out.
        names = ("object_source", "mapping_date")
        self._common = {name: str(sheet.slots[name]) for name in names if name in sheet.slots}
        self._fields: dict[str, str] = {str(field.iri): key for key, field in vocabulary.fields.items()}

    def read(self, number: int, cells: Mapping[str, str]) -> Decision:
        text = " ".join(cells["subject_label"].split())
        if not text:
            raise _UnusableError("“subject_label” is empty, so that no word is named.")
        target = self._iri(cells, "object_id")
        none = target == _NO_TERM_IRI
        negated = self._negated(cells)
        concept = None if none else self._concept(target)
        if none and negated:
            raise _UnusableError(f"“{NOT}” beside “{NO_TERM_FOUND}” has no meaning.")
        return Decision(
            text,
            concept.iri if concept else None,
            "skos:exactMatch" if none else self._predicate(cells),
            negated,
            self._field(cells),
            self._scheme(cells) if none else "",
            self._confidence(cells),
            " and ".join(_names(cells.get("author_label")) or _names(cells.get("author_id"))),
            cells.get("mapping_date") or self._common.get("mapping_date", ""),
            cells.get("comment", ""),
            int(uses) if (uses := cells.get(USES, "")).isdecimal() else 0,
            self._approved(cells),
            self._sheet.name,
            number,
        )

    def _iri(self, cells: Mapping[str, str], name: str) -> str:
        value = cells.get(name, "")
        if not value:
            raise _UnusableError(f"“{name}” is empty.")
        if value.startswith(("http://", "https://")):
            return value
        prefix, colon, rest = value.partition(":")
        if not colon:
            example = f"{_PREFIX}:term/micro-credential"
            raise _UnusableError(f"“{value}” in “{name}” has no prefix. Write it like “{example}”.")
        if prefix not in self._prefixes:
            raise _UnusableError(
                f"The prefix of “{value}” is not declared. Add it below “#curie_map:”, such as "
                f"“#  {_PREFIX}: {BASE}”."
            )
        return f"{self._prefixes[prefix]}{rest}"

    def _concept(self, target: str) -> Concept:
        concept = self._vocabulary.concepts.get(IRI(target))
        if concept is not None:
            return concept
        near = self._near(target.removeprefix(BASE))
        hint = f" Did you mean “{_PREFIX}:{near}”?" if near else ""
        raise _UnusableError(f"The language has no concept “{target.removeprefix(BASE)}”.{hint}")

    def _near(self, slug: str) -> str:
        """A concept of nearly that name; a file that is wrong throughout is not searched for hints without end."""
        if slug not in self._hints and len(self._hints) < _HINTS:
            slugs = [str(iri).removeprefix(BASE) for iri in self._vocabulary.concepts]
            self._hints[slug] = next(iter(get_close_matches(slug, slugs, n=1, cutoff=0.75)), "")
        return self._hints.get(slug, "")

    def _predicate(self, cells: Mapping[str, str]) -> str:
        iri = self._iri(cells, "predicate_id")
        predicate = "skos:" + iri.removeprefix(_SKOS)
        if not iri.startswith(_SKOS) or predicate not in PREDICATES:
            raise _UnusableError(f"“{cells['predicate_id']}” is none of {', '.join(PREDICATES)}.")
        return predicate

    def _negated(self, cells: Mapping[str, str]) -> bool:
        modifier = cells.get("predicate_modifier", "")
        if modifier and modifier.casefold() != NOT.casefold():
            raise _UnusableError(f"“predicate_modifier” is “{modifier}”, but only “{NOT}” is known.")
        return bool(modifier)

    def _field(self, cells: Mapping[str, str]) -> str:
        category = cells.get("subject_category", "")
        if category in self._vocabulary.fields:
            return category
        prefix, _, rest = category.partition(":")
        iri = f"{self._prefixes[prefix]}{rest}" if prefix in self._prefixes else category
        if iri in self._fields:
            return self._fields[iri]
        if iri.startswith(BASE):
            raise _UnusableError(f"“subject_category” is “{category}”, but there is no such field.")
        return ""

    def _scheme(self, cells: Mapping[str, str]) -> str:
        source = cells.get("object_source") or self._common.get("object_source", "")
        prefix, _, rest = source.partition(":")
        slug = (self._prefixes[prefix] + rest if prefix in self._prefixes else source).removeprefix(BASE).rstrip("/")
        if slug in self._vocabulary.schemes or not slug:
            return slug
        raise _UnusableError(f"“object_source” is “{source}”, but the language has no such list.")

    def _confidence(self, cells: Mapping[str, str]) -> float:
        written = cells.get("confidence", "")
        if not written:
            return 1.0
        try:
            confidence = float(written)
        except ValueError:
            confidence = -1.0
        if not 0 <= confidence <= 1:
            raise _UnusableError(f"“confidence” is “{written}”, but it is to be a number from 0 to 1.")
        return confidence

    def _approved(self, cells: Mapping[str, str]) -> bool:
        reviewer = cells.get("reviewer_id") or cells.get("reviewer_label")
        if not cells.get("mapping_justification"):
            raise _UnusableError(f"“mapping_justification” is empty. Write “{CURATED}” where a person decided it.")
        return bool(reviewer) or self._iri(cells, "mapping_justification") in _BY_PEOPLE


_BY_PEOPLE = {CURIES["semapv"] + name.partition(":")[2] for name in (CURATED, REVIEWED)}


def _names(cell: str | None) -> list[str]:
    """The values of a cell that may hold several: a bar parts them, a backslash keeps a bar."""
    several = re.findall(r"(?:\\[\\|]|[^|])+", cell or "")
    return [name for one in several if (name := re.sub(r"\\([\\|])", r"\1", one).strip())]


def _contradictions(found: list[Decision], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Rows of one file that cannot both be true; neither is used, for nobody said which one counts."""
    grouped: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    for one in found:
        if one.approved:
            grouped[one.text, one.field].append(one)
    for group in grouped.values():
        for one in group:
            other = next((o for o in group if o is not one and _contradict(one, o, vocabulary)), None)
            if other is not None:
                yield Fault(
                    one.file,
                    one.line,
                    f"This row is not used: it says of “{one.text}” the contrary of line {other.line}, which is not "
                    "used either. Remove one of them.",
                )


def _contradict(one: Decision, other: Decision, vocabulary: Vocabulary) -> bool:
    if one.concept is None or other.concept is None:
        none, some = (one, other) if one.concept is None else (other, one)
        if some.concept is None or not some.accepts:
            return False
        return covers(none, vocabulary.concepts[some.concept].scheme, vocabulary)
    if one.negated or other.negated:
        return one.negated != other.negated and one.concept == other.concept
    same_list = vocabulary.concepts[one.concept].scheme == vocabulary.concepts[other.concept].scheme
    return one.accepts and other.accepts and same_list and one.concept != other.concept


def covers(none: Decision, scheme: str, vocabulary: Vocabulary) -> bool:
    """Whether the decision that no term fits holds for a list.

    Said of the whole language, it is said of values: headings are decided for themselves.
    """
    return none.scheme == scheme or (not none.scheme and scheme != headings_scheme(vocabulary))


def headings_scheme(vocabulary: Vocabulary) -> str:
    """The slug of the list whose concepts are the fields of a record."""
    fields = (vocabulary.concepts.get(field.iri) for field in vocabulary.fields.values())
    return next((concept.scheme for concept in fields if concept is not None), "")


def is_heading(one: Decision, vocabulary: Vocabulary) -> bool:
    """Whether a decision is about a heading rather than a value."""
    scheme = vocabulary.concepts[one.concept].scheme if one.concept is not None else one.scheme
    return scheme == headings_scheme(vocabulary)


USES = "ext_uses"
"""The extension slot that tells how often a word was met."""


def cells_of(decision: Decision, sheet: Sheet, vocabulary: Vocabulary) -> dict[str, str]:
    """The cells of a decision's row, by column name, in the prefixes of a file."""
    concept = vocabulary.concepts.get(decision.concept) if decision.concept else None
    orcid = decision.author.removeprefix(ORCID).removeprefix("orcid:") if is_orcid(decision.author) else ""
    field = vocabulary.fields.get(decision.field)
    shorten = _Shortener(sheet)
    scheme = concept.scheme if concept else decision.scheme
    # Said in the header, a source holds for the rows that say none, so that only a narrower one is worth a cell.
    common = "object_source" in sheet.slots and "object_source" not in sheet.names
    source = "" if common and (concept or not scheme) else shorten(BASE + scheme)
    return {
        "subject_label": decision.text,
        "subject_category": shorten(field.iri) if field else "",
        "predicate_id": decision.predicate,
        "predicate_modifier": NOT if decision.negated else "",
        "object_id": shorten(concept.iri) if concept else NO_TERM_FOUND,
        "object_label": concept.label if concept else "",
        "mapping_justification": CURATED,
        "author_id": f"orcid:{orcid}" if orcid else "",
        "author_label": "" if orcid else decision.author.replace("\\", "\\\\").replace("|", "\\|"),
        "subject_type": LITERAL,
        "object_type": "skos concept" if concept else "",
        "object_source": source,
        "mapping_date": decision.date,
        "confidence": format(decision.confidence, "g"),
        "comment": decision.comment,
        # A column of ours is filled where the file declares it, and never forced upon a file that does not.
        **({USES: str(decision.uses)} if decision.uses and USES in sheet.names else {}),
    }


def prefixes_of(decision: Decision, sheet: Sheet) -> dict[str, str]:
    """The prefixes that a file must declare to hold a decision, beyond those that it has."""
    own = {} if BASE in sheet.prefixes.values() else {_PREFIX: BASE}
    return own | ({"orcid": ORCID} if is_orcid(decision.author) else {})


def is_orcid(author: str) -> bool:
    """Whether an author is given by an ORCID."""
    return author.startswith((ORCID, "orcid:"))


class _Shortener:
    """Writes an IRI of ours with the prefix that the file has for it."""

    def __init__(self, sheet: Sheet) -> None:
        self._prefix = next((prefix for prefix, iri in sheet.prefixes.items() if iri == BASE), _PREFIX)

    def __call__(self, iri: str) -> str:
        return f"{self._prefix}:{iri.removeprefix(BASE)}"
