"""The published glossary: nothing is missing, no link leads nowhere, and no text from data becomes markup."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from mcvocab.glossary import ForeignFolderError, SiteBuildError, SiteToolsMissingError, build, write
from mcvocab.glossary.addresses import (
    PAGED,
    REFERENCE,
    concept_address,
    profile_address,
    rule_address,
    scheme_address,
)
from mcvocab.model import BASE, MCV, XSD_STRING
from mcvocab.standard import Language, Standard
from mcvocab.store import load
from mcvocab.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "x</title><script>alert(1)</script> <img src=x onerror=alert(2)> [y](javascript:alert(3)) **z** `c` | w {.k}"
)


@pytest.fixture(scope="module")
def language() -> Language:
    return load()


@pytest.fixture(scope="module")
def tree(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("glossary")
    write(language.vocabulary, language.standard, target, ROOT / "examples")
    return target


def page(tree: Path, address: str) -> str:
    return (tree / "pages" / address).read_text(encoding="utf-8")


def links(text: str) -> Iterator[str]:
    """The addresses of Markdown links, outside code."""
    plain = re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", text)
    yield from re.findall(r"\]\(([^)]*)\)", plain)


def anchors(text: str) -> set[str]:
    return set(re.findall(r"\{ #([^ }]+) \}", text)) | set(re.findall(r'<a id="([^"]+)"', text))


# --- nothing is missing --------------------------------------------------------------------------------


def test_every_term_and_field_has_its_page_and_every_other_concept_its_place(tree: Path, language: Language) -> None:
    for concept in language.vocabulary.concepts.values():
        path, _, anchor = concept_address(concept).partition("#")
        text = page(tree, path)
        if concept.scheme in PAGED:
            assert text.startswith("# ")
            assert concept.iri in text
        else:
            assert anchor in anchors(text)


def test_every_scheme_rule_and_profile_has_its_page(tree: Path, language: Language) -> None:
    vocabulary, standard = language
    wanted = [scheme_address(slug) for slug in vocabulary.schemes]
    wanted += [rule_address(code) for code in standard.rules]
    wanted += [profile_address(name) for name in standard.profiles]
    assert wanted
    assert [address for address in wanted if not (tree / "pages" / address).is_file()] == []


def test_every_relative_link_leads_to_a_page_and_a_place_on_it(tree: Path) -> None:
    pages = {path.relative_to(tree / "pages").as_posix(): path for path in (tree / "pages").rglob("*.md")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in pages.items()}
    broken = []
    for name, text in texts.items():
        for link in links(text):
            if link.startswith(("http://", "https://")):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in texts or (anchor and anchor not in anchors(texts[target])):
                broken.append((name, link))
    assert broken == []


def test_every_page_ends_with_its_status_and_claims_nothing_official(tree: Path) -> None:
    for path in (tree / "pages").rglob("*.md"):
        if path.name == REFERENCE:
            continue  # it tells of the software, which needs nobody's agreement
        foot = path.read_text(encoding="utf-8").rpartition("---")[2]
        assert "Status:" in foot
        assert "This is not an official glossary or standard." in foot


# --- what a page says ----------------------------------------------------------------------------------


def test_a_term_answers_plainly_before_it_defines(tree: Path) -> None:
    text = page(tree, "term/micro-credential.md")
    order = ["If you are a learner", "If you are an employer", "## Definition", "## Not the same as", "Address"]
    positions = [text.index(part) for part in order]
    assert positions == sorted(positions)


def test_a_familiarity_figure_stands_with_its_group_number_of_people_and_line(tree: Path) -> None:
    text = page(tree, "term/micro-credential.md")
    row = next(line for line in text.splitlines() if line.startswith("| employers"))
    assert "| 41 |" in row
    assert "80%" in row
    assert re.search("lines 275.279", row)
    assert "cannot be compared" in text


def test_a_brand_names_its_owner(tree: Path) -> None:
    assert "owned by Udacity" in page(tree, "term/nanodegree.md")


def test_a_relation_stated_once_shows_on_both_pages(tree: Path) -> None:
    assert "(bootcamp.md)" in page(tree, "term/nanodegree.md")
    assert "(nanodegree.md)" in page(tree, "term/bootcamp.md")


def test_a_level_stands_beside_those_of_other_frameworks(tree: Path) -> None:
    row = next(line for line in page(tree, "scqf/index.md").splitlines() if line.startswith("| `7` |"))
    assert "part of [EQF level 5](../eqf/index.md#5)" in row


def test_a_rule_shows_what_each_profile_makes_of_it(tree: Path, language: Language) -> None:
    for rule in language.standard.rules.values():
        text = page(tree, rule_address(rule.code))
        for profile in language.standard.profiles.values():
            if rule.code in profile.rules:
                assert f"(../{profile_address(profile.name)}) | {profile.rules[rule.code].word} |" in text


def test_a_rule_shows_its_examples(language: Language, tmp_path: Path) -> None:
    code = next(iter(language.standard.rules))
    folder = tmp_path / "examples" / code
    folder.mkdir(parents=True)
    (folder / "fail-ragged.csv").write_text("Title,Credits\nA ``` B,20,x\n", encoding="utf-8")
    (folder / "fail-short.csv").write_text('Title,Credits\n"A, B",20\n', encoding="utf-8")
    (folder / "pass-long.csv").write_text("Title\n" + "row\n" * 100, encoding="utf-8")
    (folder / "fail-binary.csv").write_bytes(b"\xff\xfe\x00")
    write(language.vocabulary, language.standard, tmp_path / "out", tmp_path / "examples")
    text = page(tmp_path / "out", rule_address(code))
    assert "````text\nTitle,Credits\nA ``` B,20,x\n````" in text
    assert "| Title | A, B |" in text
    assert text.count("row\n") < 30
    assert "*Shortened.*" in text
    assert "binary" not in text


# --- what is written where -------------------------------------------------------------------------------


def test_pages_do_not_change_from_run_to_run(language: Language, tree: Path, tmp_path: Path) -> None:
    again = write(language.vocabulary, language.standard, tmp_path, ROOT / "examples")
    for path in again:
        assert path.read_bytes() == (tree / path.relative_to(tmp_path)).read_bytes()


def test_hand_written_pages_are_taken_over_and_pages_of_an_earlier_run_are_not_left_behind(
    tmp_path: Path,
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Our own home\n", encoding="utf-8")
    (docs / "guide.md").write_text("# A guide\n", encoding="utf-8")
    target = tmp_path / "out"
    write(*tiny("plain"), target, docs=docs)
    assert page(target, "index.md") == "# Our own home\n"
    assert '"guide.md"' in (target / "mkdocs.yml").read_text(encoding="utf-8")
    write(*tiny("plain"), target)
    assert not (target / "pages" / "guide.md").exists()


def test_a_folder_with_another_configuration_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: mine\n", encoding="utf-8")
    with pytest.raises(ForeignFolderError, match="did not write"):
        write(*tiny("plain"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


# --- texts from data ---------------------------------------------------------------------------------------

TEXTS = (
    *("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "editorialNote", "example", "note"),
    *("learnerDefinition", "employerDefinition", "providerDefinition", "brandOwner", "sourceLine"),
)


def tiny(text: str) -> tuple[Vocabulary, Standard]:
    """A language of one term, one field, one rule and one profile, in which every text is this one."""
    said: dict[str, Any] = {"value": text, "language": "en"}
    term, kind, field, source = (BASE + name for name in ("term/a", "kind/credential", "field/a-field", "source/s"))
    concept: dict[str, Any] = {key: [said] for key in TEXTS}
    concept |= {
        "source": [source, text],
        "exactMatch": ["javascript:alert(4)", text],
        "notSameAs": [{"concept": [kind], "difference": [said]}],
        "familiarity": [{key: [said] for key in ("group", "measure", "value", "sampleSize", "sourceLine")}],
        "attributedDefinition": [{"value": [said], "attributedTo": [said], "source": [text]}],
        "agreedDefinition": [{"value": [said], "attributedTo": [said], "source": [text]}],
    }
    scheme = {"title": [said], "description": [said], "scopeNote": [said]}
    index = {
        "name": "tiny",
        "version": "0",
        "hash": "",
        "schemes": [[slug, BASE + slug, text] for slug in ("term", "kind", "field")],
        "concepts": {
            term: ["term", text, "", "credential", "proposed", "", [text]],
            kind: ["kind", text, text, "", text, "", []],
            field: ["field", text, "aField", "", "", "", []],
        },
        "members": {"term": [term], "kind": [kind], "field": [field]},
        "labels": {},
        "fields": [
            {
                "key": "aField",
                "iri": field,
                "label": text,
                "path": [text],
                "of": "specification",
                "datatype": XSD_STRING,
                "implications": [[text, None, "aField", None]],
                "separators": [text],
                "many": True,
            }
        ],
        "formats": [
            {"name": "f", "title": text, "source": "", "kind": "offer", "nested": False, "free": False}
            | {key: [] for key in ("types", "keys", "elements", "contexts", "beside", "common", "context")}
            | {"names": [], "texts": []}
        ],
        "places": {"f": [["aField", [[text]], "", {}, text, "both"]]},
        "classes": {},
        "placeholders": [],
        "totals": [],
        "noted": [],
        "evidence": [],
        "route_classes": [],
    }
    details = {
        "concepts": dict.fromkeys((term, kind, field), concept),
        "schemes": dict.fromkeys(("term", "kind", "field"), scheme),
        "sources": {source: {"title": [said], "publisher": [said], "seeAlso": ["javascript:alert(5)"]}},
    }
    rule = dict.fromkeys(("name", "message", "template", "why", "fix", "source", "since"), text)
    rule |= {"severity": "info", "about": ["aField"], "yields_to": [], "reading": False}
    profile = dict.fromkeys(("title", "description", "version", "status", "source", "kind"), text)
    profile |= {"name": "a-profile", "target": MCV + "MicroCredential", "rules": {"a-rule": "info"}}
    standard = {
        "rules": {"a-rule": defaultdict(list, rule)},
        "profiles": [defaultdict(list, profile)],
    }
    # What else an index may hold is empty here.
    return Vocabulary.from_data(defaultdict(list, index), lambda: details), Standard(standard, dict)


class Markup(HTMLParser):
    """Gathers what a built page would do beyond showing text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("onerror") or "javascript:" in (value or "").casefold():
                self.found.append(f"<{tag} {name}>")
        if tag == "img":
            self.found.append("<img>")


def test_a_hostile_text_is_shown_and_never_becomes_markup(tmp_path: Path) -> None:
    target, site = tmp_path / "out", tmp_path / "site"
    write(*tiny(HOSTILE), target)
    build(target, site)
    pages = list(site.rglob("*.html"))
    assert len(pages) > 8
    for path in pages:
        html = path.read_text(encoding="utf-8")
        markup = Markup()
        markup.feed(html)
        assert markup.found == []
        assert "<script>alert" not in html
        assert "<strong>z</strong>" not in html
    # Shown literally: a reader sees what was written.
    term = unescape((site / "term" / "a.html").read_text(encoding="utf-8"))
    assert f"<p><strong>If you are a learner:</strong> {HOSTILE}</p>" in term


# --- the site ------------------------------------------------------------------------------------------------


def test_the_site_builds_without_a_broken_link_and_asks_nothing_of_other_sites(site_folder: Path) -> None:
    html = (site_folder / "term" / "micro-credential.html").read_text(encoding="utf-8")
    assert (site_folder / "search").is_dir()
    loaded = re.findall(r"<(?:script|img|iframe)[^>]* src=\"?([^\" >]+)", html)
    loaded += re.findall(r"<link[^>]* href=\"?([^\" >]+)", html)
    assert loaded
    assert [address for address in loaded if "//" in address] == []


def test_a_broken_link_stops_the_build_and_is_named(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "guide.md").write_text("# A guide\n\n[gone](nowhere.md)\n", encoding="utf-8")
    write(*tiny("plain"), tmp_path / "out", docs=docs)
    with pytest.raises(SiteBuildError, match=r"nowhere\.md"):
        build(tmp_path / "out", tmp_path / "site")


def test_a_missing_builder_is_said_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcvocab.glossary.site.find_spec", lambda name: None)
    with pytest.raises(SiteToolsMissingError, match=r"pip install \"mcvocab\[docs\]\""):
        build(tmp_path, tmp_path / "site")
