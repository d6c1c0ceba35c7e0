"""The service described for programs, as an OpenAPI 3.1 document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from mcvocab.service.intake import FORM
from mcvocab.service.matching import DEFAULT_LIMIT
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from mcvocab.service.limits import Limits

Data: TypeAlias = "dict[str, Any]"

_SPECIFICATION = "https://reconciliation-api.github.io/specs/0.2/"
_TEXT: Data = {"type": "string"}
_NAME: Data = {"type": "string", "minLength": 1}
_NUMBER: Data = {"type": "integer", "minimum": 1}
_OLD, _DRAFT = ("0.1", "0.2"), "1.0-draft"


def document(home: str, limits: Limits) -> Data:
    """The document.

    Args:
        home: the address of the service.
        limits: what one request may be.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "mcvocab",
            "version": VERSION,
            "summary": "The language of micro-credentials over HTTP.",
            "description": "Tells what words mean, matches columns of them, and checks records of courses.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": home}],
        "externalDocs": {"description": "Reconciliation Service API", "url": _SPECIFICATION},
        "paths": {
            "/": {"get": _operation("home", "A page that says what this is", _html())},
            "/openapi.json": {"get": _operation("openapi", "This document", _json({"type": "object"}))},
            "/map": {"get": _map(limits)},
            "/check": {"post": _check(limits)},
            "/concept": {
                "get": _operation(
                    "conceptById", "The way to a concept", None, _query("id", _NAME, True), wrong=(400, 404), done=303
                )
            },
            "/concept/{scheme}/{slug}": {"get": _concept()},
            "/reconcile": _endpoint("", limits),
            "/reconcile/{version}": _endpoint("Version", limits, _path("version", _OLD)),
            "/reconcile/{version}/flyout/{kind}": {"get": _flyout()},
            "/reconcile/{version}/suggest/{kind}": {"get": _suggest()},
            "/reconcile/{version}/preview": {"get": _preview()},
            "/reconcile/{version}/extend/propose": {"get": _propose()},
            "/reconcile/1.0-draft": {
                "get": _operation("draftManifest", "The manifest of version 1.0", _json(_ref("Manifest")))
            },
            "/reconcile/1.0-draft/match": {
                "post": _posted("draftMatch", "Match words", "DraftBatch", "DraftResults")
            },
            "/reconcile/1.0-draft/extend": {
                "post": _posted("draftExtend", "Fetch properties", "ExtendQuery", "DraftRows")
            },
        },
        "components": {"schemas": _schemas(limits)},
    }


def _map(limits: Limits) -> Data:
    texts = {"type": "array", "items": _NAME, "minItems": 1, "maxItems": limits.batch}
    return _operation(
        "map",
        "What words mean",
        _json(_ref("Answers")) | {"text/csv": {"schema": _TEXT}, "text/plain": {"schema": _TEXT}},
        _query("text", texts, True, "A word or phrase; may be repeated."),
        _query(
            "scheme", {"type": "array", "items": _NAME}, False, "The list to look in, such as scqf; may be repeated."
        ),
        _query("language", _TEXT, False, "The language of the words, such as fr."),
        _query("top", _NUMBER, False, f"The most answers to a word; {DEFAULT_LIMIT} where it is not given."),
        _query(
            "format",
            {"enum": ["json", "csv", "text"]},
            False,
            "Lines without a heading, or labels alone, for spreadsheets.",
        ),
        wrong=(400, 413, 503),
    )


def _check(limits: Limits) -> Data:
    operation = _operation(
        "check",
        f"Check a file of at most {limits.file_bytes:,} bytes against the standard",
        _json(_ref("Report")),
        _query("profile", {"type": "array", "items": _NAME}, False, "A profile to judge by; may be repeated."),
        _query(
            "as_of", {"type": "string", "format": "date"}, False, "The reference date; today where it is not given."
        ),
        _query("language", _TEXT, False, "The language of texts that do not say their own."),
        _query("scope", {"enum": ["micro-credentials", "all"]}, False, "Whether other records are judged too."),
        _query("name", _TEXT, False, "The name of the file; its suffix says what it is."),
        wrong=(400, 408, 413, 503),
    )
    operation["responses"]["422"] = {
        "description": "The file could not be read, or holds no record; the report says why.",
        "content": _json(_ref("Report")),
    }
    operation["requestBody"] = {
        "required": True,
        "description": "CSV, Excel, JSON, JSON-LD, Turtle: known by the content type, the name, or the content.",
        "content": {
            "application/json": {"schema": {"type": ["array", "object"], "items": {"type": "object"}}},
            "text/csv": {"schema": _TEXT},
            "text/turtle": {"schema": _TEXT},
            "application/octet-stream": {},
        },
    }
    return operation


def _concept() -> Data:
    return _operation(
        "concept",
        "All that is said of a concept",
        _html() | _json({"type": "object"}) | {"text/turtle": {"schema": _TEXT}, "application/ld+json": {}},
        _path("scheme", description="The list, such as term."),
        _path("slug", description="The concept, such as nanodegree."),
        _query(
            "format",
            {"enum": ["html", "json", "ttl", "jsonld"]},
            False,
            "The form, where the header Accept cannot be set.",
        ),
        wrong=(400, 404, 406),
    )


def _endpoint(name: str, limits: Limits, *parameters: Data) -> Data:
    answer = _json({"anyOf": [_ref("Manifest"), _ref("Results"), _ref("Rows")]})
    fields = {"queries": _TEXT, "extend": _TEXT}
    callback = _query("callback", _TEXT, False, "Version 0.1 only: a function to wrap the answer in (JSONP).")
    get = _operation(
        f"reconcile{name}",
        "The manifest; with queries their answers; with extend the values of properties",
        answer | {"text/javascript": {"schema": _TEXT}},
        *parameters,
        _query("queries", _TEXT, False, f"A batch of at most {limits.batch} queries, as JSON."),
        _query("extend", _TEXT, False, "A query for properties, as JSON."),
        callback,
        wrong=(400, 404, 413, 503),
    )
    post = _operation(
        f"reconcile{name}Post",
        "The same, with queries or extend in a form",
        answer | {"text/javascript": {"schema": _TEXT}},
        *parameters,
        callback,
        wrong=(400, 404, 408, 413, 415, 503),
    )
    post["requestBody"] = {
        "required": True,
        "content": {FORM: {"schema": {"type": "object", "properties": fields, "minProperties": 1}}},
    }
    return {"get": get, "post": post}


def _flyout() -> Data:
    return _operation(
        "flyout",
        "A few words about an entity, a property or a type",
        _json({"type": "object", "required": ["id", "html"], "properties": {"id": _TEXT, "html": _TEXT}}),
        _path("version", _OLD),
        _path("kind", ("entity", "property", "type")),
        _query("id", _NAME, True),
        wrong=(400, 404),
    )


def _suggest() -> Data:
    return _operation(
        "suggest",
        "What somebody may mean who has typed this much",
        _json(_ref("Suggestions")),
        _path("version", (*_OLD, _DRAFT)),
        _path("kind", ("entity", "property", "type")),
        _query("prefix", _TEXT, True),
        _query("type", _NAME, False, "The type of the entities."),
        _query("limit", _NUMBER, False),
        _query("cursor", {"type": "integer", "minimum": 0}, False, "Versions 0.1 and 0.2: how many to skip."),
        _query("offset", {"type": "integer", "minimum": 0}, False, "Version 1.0: how many to skip."),
        wrong=(400, 404, 503),
    )


def _preview() -> Data:
    return _operation(
        "preview",
        "A small page about a concept",
        _html(),
        _path("version", (*_OLD, _DRAFT)),
        _query("id", _NAME, True),
        wrong=(400, 404),
    )


def _propose() -> Data:
    return _operation(
        "propose",
        "Properties worth fetching for concepts of a type",
        _json(_ref("Properties")),
        _path("version", (*_OLD, _DRAFT)),
        _query("type", _TEXT, False),
        _query("limit", _NUMBER, False),
        wrong=(400, 404, 503),
    )


def _posted(name: str, summary: str, body: str, answer: str) -> Data:
    operation = _operation(name, summary, _json(_ref(answer)), wrong=(400, 408, 413, 415, 503))
    operation["requestBody"] = {"required": True, "content": _json(_ref(body))}
    return operation


def _operation(
    name: str, summary: str, content: Data | None, *parameters: Data, wrong: tuple[int, ...] = (), done: int = 200
) -> Data:
    answer: Data = {"description": "As asked."} | ({} if content is None else {"content": content})
    problem = {"description": "What is wrong, in a sentence.", "content": _json(_ref("Problem"))}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": {str(done): answer} | {str(status): problem for status in wrong},
    }


def _query(name: str, schema: Data, required: bool, description: str = "") -> Data:
    return {"name": name, "in": "query", "required": required, "schema": schema} | _described(description)


def _path(name: str, choices: tuple[str, ...] = (), description: str = "") -> Data:
    schema = {"enum": list(choices)} if choices else {"type": "string", "pattern": "^[A-Za-z0-9_.-]+$"}
    return {"name": name, "in": "path", "required": True, "schema": schema} | _described(description)


def _described(description: str) -> Data:
    return {"description": description} if description else {}


def _html() -> Data:
    return {"text/html": {"schema": _TEXT}}


def _json(schema: Data) -> Data:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Data:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(*required: str, **properties: Any) -> Data:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: Data) -> Data:
    return {"type": "array", "items": items}


def _schemas(limits: Limits) -> Data:
    named = _object("id", "name", id=_TEXT, name=_TEXT)
    value = {"type": ["string", "number", "boolean", "object", "array"]}
    candidate = named | {
        "properties": {
            "id": _TEXT,
            "name": _TEXT,
            "description": _TEXT,
            "score": {"type": "number", "minimum": 0, "maximum": 100},
            "match": {"type": "boolean"},
            "type": _list(named),
            "features": _list(_object("id", "value", id=_TEXT, value={"type": ["number", "boolean"]})),
        }
    }
    mapping = _object(
        "text",
        "concept",
        text=_TEXT,
        concept={"type": ["string", "null"]},
        label=_TEXT,
        scheme=_TEXT,
        predicate=_TEXT,
        justification=_TEXT,
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        note=_TEXT,
    )
    condition = _object(
        "matchType",
        "propertyValue",
        matchType={"enum": ["name", "id", "property"]},
        propertyId=_TEXT,
        propertyValue=value,
        required={"type": "boolean"},
        matchQuantifier={"enum": ["any", "all", "none"]},
    )
    query = _object(
        "conditions",
        conditions=_list(condition) | {"minItems": 1},
        type=_TEXT,
        limit=_NUMBER,
        lang=_TEXT,
    )
    rows = {"meta": _list(named)}
    return {
        "Problem": _object("status", "code", "message", status={"const": "error"}, code=_TEXT, message=_TEXT),
        "Manifest": _object("name", "view", name=_TEXT, view=_object("url", url=_TEXT)),
        "Results": {"type": "object", "additionalProperties": _object("result", result=_list(candidate))},
        "Rows": _object("meta", "rows", **rows, rows={"type": "object"}),
        "DraftBatch": _object("queries", queries=_list(query) | {"maxItems": limits.batch}),
        "DraftResults": _object("results", results=_list(_object("candidates", candidates=_list(candidate)))),
        "DraftRows": _object("meta", "rows", **rows, rows=_list(_object("id", "properties", id=_TEXT))),
        "ExtendQuery": _object(
            "ids",
            "properties",
            ids=_list(_TEXT) | {"maxItems": limits.batch},
            properties=_list(_object("id", id=_TEXT, settings={"type": "object"})),
        ),
        "Suggestions": _object("result", result=_list(named)),
        "Properties": _object("properties", properties=_list(named), type=_TEXT, limit=_NUMBER),
        "Answers": _object(
            "answers",
            answers=_list(_object("text", "best", "candidates", text=_TEXT, best=mapping, candidates=_list(mapping))),
        ),
        "Report": _object("format", "summary", format={"const": "mcvocab-report/1"}, summary={"type": "object"}),
    }
