"""The versions of the Reconciliation Service API: how each words the same questions and answers.

Version 0.1 differs from 0.2 by its manifest, by the features that it does not know, and by JSONP, which it demands.
Version 1.0-draft has arrays where they have objects, conditions instead of a query and properties, and fixed paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mcvocab.glossary.statements import Text
from mcvocab.service.entities import SCHEMA, SPACE, Entities, Suggestion
from mcvocab.service.extension import PROPERTIES, Asked, Property, PropertyValue, named
from mcvocab.service.intake import choice, is_list, is_object, is_text, whole_number
from mcvocab.service.matching import DEFAULT_LIMIT, Candidate, Hint, Query
from mcvocab.service.problems import RequestError, bad_request
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.model import Concept
    from mcvocab.service.limits import Limits

NAME = "mcvocab: the language of micro-credentials"
PREVIEW = {"width": 430, "height": 300}
_MOST_VALUES = 100
_SETTINGS = (
    ("limit", "Limit", "number", 0, "The most values to fetch for each row; 0 for all"),
    ("language", "Language", "text", "", "Only texts in this language, such as en; empty for all"),
)


class Row(NamedTuple):
    """An entity that properties were fetched for: its identifier as given, and the values, property by property."""

    id: str
    values: tuple[tuple[Property, Sequence[PropertyValue]], ...]


class Version:
    """What the versions share, as 0.2 has it.

    Attributes:
        name: how manifests name it.
        jsonp: whether answers may be wrapped in a call of a function that the address names.
        flyouts: whether suggestions come with small previews.
        paths: whether queries go to paths of their own, as JSON.
        offset: the parameter that says how many suggestions to skip.
        parts: what a query may hold.
    """

    name = "0.2"
    jsonp = False
    flyouts = True
    paths = False
    offset = "cursor"
    parts: frozenset[str] = frozenset(("query", "type", "type_strict", "limit", "properties"))

    def __init__(self, entities: Entities, limits: Limits) -> None:
        self._entities, self._limits = entities, limits

    def manifest(self, endpoint: str, home: str) -> dict[str, Any]:
        """What the service says of itself.

        Args:
            endpoint: the address of the endpoint of this version.
            home: the address of the service as a whole.
        """

        def service(kind: str) -> dict[str, str]:
            return {
                "service_url": endpoint,
                "service_path": f"/suggest/{kind}",
                "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
            }

        settings = [
            {"name": key, "label": label, "type": form, "default": default, "help_text": help_text}
            for key, label, form, default, help_text in _SETTINGS
        ]
        return {
            "versions": ["0.1", "0.2"],
            "name": NAME,
            "identifierSpace": SPACE,
            "schemaSpace": SCHEMA,
            "documentation": home + "/",
            "serviceVersion": VERSION,
            "defaultTypes": self._types(),
            "view": {"url": home + "/concept?id={{id}}"},
            "feature_view": {"url": home + "/#{{id}}"},
            "preview": {"url": endpoint + "/preview?id={{id}}", **PREVIEW},
            "suggest": {kind: service(kind) for kind in ("entity", "property", "type")},
            "extend": {
                "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
                "property_settings": settings,
            },
            "batchSize": self._limits.batch,
        }

    def queries(self, given: Any) -> dict[str, Query]:
        """The queries of a batch, by their names.

        Raises:
            RequestError: where the batch is not as the specification has it, or too large.
        """
        batch = is_object(given, "The batch of queries")
        self._within(len(batch), "queries")
        return {key: self._query(self._checked(query)) for key, query in batch.items()}

    def results(self, answers: dict[str, list[Candidate]]) -> dict[str, Any]:
        """The answers to a batch."""
        return {key: {"result": [self.candidate(c) for c in found]} for key, found in answers.items()}

    def candidate(self, candidate: Candidate) -> dict[str, Any]:
        """One answer to a query."""
        scheme = self._entities.vocabulary.schemes[candidate.concept.scheme]
        described = f"{self._entities.description(candidate.concept)} (Why this: {candidate.reason})"
        return {
            "id": self._entities.id(candidate.concept),
            "name": candidate.concept.label,
            "description": described,
            "type": [{"id": scheme.slug, "name": scheme.title}],
            "score": candidate.score,
            "match": candidate.match,
            "features": [{"id": feature.id, "value": feature.value} for feature in candidate.features],
        }

    def suggestions(self, found: Sequence[Suggestion]) -> dict[str, Any]:
        """Suggestions for somebody who types."""
        return {"result": [self._suggestion(suggestion) for suggestion in found]}

    def asked(self, given: Any) -> tuple[list[str], list[Asked]]:
        """The identifiers and the properties of a query for values.

        Raises:
            RequestError: where the query is not as the specification has it, or too large.
        """
        query = is_object(given, "The query")
        ids = [is_text(name, "An identifier") for name in is_list(query.get("ids"), "“ids”")]
        self._within(len(ids), "identifiers")
        properties = is_list(query.get("properties"), "“properties”")
        if len(properties) > len(PROPERTIES):
            raise RequestError(413, "too-large", f"Ask for at most {len(PROPERTIES)} properties at once.")
        return ids, [self._asked(is_object(one, "A property")) for one in properties]

    def rows(self, asked: Sequence[Asked], rows: Sequence[Row]) -> dict[str, Any]:
        """Fetched values."""
        filled = {
            row.id: {prop.id: [self._value(value) for value in values] for prop, values in row.values} for row in rows
        }
        return {"meta": self._meta(asked), "rows": filled}

    def properties(self, found: Sequence[Property], kind: str, limit: int | None) -> dict[str, Any]:
        """Properties that may be worth fetching."""
        listed = [{"id": p.id, "name": p.name, "description": p.description} for p in found]
        return {"type": kind, "properties": listed} | ({} if limit is None else {"limit": limit})

    def _types(self) -> list[dict[str, str]]:
        return [{"id": scheme.slug, "name": scheme.title} for scheme in self._entities.usual_types]

    def _within(self, number: int, what: str) -> None:
        if number > self._limits.batch:
            raise RequestError(413, "too-large", f"Send at most {self._limits.batch} {what} at once.")

    def _checked(self, given: Any) -> dict[str, Any]:
        query = is_object(given, "A query")
        if strange := query.keys() - self.parts:
            raise bad_request(f"A query has no “{min(strange)[:100]}”, only {', '.join(sorted(self.parts))}.")
        return query

    def _query(self, given: dict[str, Any]) -> Query:
        text = given.get("query")
        if text is not None:
            text = is_text(text, "“query”")
        hints = tuple(
            self._hint(is_object(one, "A property"), "pid", "v")
            for one in is_list(given.get("properties", []), "“properties”")
        )
        if text is None and not hints:
            raise bad_request("A query needs “query” or “properties”.")
        types = given.get("type", [])
        return Query(
            texts=(text,) if text is not None else (),
            types=tuple(
                is_text(one, "A type") for one in ([types] if isinstance(types, str) else is_list(types, "“type”"))
            ),
            limit=self._limit(given),
            hints=_known(hints),
        )

    def _limit(self, given: dict[str, Any]) -> int:
        return whole_number(given.get("limit", DEFAULT_LIMIT), "limit", 1, self._limits.answers)

    def _hint(self, given: dict[str, Any], name: str, value: str) -> Hint:
        if value not in given:
            raise bad_request(f"A property needs “{value}”.")
        return Hint(is_text(given.get(name), f"“{name}”"), _plain_values(given[value]))

    def _suggestion(self, suggestion: Suggestion) -> dict[str, Any]:
        written: dict[str, Any] = {"id": suggestion.id, "name": suggestion.name}
        if suggestion.description:
            written["description"] = suggestion.description
        if suggestion.concept is not None:
            scheme = self._entities.vocabulary.schemes[suggestion.concept.scheme]
            written["notable"] = [{"id": scheme.slug, "name": scheme.title}]
        return written

    def _asked(self, given: dict[str, Any]) -> Asked:
        settings = is_object(given.get("settings", {}), "“settings”")
        return Asked(
            named(is_text(given.get("id"), "The “id” of a property")),
            whole_number(settings.get("limit") or 0, "limit", 0, _MOST_VALUES),
            is_text(settings.get("language") or "", "“language”"),
        )

    def _meta(self, asked: Sequence[Asked]) -> list[dict[str, Any]]:
        return [{"id": one.property.id, "name": one.property.name} for one in asked]

    def _value(self, value: PropertyValue) -> dict[str, Any]:
        return self._entity(value) if not isinstance(value, Text) else {"str": value.value}

    def _entity(self, concept: Concept) -> dict[str, Any]:
        return {"id": self._entities.id(concept), "name": concept.label}


class Version01(Version):
    """Version 0.1."""

    name = "0.1"
    jsonp = True
    _later = ("versions", "documentation", "serviceVersion", "feature_view", "batchSize")

    def manifest(self, endpoint: str, home: str) -> dict[str, Any]:
        """What the service says of itself."""
        given = super().manifest(endpoint, home)
        return {key: value for key, value in given.items() if key not in self._later}

    def candidate(self, candidate: Candidate) -> dict[str, Any]:
        """One answer to a query."""
        written = super().candidate(candidate)
        return {key: value for key, value in written.items() if key not in ("features", "description")}

    def _query(self, given: dict[str, Any]) -> Query:
        if "query" not in given:
            raise bad_request("A query needs “query”.")
        return super()._query(given)


class Version1(Version):
    """Version 1.0, as far as it has been drafted."""

    name = "1.0-draft"
    flyouts = False
    paths = True
    offset = "offset"
    parts = frozenset(("conditions", "type", "limit", "lang", "dir"))

    def manifest(self, endpoint: str, home: str) -> dict[str, Any]:  # noqa: ARG002
        """What the service says of itself."""
        settings = [
            {"id": key, "name": label, "type": form, "default": default, "helpText": help_text}
            for key, label, form, default, help_text in _SETTINGS
        ]
        return {
            "versions": [self.name],
            "name": NAME,
            "lang": "en",
            "documentation": home + "/",
            "serviceVersion": VERSION,
            "defaultTypes": self._types(),
            "view": {"url": home + "/concept?id={id}"},
            "featureView": {"url": home + "/#{id}"},
            "preview": PREVIEW,
            "suggest": {"entity": True, "property": True, "type": True},
            "extend": {"proposeProperties": True, "propertySettings": settings},
            "batchSize": self._limits.batch,
            "standardizedScore": True,
        }

    def queries(self, given: Any) -> dict[str, Query]:
        """The queries of a batch, by their numbers."""
        batch = is_list(is_object(given, "The batch").get("queries"), "“queries”")
        self._within(len(batch), "queries")
        return {str(number): self._query(self._checked(query)) for number, query in enumerate(batch)}

    def results(self, answers: dict[str, list[Candidate]]) -> dict[str, Any]:
        """The answers to a batch."""
        return {"results": [{"candidates": [self.candidate(c) for c in found]} for found in answers.values()]}

    def candidate(self, candidate: Candidate) -> dict[str, Any]:
        """One answer to a query."""
        features = [{"id": f.id, "name": f.name, "value": f.value} for f in candidate.features]
        return super().candidate(candidate) | {"features": features}

    def rows(self, asked: Sequence[Asked], rows: Sequence[Row]) -> dict[str, Any]:
        """Fetched values."""
        filled = [
            {
                "id": row.id,
                "properties": [{"id": prop.id, "values": [self._value(v) for v in vs]} for prop, vs in row.values],
            }
            for row in rows
        ]
        return {"meta": self._meta(asked), "rows": filled}

    def _query(self, given: dict[str, Any]) -> Query:
        conditions = [is_object(one, "A condition") for one in is_list(given.get("conditions"), "“conditions”")]
        if not conditions:
            raise bad_request("A query needs at least one condition.")
        names: list[str] = []
        ids: list[str] = []
        hints: list[Hint] = []
        for condition in conditions:
            matched = choice(
                is_text(condition.get("matchType"), "“matchType”"), "matchType", ("name", "id", "property")
            )
            key = "propertyId" if matched == "property" else "matchType"
            hint = self._condition(condition, key)
            if matched == "property":
                hints.append(hint)
            elif hint.quantifier == "none":
                hints.append(Hint("prefLabel" if matched == "name" else "id", hint.values, True, "none"))
            else:
                (names if matched == "name" else ids).extend(hint.values)
        kind = given.get("type")
        return Query(
            texts=tuple(names),
            ids=tuple(ids),
            types=() if kind is None else (is_text(kind, "“type”"),),
            limit=self._limit(given),
            language=is_text(given.get("lang", ""), "“lang”"),
            hints=_known(hints),
        )

    def _condition(self, given: dict[str, Any], key: str) -> Hint:
        is_text(given.get("propertyId", ""), "“propertyId”")
        hint = self._hint(given, key, "propertyValue")
        required = given.get("required", False)
        if not isinstance(required, bool):
            raise bad_request("“required” must be true or false.")
        quantifier = choice(
            is_text(given.get("matchQuantifier", "any"), "“matchQuantifier”"),
            "matchQuantifier",
            ("any", "all", "none"),
        )
        if required and hint.property not in PROPERTIES and key == "propertyId":
            raise bad_request(f"No concept can have the property “{hint.property[:100]}”, which is required.")
        return Hint(hint.property, hint.values, required, quantifier)

    def _value(self, value: PropertyValue) -> dict[str, Any]:
        written = super()._value(value)
        return written | {"lang": value.language} if isinstance(value, Text) and value.language else written


VERSIONS: tuple[type[Version], ...] = (Version, Version01, Version1)
"""The versions; the first is the one of an endpoint that names none."""


def _known(hints: Sequence[Hint]) -> tuple[Hint, ...]:
    """Hints that can be compared with something; any column of a client's table may come as a hint."""
    return tuple(hint for hint in hints if hint.property in PROPERTIES and hint.values)


def _plain_values(given: Any) -> tuple[str, ...]:
    values = given if isinstance(given, list) else [given]
    if len(values) > _MOST_VALUES:
        raise RequestError(413, "too-large", f"Give at most {_MOST_VALUES} values of one property.")
    return tuple(map(_plain, values))


def _plain(value: Any) -> str:
    """A property value as text: what was matched already by its identifier, numbers as people write them."""
    if isinstance(value, dict):
        return is_text(value.get("id"), "The “id” of a value")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return is_text(value, "A value")
