"""The verbs that other applications use: check, stream, map_terms, sample, load_vocabulary, load_standard."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcvocab.checker import Checker, Options
from mcvocab.mapping import Mapper
from mcvocab.model import Finding, Report, Summary
from mcvocab.sampler import Sampler
from mcvocab.sampler.writing import json_lines
from mcvocab.store import load
from mcvocab.values import replace

if TYPE_CHECKING:
    from mcvocab.inputs import Given
    from mcvocab.model import Annotation, Mapping
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary


def check(
    given: Given | Iterable[Given],
    *,
    profiles: Iterable[str] = (),
    as_of: str = "",
    language: str = "",
    defaults: Values[str, str] | None = None,
    everything: bool = False,
    shapes: Iterable[str] = (),
    engine: str = "exact",
    mappings: Iterable[str] = (),
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    levels: Values[str, str] | None = None,
    jobs: int = 1,
) -> Report:
    """Check records against the standard and collect what there is to say.

    Args:
        given: a path to a file or a folder, ``-`` for standard input, bytes, an open file, a mapping that is one
            record, or an iterable of any of these.
        profiles: names of profiles to judge by; by default ``core`` and the routes of each record.
        as_of: the reference date as ``YYYY-MM-DD``; by default today.
        language: language tag of the texts that do not say their own language.
        defaults: texts by field key that hold wherever a record says nothing.
        everything: judge records of another kind too, such as degrees.
        shapes: files of anyone's SHACL shapes to judge by; without profiles, by them alone.
        engine: what runs the rules: ``exact``, or ``pyshacl``, which is slow and says the same.
        mappings: SSSOM files of mappings that the provider has approved; they count before every guess of ours.
        select: the rules to report: codes, whole words that codes begin with, patterns with ``*``, alone or several
            with commas between them; by default all.
        ignore: those among them not to report, named likewise.
        levels: by rule, named likewise, how severe it is shown: ``violation``, ``warning``, ``info`` or ``off``. What
            is selected, ignored and shown changes neither which records conform nor which meet a profile.
        jobs: how many processes of this computer judge files on disk; 0 for as many as it has processors. The report
            is the same. Each process begins by importing the program, so a script has to begin its own work under
            ``if __name__ == "__main__":``.

    Returns:
        The report: header, findings in record order, summary.

    Raises:
        UnknownProfileError: where a profile is not in the standard.
        UnknownFieldError: where a default names no field.
        ShapesError: where shapes cannot be used.
        MappingFileError: where a file of approved mappings cannot be read.
        UnknownRuleError, UnknownLevelError: where there is no such rule, or no such level.
        ValueError: where ``jobs`` is less than nothing.
        WorkerLostError: where a process ends before it is done.

    >>> report = check([{"Title": "Safe wiring", "Level": "SCQF 6"}], as_of="2026-01-15")
    >>> report.summary.records
    1
    >>> [finding.code for finding in check({"Title": "Safe wiring", "Level": "SCQF 77"}, select="level").findings]
    ['level-unknown']
    """
    options = Options(
        tuple(profiles), as_of, language, defaults or {}, everything, engine, tuple(shapes), tuple(map(str, mappings))
    )
    options = replace(options, select=_names(select), ignore=_names(ignore), levels=levels or {})
    checker = _checker(options)
    *findings, summary = _run(checker, given, jobs)
    assert isinstance(summary, Summary)
    return Report(checker.header, tuple(found for found in findings if isinstance(found, Finding)), summary)


def stream(
    given: Given | Iterable[Given],
    *,
    profiles: Iterable[str] = (),
    as_of: str = "",
    language: str = "",
    defaults: Values[str, str] | None = None,
    everything: bool = False,
    shapes: Iterable[str] = (),
    engine: str = "exact",
    mappings: Iterable[str] = (),
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    levels: Values[str, str] | None = None,
    jobs: int = 1,
) -> Iterator[Finding | Summary]:
    """Check records as `check` does, and give each finding as it is met; the summary comes last."""
    options = Options(
        tuple(profiles), as_of, language, defaults or {}, everything, engine, tuple(shapes), tuple(map(str, mappings))
    )
    options = replace(options, select=_names(select), ignore=_names(ignore), levels=levels or {})
    return _run(_checker(options), given, jobs)


def map_terms(
    terms: Iterable[str], *, schemes: Iterable[str] = (), language: str = "", mappings: Iterable[str] = ()
) -> list[Mapping]:
    """What local terms mean: for each, in order, the answer that may be relied on.

    Where there is none, ``concept`` is None and ``note`` says why.

    Args:
        terms: words or phrases as providers write them.
        schemes: slugs of the concept schemes to look in; by default all but the fields of a record.
        language: language tag of the terms, where it is known.
        mappings: SSSOM files of mappings that the provider has approved; they count before every guess of ours.

    Raises:
        MappingFileError: where a file of approved mappings cannot be read.

    >>> [mapping.label for mapping in map_terms(["Open Badges", "horse riding"])]
    ['open badge', '']
    """
    mapper, wanted, given = _mapper(), tuple(schemes), list(terms)
    files = [Path(file) for file in mappings]
    if files:
        from mcvocab.mapping.approved import Approved

        mapper = Mapper(mapper.vocabulary, Approved.read(files, mapper.vocabulary))
    distinct = dict.fromkeys(given)
    mapper.expect(len(distinct))
    answers = {term: mapper.best(term, wanted, language, nearest=False) for term in distinct}
    return [answers[term] for term in given]


def annotate(text: str, *, schemes: Iterable[str] = (), language: str = "") -> list[Annotation]:
    """The concepts that running text speaks of, with their places; none stands within another.

    Args:
        text: running text, such as the title or the description of a course.
        schemes: slugs of the concept schemes to look in; by default the terms and the levels of frameworks.
        language: language tag of the text, where it is known.

    >>> found = annotate("A stackable micro-credential at SCQF level 9.")
    >>> [(each.start, each.end, each.mapping.label) for each in found]
    [(2, 28, 'stackable credential'), (32, 44, 'SCQF level 9')]
    """
    return list(_mapper().annotate(text, schemes, language))


def sample(
    number: int, *, profiles: Iterable[str] = (), defects: float = 0.0, seed: int = 0, as_of: str = ""
) -> Iterator[dict[str, Any]]:
    """Made-up records to test with, as `check` takes them; all names in them are invented.

    Args:
        number: how many.
        profiles: names of profiles that sound records meet without a warning; by default ``core`` and its routes.
        defects: the share of records, from 0 to 1, that break at least one rule.
        seed: the same seed gives the same records.
        as_of: the reference date as ``YYYY-MM-DD``; by default today.

    Raises:
        UnknownProfileError: where a profile is not in the standard.
        UnsatisfiableError: where no record was found that the profiles have nothing against.

    >>> report = check(sample(3, seed=7, as_of="2026-01-15"), as_of="2026-01-15")
    >>> report.summary.records, report.conforms
    (3, True)
    """
    vocabulary, standard = load()
    sampler = Sampler(vocabulary, standard, profiles=profiles, seed=seed, defects=defects, as_of=as_of)
    return map(json.loads, json_lines(sampler, sampler.samples(number)))


def load_vocabulary(folder: str | None = None) -> Vocabulary:
    """The language: concepts, schemes, labels, fields.

    Args:
        folder: a folder that holds ``ontology/`` and ``shapes/``; by default the language of this package.

    Raises:
        SourcesMissingError: where the folder does not hold them.

    >>> load_vocabulary().schemes["scqf"].title
    'SCQF levels'
    """
    return load(folder).vocabulary


def load_standard(folder: str | None = None) -> Standard:
    """The standard: rules and profiles.

    Args:
        folder: a folder that holds ``ontology/`` and ``shapes/``; by default the standard of this package.

    Raises:
        SourcesMissingError: where the folder does not hold them.

    >>> load_standard().rules["title-missing"].severity.word
    'violation'
    """
    return load(folder).standard


@lru_cache(maxsize=4)
def _mapper() -> Mapper:
    return Mapper(load().vocabulary)


def _run(checker: Checker, given: Given | Iterable[Given], jobs: int) -> Iterator[Finding | Summary]:
    """The findings and the summary, judged by one process or by several."""
    if jobs < 0:
        raise ValueError(
            f"There cannot be {jobs} processes: write 1 or more, or 0 for as many as there are processors."
        )
    number = jobs or os.cpu_count() or 1
    return checker.stream(given) if number == 1 else _shared_out(checker, given, number)


def _shared_out(checker: Checker, given: Given | Iterable[Given], jobs: int) -> Iterator[Finding | Summary]:
    from mcvocab.sharing import Recipe, processes  # one process needs none of it

    with processes(Recipe(replace(checker.options, as_of=checker.header.as_of)), jobs) as share:
        yield from checker.stream(given, share=share)


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _checker(options: Options) -> Checker:
    if options.shapes or options.mappings:
        return Checker(*load(), options)  # the files may have changed since they were last read
    # The day is part of what a checker is remembered by, so that a program that runs past midnight judges by today.
    as_of = options.as_of or date.today().isoformat()
    return _remembered(
        options.profiles,
        as_of,
        options.language,
        tuple(options.defaults.items()),
        options.everything,
        options.engine,
        options.select,
        options.ignore,
        tuple(options.levels.items()),
    )


@lru_cache(maxsize=8)
def _remembered(
    profiles: tuple[str, ...],
    as_of: str,
    language: str,
    defaults: tuple[tuple[str, str], ...],
    everything: bool,
    engine: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    levels: tuple[tuple[str, str], ...],
) -> Checker:
    options = Options(profiles, as_of, language, dict(defaults), everything, engine)
    return Checker(*load(), replace(options, select=select, ignore=ignore, levels=dict(levels)))
