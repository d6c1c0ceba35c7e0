"""The compiled standard: rules and profiles, found by code and name.

The shapes themselves, and the facts about concepts that they rely on, travel beside them as light graphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mcvocab.linefile import Made
from mcvocab.model import BASE, IRI, Graph, Node, Profile, Rule, Severity
from mcvocab.triples import StoredGraph

CORE = "core"
AWARDS = "award"
RULE = BASE + "rule/"


if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary


class UnknownProfileError(LookupError):
    """A profile was asked for that the standard does not have; the text names those it has."""


class Standard:
    """The rules and profiles, ready to be asked.

    Attributes:
        rules: rule by code; reading rules included.
        profiles: profile by name.
    """

    def __init__(self, data: Mapping[str, Any], graphs: Callable[[], Mapping[str, Any]]) -> None:
        self.rules: Mapping[str, Rule] = Made(data["rules"], _rule)
        self.profiles: Mapping[str, Profile] = {row["name"]: _profile(row) for row in data["profiles"]}
        self._load_graphs = graphs
        self._codes: dict[tuple[Node, IRI], str] = {}

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

    def code(self, shape: Node, component: IRI) -> str | None:
        """The code of the rule that a shape is; None for a shape within a rule, which speaks through the rule."""
        code = self._codes.get((shape, component)) or str(shape).removeprefix(RULE)
        return code if code in self.rules else None

    def is_own(self, code: str) -> bool:
        """Whether a rule is of this standard, and not of somebody's shapes that were added to it."""
        return code not in self._codes.values()

    def extended(
        self, rules: Mapping[str, Rule], profile: Profile, codes: Mapping[tuple[Node, IRI], str]
    ) -> Standard:
        """This standard with one more profile, and its rules by the shapes and components that break them."""
        other = self._copy()
        other.rules = {**self.rules, **rules}
        other.profiles = {**self.profiles, profile.name: profile}
        other._codes = {**self._codes, **codes}
        return other

    def reworded(self, rules: Mapping[str, Rule], profiles: Mapping[str, Profile]) -> Standard:
        """This standard with the same rules and profiles, said in other words."""
        other = self._copy()
        other.rules, other.profiles = dict(rules), dict(profiles)
        return other

    def _copy(self) -> Standard:
        from copy import copy  # hardly any run needs a second standard

        return copy(self)

    def with_extended(self, names: Iterable[str]) -> tuple[str, ...]:
        """The named profiles, in order, then those that they extend: to meet one is to meet these too.

        Raises:
            UnknownProfileError: naming the profiles there are.
        """
        asked = [self.profile(name) for name in names]
        return tuple(dict.fromkeys([p.name for p in asked] + [above for p in asked for above in p.extends]))

    def judgements(self, code: str, profiles: Iterable[str]) -> dict[str, Severity]:
        """The severity of a rule in each of the named profiles that holds it."""
        return {name: self.profiles[name].rules[code] for name in profiles if code in self.profiles[name].rules}

    @cached_property
    def shapes(self) -> Graph:
        """The shapes of all profiles."""
        return self._graph("shapes")

    @cached_property
    def facts(self) -> Graph:
        """What the language says of its concepts, as far as shapes ask."""
        return self._graph("facts")

    def _graph(self, name: str) -> Graph:
        # Whoever asks for a graph of ours does not change it.
        return StoredGraph(self._graphs[name], self._graphs[f"general in {name}"], self._graphs[f"holders in {name}"])  # type: ignore[return-value]

    @cached_property
    def _graphs(self) -> Mapping[str, Any]:
        return self._load_graphs()


class Language(NamedTuple):
    """The compiled language and its standard, which belong together."""

    vocabulary: Vocabulary
    standard: Standard


def _rule(code: str, row: Mapping[str, Any]) -> Rule:
    return Rule(
        code=code,
        iri=IRI(RULE + code),
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
        extends=tuple(row["extends"]),
    )
