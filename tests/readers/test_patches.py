"""Corrections in the bytes of a file: the text that is named changes, and not one byte besides."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mcvocab.model import Correction, Edit, Location
from mcvocab.raw import Leaf, Row, Trouble
from mcvocab.readers import read
from mcvocab.readers.patches import PATCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcvocab.raw import Tree


def corrections(name: str, data: bytes, edit: Callable[[str], str]) -> list[Correction]:
    """A correction for each text that ``edit`` changes, at the place where reports see it."""
    found = []
    for document in read(name, data):
        if isinstance(document, Trouble):
            continue
        for row in document.rows():
            if isinstance(row, Row):
                for leaf in leaves(row.branch):
                    if leaf.kind == "text" and edit(leaf.text) != leaf.text:
                        place = document.locate(leaf.spot)
                        found.append(Correction(place, "title", Edit(leaf.text, edit(leaf.text))))
    return found


def leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Leaf):
        yield tree
    else:
        for _, inner in tree.entries:
            yield from leaves(inner)


def patched(name: str, data: bytes, **new: str) -> bytes:
    """The file with texts replaced by others; every one is to be written."""
    several = corrections(name, data, lambda text: new.get(text, text))
    assert len(several) >= len(new)
    outcome = PATCHES[name.rpartition(".")[2]](data, several)
    assert outcome.refusals == ()
    return outcome.data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Title,Level\nA,old\nB,7\n", b"Title,Level\nA,new\nB,7\n"),
        (b'Title;Level\r\n"A;B";"old"\r\n', b'Title;Level\r\n"A;B";"new"\r\n'),
        (b"\xef\xbb\xbfTitle,Level\n\xc3\x89t\xc3\xa9,old", b"\xef\xbb\xbfTitle,Level\n\xc3\x89t\xc3\xa9,new"),
        ("Title,Level\n\xc9t\xe9,old\n".encode("cp1252"), "Title,Level\n\xc9t\xe9,new\n".encode("cp1252")),
        (
            b"\xff\xfe" + "Title\tLevel\nGàidhlig\told\n".encode("utf-16-le"),
            b"\xff\xfe" + "Title\tLevel\nGàidhlig\tnew\n".encode("utf-16-le"),
        ),
        (b'sep=|\nTitle|Level\n"a\nb"|old\n', b'sep=|\nTitle|Level\n"a\nb"|new\n'),
        (b'Title,Level\n"say ""A""",old,,\n', b'Title,Level\n"say ""A""",new,,\n'),
    ],
)
def test_cells_of_delimited_text(before: bytes, after: bytes) -> None:
    assert patched("a.csv", before, old="new") == after


def test_a_cell_is_quoted_where_the_new_text_needs_it() -> None:
    assert patched("a.csv", b"T,L\nA,old\n", old='one, "two"') == b'T,L\nA,"one, ""two"""\n'


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.json", b'[{"title" : "A",\n  "level": "old"}]\n', b'[{"title" : "A",\n  "level": "new"}]\n'),
        ("a.jsonl", b'{"title":"A","level":"old"}\n{"title":"B"}\n', b'{"title":"A","level":"new"}\n{"title":"B"}\n'),
        ("a.json", b'{"title": {"en": "old", "gd": "B"}}', b'{"title": {"en": "new", "gd": "B"}}'),
        ("a.json", b'{"title": "\\u006fld", "level": 7}', b'{"title": "new", "level": 7}'),
    ],
)
def test_strings_of_json(name: str, before: bytes, after: bytes) -> None:
    assert patched(name, before, old="new") == after


def test_json_that_escapes_goes_on_escaping() -> None:
    assert patched("a.json", b'{"title": "caf\\u00e9"}', café="thé") == b'{"title": "th\\u00e9"}'
    assert patched("a.json", '{"title": "café"}'.encode(), café="thé") == '{"title": "thé"}'.encode()


def workbook() -> bytes:
    """A workbook as Excel writes them: shared texts, styles, a formula with its result, a chart, a list to choose from."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, bold = book.add_worksheet("Courses & more"), book.add_format({"bold": True})
    sheet.write_row(0, 0, ["Title", "Level", "Hours"])
    sheet.write_row(1, 0, ["A", "old", 10])
    sheet.write_row(2, 0, ["old", "old"])
    sheet.write("B2", "old", bold)
    sheet.write_formula("C3", "=C2*2", None, 20)
    sheet.write_comment("B2", "ask the registry")
    sheet.data_validation("B2:B9", {"validate": "list", "source": ["old", "7"]})
    sheet.conditional_format("C2:C3", {"type": "cell", "criteria": "<", "value": 5, "format": bold})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Courses & more'!$C$2:$C$3"})
    sheet.insert_chart("E2", chart)
    book.define_name("Hours", "='Courses & more'!$C$2:$C$3")
    other = book.add_worksheet("Other")
    other.write_row(0, 0, ["Title", "Level"])
    other.write_row(1, 0, ["B", "old"])
    book.close()
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_changes_in_the_cell_alone() -> None:
    before = workbook()
    several = corrections("a.xlsx", before, lambda text: text.replace("old", "new"))
    wanted = next(one for one in several if one.where.cell == "B2")
    outcome = PATCHES["xlsx"](before, [wanted])
    old, new = parts(before), parts(outcome.data)
    assert list(old) == list(new)
    [path] = [name for name in old if old[name] != new[name]]
    found = re.search(rb'<c r="B2"([^>]*) t="s"([^>]*)><v>[0-9]+</v></c>', old[path])
    assert found
    text = b'<is><t xml:space="preserve">new</t></is>'
    written = b'<c r="B2"' + found[1] + found[2] + b' t="inlineStr">' + text + b"</c>"
    assert new[path] == old[path][: found.start()] + written + old[path][found.end() :]


def test_a_workbook_reads_as_corrected_everywhere() -> None:
    after = patched("a.xlsx", workbook(), old="a < b & c")
    book = openpyxl.load_workbook(io.BytesIO(after))
    sheet = book["Courses & more"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Title", "Level", "Hours"],
        ["A", "a < b & c", 10],
        ["a < b & c", "a < b & c", "=C2*2"],
    ]
    assert sheet["B2"].font.bold
    assert book["Other"]["B2"].value == "a < b & c"


PREFIXED = (
    '<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>Title</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:t>Level</x:t></x:is></x:c></x:row>"
    "<x:row><x:c t='str'><x:f>A1</x:f><x:v>old</x:v></x:c><x:c t='inlineStr' s='0'><x:is><x:t>old</x:t></x:is></x:c></x:row>"
    "<x:row><x:c t='inlineStr'><x:is><x:r><x:t>o</x:t></x:r><x:r><x:t>ld</x:t></x:r></x:is></x:c></x:row></x:sheetData></x:worksheet>"
)


def test_cells_without_address_formulas_and_mixed_looks() -> None:
    before = parts(workbook())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in before.items():
            archive.writestr(name, PREFIXED if name == "xl/worksheets/sheet1.xml" else content)
    data = stream.getvalue()
    places = [Location("a.xlsx", sheet="Courses & more", cell=cell) for cell in ("A2", "B2", "A3")]
    outcome = PATCHES["xlsx"](data, [Correction(place, "title", Edit("old", "new")) for place in places])
    assert [(r.correction.where.cell, r.reason) for r in outcome.refusals] == [
        ("A2", "a formula gives it"),
        ("A3", "parts of the text have a look of their own"),
    ]
    written = '<x:c s=\'0\' t="inlineStr"><x:is><x:t xml:space="preserve">new</x:t></x:is></x:c>'
    old = "<x:c t='inlineStr' s='0'><x:is><x:t>old</x:t></x:is></x:c>"
    assert parts(outcome.data)["xl/worksheets/sheet1.xml"].decode() == PREFIXED.replace(old, written)


@pytest.mark.parametrize(("part", "reason"), [("_xmlsignatures/sig1.xml", "signed"), ("xl/vbaProject.bin", "macros")])
def test_signed_workbooks_and_macros_are_left_alone(part: str, reason: str) -> None:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(part, "x")
    data = stream.getvalue()
    outcome = PATCHES["xlsx"](data, corrections("a.xlsx", data, lambda t: t.replace("old", "new")))
    assert outcome.data == data
    assert all(reason in refusal.reason for refusal in outcome.refusals)
    assert len(outcome.refusals) == 4


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx"])
def test_what_is_not_there_any_more_is_refused(name: str) -> None:
    data = {"a.csv": b"T,L\nA,old\n", "a.json": b'{"title": "old"}', "a.xlsx": workbook()}[name]
    several = corrections(name, data, lambda text: text.replace("old", "new"))
    elsewhere = [Correction(c.where, c.field, Edit("something else", "new")) for c in several]
    outcome = PATCHES[name.rpartition(".")[2]](data, elsewhere)
    assert outcome.data == data
    assert {refusal.reason for refusal in outcome.refusals} == {"the text there is not what was read"}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a zip at all"])
def test_a_damaged_workbook_is_refused(damage: bytes) -> None:
    one = Correction(Location("a.xlsx", sheet="S", cell="A2"), "title", Edit("old", "new"))
    outcome = PATCHES["xlsx"](damage, [one])
    assert outcome.data == damage
    assert len(outcome.refusals) == 1


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
PLAIN = CELLS.filter(lambda text: text.strip() and text.isprintable())


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5),
    PLAIN,
    st.sampled_from([",", ";", "\t"]),
)
def test_delimited_text_comes_back_as_it_was_but_for_the_cell(rows: list[list[str]], new: str, cut_by: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=cut_by, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["Title", "Level"], ["to be corrected", "x"], *rows])
    data = stream.getvalue().encode()
    after = patched("a.csv", data, **{"to be corrected": new})
    assert after == data.replace(b'"to be corrected"', b'"' + new.replace('"', '""').encode() + b'"', 1)


@given(PLAIN, st.sampled_from(["level: {}\n", "- title: A\n  level: {}  # note\n", "{{level: {}}}\n"]))
def test_yaml_scalars(new: str, form: str) -> None:
    for old in ("old", "'old'", '"old"'):
        data = form.format(old).encode()
        column = data.decode().splitlines()[-1].index("level: ") + 8
        place = Location("a.yaml", data.decode().count("\n"), column)
        outcome = PATCHES["yaml"](data, [Correction(place, "level", Edit("old", new))])
        assert outcome.refusals == ()
        before = json.dumps(yaml.load(data, Loader=yaml.BaseLoader))
        assert json.dumps(yaml.load(outcome.data, Loader=yaml.BaseLoader)) == before.replace('"old"', json.dumps(new))


@given(PLAIN)
def test_xml_texts(new: str) -> None:
    data = b'<?xml version="1.0"?>\n<a>\n  <level kind="x">old &amp; so</level>\n</a>\n'
    outcome = PATCHES["xml"](data, [Correction(Location("a.xml", 3, 3), "level", Edit("old & so", new))])
    assert outcome.refusals == ()
    import xml.etree.ElementTree as ElementTree

    assert ElementTree.fromstring(outcome.data).findtext("level") == new
    assert outcome.data.startswith(data[: data.index(b"old")])
    assert outcome.data.endswith(b"</level>\n</a>\n")
