"""Reports in other languages: what a pack has is said in its words, the rest in English, and no hole is lost."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from mcvocab.authoring.packs import compile_messages
from mcvocab.authoring.source import Sources
from mcvocab.checker import Checker, Options
from mcvocab.linefile import LanguageError
from mcvocab.messages import Messages, UnknownMessagesError, holes
from mcvocab.model import Finding, Severity
from mcvocab.store import load, load_messages

ROOT = Path(__file__).parent.parent
REPORTERS = ROOT / "src" / "mcvocab" / "reporters"
PACKS = sorted((ROOT / "shapes" / "messages").glob("*.tsv"))


def words_of_reports() -> set[str]:
    """Every sentence that a reporter hands over to be said, in modules and in templates."""
    found = {severity.word for severity in Severity}
    for path in REPORTERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.search(r"\b(say|_say|messages)(\.count)?$", ast.unparse(node.func)):
                texts = [arg for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found |= {str(arg.value) for arg in texts}
    for path in (REPORTERS / "templates").glob("*.html"):
        for call in re.findall(r"say(?:\.count)?\((.*?)\)\s*(?:\}\}|~)", path.read_text(encoding="utf-8"), re.DOTALL):
            found |= {one or other for one, other in re.findall(r"\"([^\"]+)\"|'([^']+)'", call)}
    return found


def english() -> set[str]:
    vocabulary, standard = load()
    said = words_of_reports()
    for rule in standard.rules.values():
        said |= {rule.name, rule.message, rule.template, rule.why, rule.fix}
    said |= {profile.title for profile in standard.profiles.values()}
    return said | {field.label for field in vocabulary.fields.values()}


def test_the_words_of_reports_are_found() -> None:
    said = words_of_reports()
    assert {"To mend it: {fix}", "record {number}", "What is missing", "{number} violations", "violation"} <= said
    assert len(said) > 80


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_translates_what_is_said_today(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    known = english()
    assert rows
    assert [row["english"] for row in rows if row["english"] not in known] == []
    assert [row["english"] for row in rows if holes(row["english"]) != holes(row["text"])] == []


QUOTES = {"“", "”"}
"""Found beside the sentences of a template, and no sentences."""


def test_french_says_all_rules_and_reports() -> None:
    """A sentence that was added or reworded may stand in English for a while, but not many of them."""
    texts = load_messages("fr")._texts
    rules = load().standard.rules.values()
    said = {text for rule in rules for text in (rule.name, rule.message, rule.template, rule.why, rule.fix) if text}
    for sentences in (said, words_of_reports() - QUOTES):
        lacking = sorted(sentences - texts.keys())
        assert len(lacking) <= len(sentences) * 0.02, lacking


def test_a_french_report_says_nothing_in_english() -> None:
    """Of each finding on the starter files, the message and what to write are French, with its values filled in."""
    messages = load_messages("fr")
    french = set(messages._texts.values())
    checker = Checker(*messages.translate(*load()), Options(as_of="2026-01-15"))
    findings = checker.check(ROOT / "examples" / "starter").findings
    assert len(findings) > 15
    for finding in findings:
        assert finding.fix in french, finding.code
        assert any(_fits(text, finding.message) for text in french), finding.message
        assert "{" not in finding.message


def _fits(text: str, message: str) -> bool:
    """Whether a message is a text with its holes filled."""
    return re.fullmatch(r".*".join(map(re.escape, re.split(r"\{\w+\}", text))), message, re.DOTALL) is not None


def test_labels_that_were_published_come_before_those_of_a_pack() -> None:
    messages = Messages("fr", {"Mode": "Mode de participation", "Contact email": "Courriel"})
    vocabulary, _ = messages.translate(*load())
    assert vocabulary.fields["mode"].label == "Formation présentielle ou à distance"
    assert vocabulary.fields["contactEmail"].label == "Courriel"


def test_every_sentence_can_be_filled() -> None:
    """No brace of a rule or a report stands alone, so that a translator can keep all the holes."""
    for sentence in english():
        holes(sentence)


def test_what_a_pack_lacks_is_said_in_english_rule_by_rule() -> None:
    vocabulary, standard = load()
    rule = standard.rules["mode-missing"]
    messages = Messages("xx", {rule.message: "Kein Modus.", rule.template: "Kein Modus.", rule.fix: "Schreib ihn."})
    checker = Checker(*messages.translate(vocabulary, standard), Options(as_of="2026-01-15"))
    said = {f.code: f for f in checker.check({"title": "Safe wiring"}).findings if isinstance(f, Finding)}
    assert (said["mode-missing"].message, said["mode-missing"].fix) == ("Kein Modus.", "Schreib ihn.")
    assert said["outcomes-missing"].message == standard.rules["outcomes-missing"].message


def test_labels_of_fields_come_from_the_language() -> None:
    messages = load_messages("fr-FR")
    vocabulary, standard = messages.translate(*load())
    assert messages.tag == "fr"
    assert vocabulary.fields["mode"].label == "Formation présentielle ou à distance"
    assert vocabulary.fields["contactEmail"].label == load().vocabulary.fields["contactEmail"].label
    assert messages("warning") == "avertissement"
    assert load().vocabulary.fields["mode"].label == "Mode"
    assert standard.rules.keys() == load().standard.rules.keys()


def test_other_words_find_the_same() -> None:
    given = ROOT / "examples" / "starter"
    found = []
    for messages in (Messages(), load_messages("fr")):
        report = Checker(*messages.translate(*load()), Options(as_of="2026-01-15")).check(given)
        found.append([(f.code, f.severity, f.where, f.value) for f in report.findings])
    assert found[0] == found[1]


def test_english_needs_no_pack_and_an_unknown_language_is_named() -> None:
    assert load_messages("en-GB").tag == "en"
    with pytest.raises(UnknownMessagesError, match=r"“xx”\. Choose from: en, fr"):
        load_messages("xx")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("english\ttext\n", "must begin with the headings"),
        ("", "must begin with the headings"),
        ("english\ttext\tsource\nA\tB\n", "needs the English, the text, and the source"),
        ("english\ttext\tsource\nA\t\tC\n", "needs the English, the text, and the source"),
        ("english\ttext\tsource\nA {value}\tB\tC\n", "the same holes"),
        ("english\ttext\tsource\nA\tB {0}\tC\n", "the same holes"),
        ("english\ttext\tsource\nA\tB {\tC\n", "braces do not pair"),
        ("english\ttext\tsource\nA\tB\tC\nA\tD\tC\n", "stands there twice"),
    ],
)
def test_a_pack_at_fault_is_refused_in_words(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "xx.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(LanguageError, match=problem):
        compile_messages(Sources(tmp_path, tmp_path))
