"""What an earlier report already said, so that a new one may say only what is new."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcvocab.model import Finding, Location, Note, Severity
from mcvocab.reporters import Style, json_report
from mcvocab.reporters.json_report import FORMAT, finding_data
from mcvocab.selection import KNOWN, LIMITED, UNCHANGED, BaselineError

if TYPE_CHECKING:
    from mcvocab.model import Header, Rule, Summary

_FAMILY = FORMAT.partition("/")[0]


class Baseline:
    """The findings of an earlier report, by what does not change when rows move: rule, record, field, value.

    A record is known by its identifier, else by its title; findings that are equal in all of this are counted. What
    is said once for a whole column is one finding, however many records it stands for.

    Args:
        path: a report in JSON or JSON Lines.
        rules: the rules by code.

    Raises:
        BaselineError: where the file cannot be read, is no such report, or does not hold all findings.
    """

    def __init__(self, path: str, rules: Mapping[str, Rule]) -> None:
        self.path = path
        self._rules = rules
        self._known: dict[bytes, Counter[str]] = {}
        self._files: set[str] = set()
        for finding in _findings(path):
            file = os.path.normpath(str(finding["where"]["file"]))
            self._files.add(file)
            self._known.setdefault(self._fingerprint(finding), Counter())[file] += 1

    def sift(self) -> Sift:
        """What sifts the findings of one run."""
        return Sift(self, {key: Counter(counts) for key, counts in self._known.items()}, self._files)

    def is_exempt(self, code: str) -> bool:
        """Whether a rule's findings are said each time: what kept an input from being read."""
        return code in self._rules and self._rules[code].unreadable

    def fingerprint(self, finding: Finding) -> bytes:
        """What a finding is known by."""
        return self._fingerprint(finding_data(finding))

    def _fingerprint(self, finding: Mapping[str, Any]) -> bytes:
        code, record = finding["code"], finding.get("record", {})
        name = "" if self._is_hint(finding) else record.get("id") or record.get("title") or ""
        parts = (code, name, finding.get("field", ""), finding.get("value", ""))
        return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).digest()

    def _is_hint(self, finding: Mapping[str, Any]) -> bool:
        """Whether it is given once for a column, and so belongs to no record: by the standard, not as it is shown."""
        judged = [Severity.named(word) for word in finding.get("profiles", {}).values()]
        rule = self._rules.get(finding["code"])
        return max(judged, default=rule.severity if rule else Severity.named(finding["severity"])) is Severity.INFO


class Sift:
    """Tells new findings from known ones; each finding of the earlier report excuses one."""

    def __init__(self, baseline: Baseline, left: dict[bytes, Counter[str]], files: set[str]) -> None:
        self._baseline, self._left, self._files = baseline, left, files
        self._known = 0

    def is_new(self, finding: Finding) -> bool:
        """Whether the earlier report did not say it."""
        if self._baseline.is_exempt(finding.code):
            return True
        counts = self._left.get(self._baseline.fingerprint(finding), Counter())
        file = os.path.normpath(finding.where.file)
        if file not in self._files:  # it has another name now, so that any file may be the one
            file = next(iter(counts), file)
        if not counts[file]:
            return True
        counts[file] -= 1
        if not counts[file]:
            del counts[file]
        self._known += 1
        return False

    def note(self) -> Note:
        """How many were left out, for the report."""
        known = "One finding is" if self._known == 1 else f"{self._known or 'No'} findings are"
        message = f"{known} left out, because the earlier report said so already. {UNCHANGED}"
        return Note(KNOWN, message, Location(self._baseline.path))


def _findings(path: str) -> Iterator[Mapping[str, Any]]:
    """The findings of a report, each with at least a code, a severity and a file."""
    for part in _parts(path):
        notes = part.get("notes", ())
        if isinstance(notes, list) and any(
            isinstance(note, dict) and note.get("code") in (KNOWN, LIMITED) for note in notes
        ):
            raise BaselineError(
                f"The report “{path}” does not hold all findings, because it was itself made with --baseline or "
                "--max-findings. Make one with --write-baseline."
            )
        lines = (
            [part] if "summary" not in part else []
        )  # the last of the lines is the summary, the others are findings
        findings = part.get("findings", lines)
        if not isinstance(findings, list) or not all(map(_is_finding, findings)):
            raise BaselineError(f"The report “{path}” holds something that is no finding.")
        yield from findings


def _is_finding(data: Any) -> bool:
    """Whether data hold what a finding is known by, each a text."""
    if not isinstance(data, dict) or not isinstance(data.get("where"), dict):
        return False
    record, judged = data.get("record", {}), data.get("profiles", {})
    if not isinstance(record, dict) or not isinstance(judged, dict):
        return False
    needed = [data.get("code"), data["where"].get("file")]
    others = [record.get("id", ""), record.get("title", ""), data.get("field", ""), data.get("value", "")]
    words = [severity.word for severity in Severity]
    return all(isinstance(one, str) for one in (*needed, *others)) and all(
        word in words for word in (data.get("severity"), *judged.values())
    )


def _parts(path: str) -> Iterator[dict[str, Any]]:
    """The report as a whole, or its lines, once it is known to be one."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BaselineError(f"The earlier report “{path}” cannot be read: {reason}.") from None
    except UnicodeDecodeError:
        raise BaselineError(f"“{path}” is no report of ours: it is not UTF-8 text.") from None
    try:
        parts = [json.loads(text)]
    except (ValueError, RecursionError):
        try:
            parts = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            parts = []
    known = [part for part in parts if isinstance(part, dict)]
    form = next((part["format"] for part in known if "format" in part), None)
    if form is None and known and all("code" in part for part in known):
        raise BaselineError(f"The report “{path}” ends before its summary, so that findings may be missing from it.")
    if not isinstance(form, str) or form.partition("/")[0] != _FAMILY:
        raise BaselineError(
            f"“{path}” is no report in JSON or JSON Lines. Make one with --write-baseline, or with --format json."
        )
    if form != FORMAT:
        raise BaselineError(
            f"The report “{path}” has the format “{form}”, but this release reads “{FORMAT}”. Make it again."
        )
    yield from known


def record(
    header: Header, events: Iterable[Finding | Summary], out: Callable[[str], None]
) -> Iterator[Finding | Summary]:
    """The events, unchanged, while they are written as a report that a later run can be held against."""
    passed: list[Finding | Summary] = []

    def passing() -> Iterator[Finding | Summary]:
        for event in events:
            passed.append(event)
            yield event

    for piece in json_report.write(header, passing(), Style()):
        out(piece)
        yield from passed
        passed.clear()
