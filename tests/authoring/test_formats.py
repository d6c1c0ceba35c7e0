from __future__ import annotations

from pathlib import Path

import pytest

from mcvocab.authoring.formats import FormatTableError, compile_formats

HEAD = "# title: A\n# prefixes: e=https://e.org/\n# types: e:Course\nfield\tpath\tvalues\tdirection\tnote\n"
MAPPING = (
    "subject_id\tpredicate_id\tobject_id\tobject_label\n"
    "mcvocab:eqf/5\tskos:exactMatch\thttps://e.org/levels/five\tFifth\n"
    "mcvocab:eqf/6\tskos:narrowMatch\thttps://e.org/levels/six\tSixth\n"
    "mcvocab:eqf/7\tskos:broadMatch\thttps://e.org/levels/seven\tSeventh\n"
)


def compiled(tmp_path: Path, rows: str, **others: str) -> list[dict[str, object]]:
    for name, text in {"a": HEAD + rows, **others}.items():
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    mappings = tmp_path / "mappings"
    mappings.mkdir()
    (mappings / "e.sssom.tsv").write_text(MAPPING, encoding="utf-8")
    return compile_formats(tmp_path, mappings, {"title", "level", "credit"})


def fields(tmp_path: Path, rows: str, **others: str) -> list[object]:
    tables = {table["name"]: table for table in compiled(tmp_path, rows, **others)}
    found = tables["a"]["fields"]
    assert isinstance(found, list)
    return found


def test_steps_and_conditions_are_expanded(tmp_path: Path) -> None:
    [row] = fields(tmp_path, "title\te:has?a=e:Name|e:Title e:is?e:kind=e:x plain @lang\n")
    assert row[1] == [
        ["https://e.org/has", "a", "https://e.org/Name", "https://e.org/Title"],
        ["https://e.org/is", "https://e.org/kind", "e:x"],
        ["plain"],
        ["@lang"],
    ]


def test_values_of_a_list_mean_what_a_mapping_says_that_is_sure(tmp_path: Path) -> None:
    [row] = fields(tmp_path, "level\te:level\thttps://e.org/levels/\n")
    base = "https://w3id.org/mcvocab/eqf/"
    assert row[3] == {"five": base + "5", "Fifth": base + "5", "six": base + "6", "Sixth": base + "6"}


def test_another_table_reads_on(tmp_path: Path) -> None:
    other = HEAD + "title\te:name\n"
    found = fields(tmp_path, "credit\te:part\t@b\n", b=other)
    assert [(row[0], row[1]) for row in found] == [
        ("credit", [["https://e.org/part"]]),
        ("title", [["https://e.org/part"], ["https://e.org/name"]]),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("heading\te:name\n", "there is no field “heading”"),
        ("title\tx:name\n", "uses “x:”, which it does not declare"),
        ("title\te:name\t@c\n", "refers to a table @c that does not exist"),
        ("level\te:level\thttps://e.org/colours/\n", "no SSSOM file maps values of https://e.org/colours/"),
    ],
)
def test_what_does_not_exist_is_said(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(FormatTableError, match=r"ontology/formats/a\.tsv") as problem:
        compiled(tmp_path, row)
    assert told in str(problem.value)
