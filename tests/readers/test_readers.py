from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from mcvocab.content import Content
from mcvocab.raw import Trouble
from mcvocab.readers import READERS, read, suffix_of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"title": "A"}', "json"),
        ('  [{"title": "A"}]', "json"),
        ("@prefix ex: <https://e.org/> .\nex:a ex:b 1 .", "ttl"),
        ("# note\nPREFIX ex: <https://e.org/>\nex:a ex:b 1 .", "ttl"),
        ("<https://e.org/1> <https://e.org/p> 1 .", "ttl"),
        ("Title,Level\nA,7\n", "csv"),
        ("Title\tLevel\nA\t7\n", "csv"),
    ],
)
@pytest.mark.parametrize("name", ["<stdin>", "notes.txt"])
def test_content_tells_the_format_where_the_name_does_not(name, content, expected):
    [document] = read(name, content.encode())
    assert (document.source.format, document.source.file) == (expected, name)
    assert len([row for row in document.rows() if not isinstance(row, Trouble)]) == 1


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        ("<?xml version='1.0'?><a/>", ".xml"),
        ("<courses>\n<course><title>A</title></course></courses>", ".xml"),
        ("<!DOCTYPE html><p>", ".html"),
        ("<table border=1><tr><th>Title", ".html"),
        ("<body>\n<table>", ".html"),
        ("<https://e.org/1> <https://e.org/p> 1 .", ".ttl"),
        ("<b>,Level\nA,7\n", ".csv"),
    ],
)
def test_markup_is_told_by_its_outermost_element(content, suffix):
    assert suffix_of(Content.of_bytes(content.encode())) == suffix


@pytest.mark.parametrize(("name", "data"), [("a.docx", b"PK\x03\x04"), ("a.pdf", b"%PDF-1.7"), ("a.gif", b"GIF89a")])
def test_unknown_format_is_said(name, data):
    [trouble] = read(name, data)
    assert trouble.code == "format-unknown"


def test_suffix_can_be_given_and_case_does_not_matter():
    [document] = read("A.CSV", b"Title,Level\nA,7\n")
    assert document.source.format == "csv"
    [document] = read("no-suffix", b"Title,Level\nA,7\n", ".tsv")
    assert document.source.format == "tsv"


def test_digest_of_the_file_is_kept():
    [document] = read("a.csv", b"Title,Level\nA,7\n")
    assert document.source.sha256 == hashlib.sha256(b"Title,Level\nA,7\n").hexdigest()


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_reader_says_that_an_empty_file_is_empty(suffix):
    [trouble] = read(f"a{suffix}", b"")
    assert trouble.code == "file-empty"


def test_reading_tables_and_json_needs_no_rdf_library():
    code = (
        "import sys; from mcvocab.readers import read\n"
        "for name, data in (('a.csv', b'T,L\\nA,7\\n'), ('a.json', b'{\"@id\": \"x\", \"t\": 1}')):\n"
        "    [[row] for document in read(name, data) for row in document.rows()]\n"
        "assert not {'rdflib', 'yaml', 'openpyxl'} & sys.modules.keys(), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
