"""What a user has chosen not to see, or to see at another level; it never touches what the standard says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING

from mcvocab.model import OFF, Finding, Note, Rule, Severity
from mcvocab.selection import UNCHANGED, UnknownLevelError, choose
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.configuration import Excepted
    from mcvocab.outcomes import Judged, Passed


COUNTED = 5


class Choice:
    """What is chosen, ready to be applied to any number of runs.

    Args:
        rules: the rules by code.
        as_of: the reference date; exceptions until an earlier day have run out.
        select, ignore: the rules to report, by default all, and those among them not to report.
        levels: by rule, the word of the severity to show it at, or ``off``.
        exceptions: what is excepted from rules.

    Raises:
        UnknownRuleError, UnknownLevelError: where a rule or a level is named that there is none of.
    """

    def __init__(
        self,
        rules: Mapping[str, Rule],
        as_of: str,
        *,
        select: Collection[str] = (),
        ignore: Collection[str] = (),
        levels: Mapping[str, str] | None = None,
        exceptions: tuple[Excepted, ...] = (),
    ) -> None:
        self.exceptions = exceptions
        # What kept an input from being read is always said: silence would look as if all were well.
        chosen = (select, ignore, levels, exceptions)
        codes = frozenset(code for code, rule in rules.items() if not rule.unreadable) if any(chosen) else frozenset()
        self.hidden = (codes - choose(select, rules) if select else frozenset()) | (codes & choose(ignore, rules))
        self.levels: dict[str, Severity | None] = {}
        settled = sorted((levels or {}).items(), key=lambda pair: pair[0] in rules)  # a code counts before a pattern
        for name, word in settled:
            level = _severity(word)
            self.levels |= dict.fromkeys(codes & choose([name], rules), level)
        self.by_code: dict[str, list[Excepted]] = {}
        for one in exceptions:
            for code in codes & choose([one.code], rules) if not one.until or one.until >= as_of else ():
                self.by_code.setdefault(code, []).append(one)
        self.expired = [one for one in exceptions if one.until and one.until < as_of]


class Screen:
    """Applies a choice to the findings of one run, and keeps account of what that did."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._hidden: Counter[str] = Counter()
        self._levelled: Counter[str] = Counter()
        self._excepted: Counter[Excepted] = Counter()
        self._awards: set[Excepted] = set()
        self._meets_awards = False

    def met(self, record: Judged | Passed) -> None:
        """Take note of a record: where there are awards, the name of one may be a learner's, and is not repeated."""
        self._meets_awards = self._meets_awards or record.is_award

    def show(self, finding: Finding, record: Judged | None = None) -> Finding | None:
        """The finding as it is shown; None where it is not."""
        choice, code = self._choice, finding.code
        if code in choice.hidden:
            self._hidden[code] += 1
            return None
        for one in choice.by_code.get(code, ()):
            if self._fits(one, finding, record):
                self._excepted[one] += 1
                if record is not None and record.is_award:
                    self._awards.add(one)
                return None
        if code not in choice.levels or choice.levels[code] == finding.severity:
            return finding
        self._levelled[code] += 1
        level = choice.levels[code]
        return None if level is None else replace(finding, severity=level)

    def shown(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Those of the findings on no record in particular that are shown, as they are shown."""
        for finding in findings:
            seen = self.show(finding)
            if seen is not None:
                yield seen

    def _fits(self, one: Excepted, finding: Finding, record: Judged | None) -> bool:
        if one.file and not _is_at(finding.where.file, one.file):
            return False
        if not (one.record or one.number or one.provider):
            return True
        if record is None or one.number not in (0, record.name.number):
            return False
        return _among(one.record, record.named) and _among(one.provider, record.owners)

    def _what(self, one: Excepted) -> str:
        """What is excepted; of an award neither name nor number that could tell whose it is."""
        if one in self._awards and one.record:
            record = "an award"
        elif self._meets_awards and one.record and one not in self._excepted:
            record = "a record"
        else:
            record = f"record “{one.record}”" if one.record else f"record {one.number}" if one.number else ""
        named = {"provider": one.provider, "file": one.file}
        return ", ".join(filter(None, (record, *(f"{kind} “{name}”" for kind, name in named.items() if name))))

    def notes(self) -> Iterator[Note]:
        """What the choice did in this run."""
        if self._hidden:
            message = f"Not shown, because of “select” or “ignore”: {_counted(self._hidden)}."
            yield Note("findings-ignored", f"{message} {UNCHANGED}")
        if self._levelled:
            levels = self._choice.levels
            ways = (f"{code} {_level(levels[code])} ({number})" for code, number in self._levelled.most_common())
            message = f"Levels were set for the findings of these rules: {', '.join(ways)}. {UNCHANGED}"
            yield Note("levels-set", message)
        for one, number in self._excepted.items():
            until = f" (until {one.until})" if one.until else ""
            findings = "one finding" if number == 1 else f"{number} findings"
            message = f"Excepted from {one.code} for {self._what(one)}{until}, {findings}: {one.reason}"
            yield Note("findings-excepted", message, one.where)
        for one in self._choice.expired:
            of = f"{one.code} for {self._what(one)}"
            message = f"The exception from {of} has run out on {one.until}, and no longer holds."
            yield Note("exception-expired", message, one.where)
        unused = [
            one for one in self._choice.exceptions if one not in self._excepted and one not in self._choice.expired
        ]
        for one in unused:
            message = f"The exception from {one.code} for {self._what(one)} was not needed in this run."
            yield Note("exception-unused", message, one.where)


def _severity(word: str) -> Severity | None:
    """The severity of a name; None for “off”."""
    words = [one.word for one in sorted(Severity, reverse=True)]
    if word not in (*words, OFF):
        raise UnknownLevelError(f"There is no level “{word}”: write {', '.join(words)} or {OFF}.")
    return None if word == OFF else Severity.named(word)


def _is_at(file: str, pattern: str) -> bool:
    """Whether a file is meant by a name, a pattern, or the end of its path."""
    path = PurePath(file)
    return path.match(pattern) or fnmatchcase(path.as_posix(), pattern)


def _among(name: str, written: Iterable[str]) -> bool:
    return not name or _plain(name) in map(_plain, written)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _level(level: Severity | None) -> str:
    return "not shown" if level is None else f"shown as {level.word}"


def _counted(counts: Counter[str]) -> str:
    total, rules = counts.total(), len(counts)
    shown = ", ".join(f"{code} {number}" for code, number in counts.most_common(COUNTED))
    findings = (
        "one finding" if total == 1 else f"{total} findings of {'one rule' if rules == 1 else f'{rules} rules'}"
    )
    return f"{findings} ({shown}{', …' if rules > COUNTED else ''})"
