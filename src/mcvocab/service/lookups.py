"""The words and files of people who need no reconciliation client: ``/map`` and ``/check``, and the first page."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from mcvocab.library import check
from mcvocab.reporters import Style, json_report
from mcvocab.reporters.json_report import mapping_data
from mcvocab.service.answers import JSON, page
from mcvocab.service.intake import body, choice, media_type, whole_number
from mcvocab.service.problems import RequestError, bad_request
from mcvocab.service.versions import VERSIONS
from mcvocab.standard import UnknownProfileError

if TYPE_CHECKING:
    from starlette.requests import Request

    from mcvocab.mapping import Mapper
    from mcvocab.model import Mapping, Report
    from mcvocab.service.desk import Desk

SUFFIXES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/ld+json": ".jsonld",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
}
"""Suffixes by the media types that say for certain what a file is; of others the content is asked."""

_LONGEST_NAME = 100
_FORMATS = ("json", "csv", "text")


class Lookups:
    """Answers ``/``, ``/map`` and ``/check``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def home(self, request: Request) -> Response:
        """The page that says what this is."""
        return page(
            "home.html",
            home=self._desk.home(request),
            vocabulary=self._desk.entities.vocabulary,
            versions=[version.name for version in VERSIONS],
            limits=self._desk.limits,
        )

    async def map(self, request: Request) -> Response:
        """What words mean: for each the answer that may be relied on, and the others."""
        query = request.query_params
        given = [text for text in query.getlist("text") if text.strip()]
        if not given:
            raise bad_request("Give at least one word, such as ?text=nano%20degree.")
        if len(given) > self._desk.limits.batch:
            raise RequestError(413, "too-large", f"Send at most {self._desk.limits.batch} words at once.")
        schemes = self._desk.entities.slugs(query.getlist("scheme"))
        top = whole_number(query.get("top", 5), "top", 1, self._desk.limits.answers)
        form = choice(query.get("format", _FORMATS[0]), "format", _FORMATS)
        answers = await self._desk.workers.run(
            _map, self._desk.mapper, given, schemes, query.get("language", ""), top
        )
        if form == "json":
            return JSON({"answers": [_answer(*answer) for answer in answers]})
        if form == "csv":
            return Response("".join(_line(best) for _, best, _ in answers), media_type="text/csv")
        return Response("\n".join(best.label for _, best, _ in answers), media_type="text/plain")

    async def check(self, request: Request) -> Response:
        """The report on a file; its status is 422 where the file could not be read or holds no record."""
        query = request.query_params
        as_of = query.get("as_of", "")
        if as_of:
            try:
                as_of = date.fromisoformat(as_of).isoformat()
            except ValueError:
                raise bad_request("“as_of” must be a date, such as 2026-01-15.") from None
        scope = choice(query.get("scope", "micro-credentials"), "scope", ("micro-credentials", "all"))
        data = await body(request, self._desk.limits.file_bytes, self._desk.limits.upload_seconds)
        if not data.strip():
            raise bad_request("The body is empty. Send a file, or records as JSON.")
        try:
            report = await self._desk.checkers.run(
                check,
                File(data, self._name(request)),
                profiles=query.getlist("profile"),
                as_of=as_of,
                language=query.get("language", ""),
                everything=scope == "all",
            )
        except UnknownProfileError as error:
            raise bad_request(str(error.args[0])) from None
        unread = report.summary.unreadable or not report.summary.records
        return Response(_written(report), 422 if unread else 200, media_type="application/json")

    def _name(self, request: Request) -> str:
        """What the report calls the file: its name, where given, with the suffix by which to read it."""
        given = PurePath(request.query_params.get("name", "").replace("\\", "/")).name[-_LONGEST_NAME:]
        suffix = SUFFIXES.get(media_type(request), "")
        return given or f"upload{suffix}"


class File(io.BytesIO):
    """Bytes that have a name, as an opened file has."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def _map(
    mapper: Mapper, given: list[str], schemes: tuple[str, ...], language: str, top: int
) -> list[tuple[str, Mapping, tuple[Mapping, ...]]]:
    return [(text, mapper.best(text, schemes, language), mapper.map(text, schemes, language, top)) for text in given]


def _answer(text: str, best: Mapping, candidates: tuple[Mapping, ...]) -> dict[str, Any]:
    return {"text": text, "best": mapping_data(best), "candidates": [mapping_data(one) for one in candidates]}


def _line(best: Mapping) -> str:
    """The cells that a spreadsheet fills from one answer: label, address, confidence, reason."""
    out = io.StringIO()
    sure = f"{best.confidence:g}" if best.concept else ""
    csv.writer(out, lineterminator="\n").writerow(map(_harmless, (best.label, best.concept or "", sure, best.note)))
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _written(report: Report) -> str:
    return "".join(json_report.write(report.header, (*report.findings, report.summary), Style()))
