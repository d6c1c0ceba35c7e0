"""Whatever stands in a provider's file, a report is a sound file of its kind, and nothing in it is obeyed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rdflib import RDF, SH

from mcvocab.model import (
    BASE,
    IRI,
    Count,
    Edit,
    Finding,
    Header,
    Location,
    Mapping,
    MappingRow,
    Note,
    RecordName,
    Related,
    Severity,
    Summary,
    Tally,
)
from mcvocab.reporters import REPORTERS, Style
from mcvocab.reporters.github import COMMANDS
from mcvocab.store import load

HEADER = Header("0.1.0", "mcvocab", "0.1.0", "ab", ("core",), "2026-01-15")
HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1)",
    "+1",
    "-cmd|'/c calc'!A0",
    "::error file=x::owned",
    "a\n::set-output name=x::owned",
    "##[error]owned",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><failure/>",
    "<!-- -->",
    "&lt;b&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "{value}",
    "\x1b[31mred\x1b]0;title\x07",
    "a\x00b\x08c\x7f\x9b31m",
    "left\u202eright\u2066\u200f",
    "lone \ud800 half \udcff",
    "\ufffe\uffff",
    "\u2028\u2029",
    "e\u0301 学位 👩‍🎓",
    'say "no"\\',
    "100% :, done",
    "x" * 100_000,
    "",
    " \t\r\n ",
]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200f\u202e\u2066\ud800-\udfff\ufffe\uffff]")


def finding(text: str) -> Finding:
    """A finding that says nothing but the text, wherever a text from outside may stand."""
    where = Location(text or "f.csv", 2, 3, heading=text, pointer=f"/{text}")
    return Finding(
        code="mode-unknown",
        rule=IRI(BASE + "rule/mode-unknown"),
        severity=Severity.WARNING,
        message=text,
        where=where,
        fix=text,
        source=text,
        profiles={"core": Severity.WARNING},
        record=RecordName(1, text, text, "https://e.example/1"),
        field="mode",
        value=text,
        edit=Edit(text, text),
        suggestions=(Mapping(text, IRI("https://e.example/x"), text),),
        related=(Related("title", text, where),),
        quotable=True,
    )


def events(text: str) -> list[Finding | Summary]:
    sheet = Finding("mode-unknown", IRI("x:y"), Severity.VIOLATION, text, Location(text, sheet=text, cell="B2"))
    mapping = MappingRow("mode", Mapping(text, IRI("x:y"), text), 1, Location(text))
    counts = {"mode": Count(0, 1, 0, 1, 1)}
    return [
        finding(text),
        sheet,
        Summary(
            records=1,
            warning=1,
            violation=1,
            fixable=1,
            by_profile={"core": Tally(1, 1)},
            by_rule={"mode-unknown": Count(1, 1, 0, 0, 1)},
            by_field=counts,
            by_provider={text: Tally(1, 1)},
            mappings=(mapping,),
            notes=(Note("n", text, Location(text)),),
        ),
    ]


def written(form: str, text: str) -> bytes:
    vocabulary, standard = load()
    style = Style(rules=standard.rules, profiles=standard.profiles, fields=vocabulary.fields)
    pieces = REPORTERS[form](HEADER, events(text), style)
    return b"".join(p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in pieces)


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    suites = Path(os.environ.get("MCVOCAB_SUITES", Path(__file__).parents[3] / "shared" / "suites"))
    schema = suites / "sarif-schema-2.1.0.json"
    if not schema.is_file():
        pytest.skip(f"the schema is not here: {schema}")
    return jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "form", [form for form in REPORTERS if form not in {"xlsx", "json", "jsonl", "turtle", "jsonld"}]
)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_no_control_codes_and_no_marks_that_turn_text_around(form: str, text: str) -> None:
    said = written(form, text).decode().replace("\r\n", "\n")
    assert UNSAFE.findall(json.loads(json.dumps(said))) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_github_obeys_only_our_own_commands(text: str) -> None:
    lines = written("github", text).decode().splitlines()
    assert [line.split()[0] for line in lines] == ["::warning", "::error", "::notice"]
    for line in lines:
        _, command, rest = line.split("::", 2)
        assert command.split()[0] in COMMANDS.values()
        properties = command.partition(" ")[2].split(",")
        assert {each.partition("=")[0] for each in properties} <= {"file", "line", "col", "title"}
        assert "\n" not in rest


def test_lines_of_the_log_are_no_commands() -> None:
    text = "::error::owned ##[error]owned"
    many: list[Finding | Summary] = [finding(text)] * 30
    lines = "".join(str(p) for p in REPORTERS["github"](HEADER, [*many, Summary(records=1)], Style())).splitlines()
    assert len([line for line in lines if line.startswith("::warning ")]) == 10
    log = [line for line in lines if not line.startswith("::")]
    assert len(log) == 20
    assert not any("::" in line or "##[" in line for line in log)
    assert "20 more findings stand in the log" in lines[-1]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_csv_has_no_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", text).decode("utf-8-sig"))))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@" and len(cell) > 1 and cell[:1]] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_the_workbook_has_no_formula(text: str) -> None:
    book = load_workbook(io.BytesIO(written("xlsx", text)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(len(cell.value) <= 32_767 for cell in cells)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.images, self.handlers, self.addresses = 0, 0, 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.images += tag == "img"
        self.handlers += any(name.startswith("on") for name, _ in attrs)
        self.addresses += any(name in {"src", "href"} and not str(v).startswith("#") for name, v in attrs)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_the_page_runs_its_own_script_alone_and_asks_for_nothing(text: str) -> None:
    page = written("html", text).decode()
    tags = _Tags()
    tags.feed(page)
    assert (tags.scripts, tags.images, tags.handlers, tags.addresses) == (1, 0, 0, 0)
    assert "default-src 'none'".replace("'", "&#39;") in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL) or text != HOSTILE[12]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_junit_is_xml_with_our_cases_alone(text: str) -> None:
    top = ElementTree.fromstring(written("junit", text))
    assert {element.tag for element in top.iter()} <= {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "system-out",
    }  # fmt: skip
    assert len(top.findall(".//failure")) == 1


@pytest.mark.parametrize("form", ["json", "jsonl", "gitlab"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_json_is_json(form: str, text: str) -> None:
    said = written(form, text).decode()
    for part in said.rstrip("\n").split("\n") if form == "jsonl" else [said]:
        json.loads(part)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_sarif_is_sarif(text: str, sarif_schema: Any) -> None:
    assert [error.message for error in sarif_schema.iter_errors(json.loads(written("sarif", text)))] == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use of it
@pytest.mark.parametrize(("form", "rdf"), [("turtle", "turtle"), ("jsonld", "json-ld")])
@pytest.mark.parametrize("text", HOSTILE[:-3], ids=lambda text: repr(text[:20]))
def test_the_graph_is_read_back(form: str, rdf: str, text: str) -> None:
    graph = rdflib.Graph().parse(data=written(form, text), format=rdf)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "false"
    assert len(list(graph.objects(report, SH.result))) == 2


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["csv", "github", "junit", "json", "text"]))
def test_any_text_at_all(text: str, form: str) -> None:
    said = written(form, text).decode().replace("\r\n", "\n")
    assert UNSAFE.findall(said) == []
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(said.removeprefix("\ufeff"))))) == 3
    elif form == "github":
        assert len(said.split("\n")) == 4
    elif form == "junit":
        assert len(ElementTree.fromstring(said).findall(".//failure")) == 1
    elif form == "json":
        assert len(json.loads(said)["findings"]) == 2
