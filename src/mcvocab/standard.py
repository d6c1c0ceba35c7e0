"""The compiled standard: rules and profiles, found by code and name.

The shapes themselves, and the facts about concepts that they rely on, travel beside them as light graphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from mcvocab.model import BASE, IRI, Graph, Profile, Rule, Severity, Term
from mcvocab.triples import from_data
from mcvocab.vocabulary import UnknownFormatError

FORMAT = "mcvocab-standard/2"
CORE = "core"
RULE = BASE + "rule/"


class UnknownProfileError(LookupError):
    """A profile was asked for that the standard does not have; the text names those it has."""


class Standard:
    """The rules and profiles, ready to be asked.

    Attributes:
        rules: rule by code; reading rules included.
        profiles: profile by name.
    """

    def __init__(self, data: Mapping[str, Any], graphs: Callable[[], Mapping[str, Any]]) -> None:
        if data.get("format") != FORMAT:
            raise UnknownFormatError(
                f"The compiled standard says it is “{data.get('format')}”, but this release reads “{FORMAT}”. "
                "Remove it, so that it is compiled again, or install the matching release."
            )
        self.rules: dict[str, Rule] = {row["code"]: _rule(row) for row in data["rules"]}
        self.profiles: dict[str, Profile] = {row["name"]: _profile(row) for row in data["profiles"]}
        self._load_graphs = graphs

    def __repr__(self) -> str:
        """The size, for a person at a prompt."""
        return f"<Standard: {len(self.rules)} rules, {len(self.profiles)} profiles>"

    def profile(self, name: str) -> Profile:
        """The profile of that name.

        Raises:
            UnknownProfileError: naming the profiles there are.
        """
        try:
            return self.profiles[name]
        except KeyError:
            known = ", ".join(sorted(self.profiles))
            raise UnknownProfileError(f"There is no profile “{name}”. Choose from: {known}.") from None

    def code(self, shape: Term) -> str:
        """The code of the rule that a shape is."""
        return str(shape).removeprefix(RULE)

    def judgements(self, code: str, profiles: Iterable[str]) -> dict[str, Severity]:
        """The severity of a rule in each of the named profiles that holds it."""
        return {name: self.profiles[name].rules[code] for name in profiles if code in self.profiles[name].rules}

    @cached_property
    def shapes(self) -> Graph:
        """The shapes of all profiles."""
        return from_data(self._graphs["shapes"])

    @cached_property
    def facts(self) -> Graph:
        """What the language says of its concepts, as far as shapes ask."""
        return from_data(self._graphs["facts"])

    @cached_property
    def _graphs(self) -> Mapping[str, Any]:
        return self._load_graphs()


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        code=row["code"],
        iri=IRI(RULE + row["code"]),
        name=row["name"],
        message=row["message"],
        template=row["template"],
        severity=Severity.named(row["severity"]),
        why=row["why"],
        fix=row["fix"],
        source=row["source"],
        about=tuple(row["about"]),
        since=row["since"],
        yields_to=tuple(row["yields_to"]),
        speaks_for=tuple(row["speaks_for"]),
        reading=row["reading"],
        unreadable=row["unreadable"],
        spoils_row=row["spoils_row"],
    )


def _profile(row: Mapping[str, Any]) -> Profile:
    return Profile(
        name=row["name"],
        iri=IRI(f"{BASE}profile/{row['name']}"),
        title=row["title"],
        description=row["description"],
        version=row["version"],
        status=row["status"],
        source=row["source"],
        kind=row["kind"],
        target=IRI(row["target"]),
        rules={code: Severity.named(word) for code, word in row["rules"].items()},
    )
