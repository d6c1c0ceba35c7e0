"""JUnit XML, which build servers show: a suite for each file, a test case for each rule, failed where it was broken.

A file without findings has a suite that passed; one of whose records none was judged, a case that was skipped.

Source: there is no standard; this is what the testmoapp/junitxml description and the Jenkins plug-in's schema share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mcvocab.model import Finding, Header, Severity
from mcvocab.reporters.collected import Collected, collect
from mcvocab.reporters.plain import clean
from mcvocab.reporters.text_report import place, record_name
from mcvocab.reporters.text_summary import note_text, verdict

if TYPE_CHECKING:
    from mcvocab.reporters.style import Events, Style

CAP = 20_000


def write(header: Header, events: Events, style: Style) -> Iterator[str]:
    """The whole document."""
    collected = collect(events, CAP)
    say = style.messages
    top = Element("testsuites", name="mcvocab")
    tallies = collected.summary.by_file
    files: dict[str, dict[str, list[Finding]]] = {name: {} for name in tallies}
    for finding in collected.findings:
        files.setdefault(finding.where.file, {}).setdefault(finding.code, []).append(finding)
    judged = [style.profiles[name] for name in collected.summary.by_profile if name in style.profiles]
    asked = {code for profile in judged for code in profile.rules}
    for file, broken in (files or {say("every record"): {}}).items():
        suite = SubElement(top, "testsuite", name=clean(file))
        # What no record was judged by has not passed.
        passed = asked if not tallies or (file in tallies and tallies[file].records) else set()
        for code in sorted(passed | broken.keys()):
            _case(suite, code, broken.get(code, []), file, style)
        if not len(suite):
            case = SubElement(suite, "testcase", classname=clean(file), name=say("records"), file=clean(file))
            SubElement(case, "skipped", message=say("No record in it was judged."))
        _count(suite)
    _count(top)
    _sum(top, header, collected, style)
    indent(top)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(top, encoding="unicode") + "\n"


def _case(suite: Element, code: str, findings: list[Finding], file: str, style: Style) -> None:
    name = f"{code}: {style.rule_name(code)}" if code in style.rules else code
    case = SubElement(suite, "testcase", classname=clean(file), name=clean(name), file=clean(file))
    grave = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    slight = [finding for finding in findings if finding.severity is not Severity.VIOLATION]
    rule = style.rules.get(code)
    if grave:
        kind = "error" if rule is not None and rule.unreadable else "failure"
        message = clean(grave[0].message if len(grave) == 1 else f"{style.rule_name(code)} ({len(grave)})")
        failure = SubElement(case, kind, type=code, message=message)
        failure.text = "\n".join(_line(finding, style) for finding in grave)
    if slight:
        SubElement(case, "system-out").text = "\n".join(_line(finding, style) for finding in slight)


def _line(finding: Finding, style: Style) -> str:
    say = style.messages
    parts = (clean(finding.where.sheet or ""), place(finding.where, say), record_name(finding.record, say))
    where = ", ".join(part for part in parts if part)
    return clean(f"{say(finding.severity.word)}: {where}: {finding.message} {finding.fix}").strip()


def _count(holder: Element) -> None:
    cases = list(holder.iter("testcase"))
    holder.set("tests", str(len(cases)))
    for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        holder.set(name, str(sum(case.find(kind) is not None for case in cases)))


def _sum(top: Element, header: Header, collected: Collected, style: Style) -> None:
    say, summary = style.messages, collected.summary
    first = top.find("testsuite")
    if first is None:
        return
    told = [verdict(summary, say), collected.caveat(say), *(note_text(note, say) for note in summary.notes)]
    SubElement(first, "system-out").text = "\n".join(clean(text) for text in told if text)
    properties = Element("properties")
    for name, value in (("as_of", header.as_of), ("profiles", ", ".join(header.profiles))):
        SubElement(properties, "property", name=name, value=clean(value))
    first.insert(0, properties)
