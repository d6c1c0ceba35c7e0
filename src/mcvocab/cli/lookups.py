"""``mcvocab term``, ``tree``, ``explain``, ``profiles`` and ``fields``: what the language and the standard say."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from mcvocab.cli.suggestions import complete_field, complete_rule, complete_scheme, complete_term
from mcvocab.mapping import Mapper
from mcvocab.model import IRI, Concept, Rule
from mcvocab.standard import UnknownProfileError
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

WIDTH = 88
TERMS = "term"


@click.command(name="term")
@click.argument("word", shell_complete=complete_term)
def term_command(word: str) -> None:
    """Tell all that the language says of a term, given as a word or as its IRI.

    \b
    mcvocab term micro-credential
    mcvocab term https://w3id.org/mcvocab/scqf/7
    """
    vocabulary = load().vocabulary
    concept = _concept(vocabulary, word)
    details = vocabulary.details(concept.iri)
    click.secho(concept.label, bold=True)
    for line in _described(vocabulary, concept, details):
        click.echo(line)


def _concept(vocabulary: Vocabulary, word: str) -> Concept:
    mapper = Mapper(vocabulary)
    for schemes in ((TERMS,), ()):
        answers = mapper.map(word, schemes, "", 3)
        if answers and answers[0].accepted and answers[0].concept:
            return vocabulary.concepts[answers[0].concept]
    near = [f"“{answer.label}”" for answer in mapper.map(word, (), "", 3) if answer.label]
    hint = f" Did you mean {' or '.join(near)}?" if near else " “mcvocab tree” lists them all."
    raise click.UsageError(f"The language has no term “{word}”.{hint}")


AUDIENCES = {
    "learnerDefinition": "For learners",
    "employerDefinition": "For employers",
    "providerDefinition": "For providers",
}
RELATIONS = {"broader": "Broader", "narrower": "Narrower", "related": "See also"}


def _described(vocabulary: Vocabulary, concept: Concept, details: Any) -> Iterator[str]:
    for key, heading in ({"definition": ""} | AUDIENCES).items():
        for text in _texts(details.get(key, ())):
            yield _wrap(f"{heading}: {text}" if heading else text)
    sources = [_first(vocabulary.source(iri).get("title", ())) or iri for iri in details.get("source", ())]
    if sources:
        yield _wrap(f"Source: {'; '.join(sources)}")
    facts = [
        f"Kind: {concept.kind}" if concept.kind else "",
        f"Scheme: {vocabulary.schemes[concept.scheme].title}",
        f"Notation: {concept.notation}" if concept.notation else "",
        f"Status: {concept.status}" if concept.status else "",
    ]
    yield "  ".join(fact for fact in facts if fact)
    elsewhere = [label for label in details.get("prefLabel", ()) if label.get("language", "en") != "en"]
    for heading, labels in (
        ("In other languages", elsewhere),
        ("Also written", details.get("altLabel", ())),
        ("Also recognised", details.get("hiddenLabel", ())),
    ):
        if labels:
            yield _wrap(f"{heading}: {'; '.join(_tagged(labels))}")
    for key, heading in RELATIONS.items():
        labels = [vocabulary.concepts[IRI(iri)].label for iri in details.get(key, ()) if iri in vocabulary.concepts]
        if labels:
            yield _wrap(f"{heading}: {', '.join(labels)}")
    for other in details.get("notSameAs", ()):
        iri = next(iter(other.get("concept", ())), "")
        label = vocabulary.concepts[IRI(iri)].label if iri in vocabulary.concepts else iri
        yield _wrap(f"Not the same as {label}: {_first(other.get('difference', ()))}")
    for owner in _texts(details.get("brandOwner", ())):
        yield _wrap(f"A brand of {owner}: not a word for others’ courses.")
    for figure in details.get("familiarity", ()):
        yield _wrap(_figure(figure))
    for note in _texts(details.get("scopeNote", ())):
        yield _wrap(f"Note: {note}")
    yield concept.iri


def _figure(figure: Any) -> str:
    said = {key: _first(values) for key, values in figure.items()}
    value = f"{said.get('qualifier', '')} {float(said.get('value') or 0):g} %".strip()
    return (
        f"How well known: {said.get('measure', '')} to {value} of {said.get('group', '')} asked "
        f"(n = {said.get('sampleSize', 'not stated')}; a small sample that chose itself)."
    )


def _texts(values: Any) -> list[str]:
    """The English texts first; texts in other languages only where there is no English one."""
    english = [v["value"] for v in values if isinstance(v, dict) and v.get("language", "en") == "en"]
    return english or [v["value"] for v in values if isinstance(v, dict) and "value" in v]


def _first(values: Any) -> str:
    return next((v["value"] if isinstance(v, dict) and "value" in v else str(v) for v in values), "")


def _tagged(values: Any) -> list[str]:
    return [v["value"] + (f" ({tag})" if (tag := v.get("language", "en")) != "en" else "") for v in values]


def _wrap(text: str) -> str:
    return fill(text, WIDTH, subsequent_indent="  ")


@click.command(name="tree")
@click.argument("scheme", default=TERMS, shell_complete=complete_scheme)
def tree_command(scheme: str) -> None:
    """Show a concept scheme as a tree, broadest first; by default the terms.

    \b
    mcvocab tree
    mcvocab tree delivery-mode
    """
    vocabulary = load().vocabulary
    if scheme not in vocabulary.schemes:
        raise click.UsageError(_unknown("scheme", scheme, list(vocabulary.schemes)))
    members = {concept.iri: concept for concept in vocabulary.members(scheme)}
    below: dict[IRI | None, list[Concept]] = {}
    for concept in members.values():
        inside = [iri for iri in concept.broader if iri in members]
        for above in inside or (None,):
            below.setdefault(above, []).append(concept)
    click.secho(vocabulary.schemes[scheme].title, bold=True)
    for line in _branches(below, None, 1, frozenset()):
        click.echo(line)


def _branches(
    below: dict[IRI | None, list[Concept]], above: IRI | None, depth: int, seen: frozenset[IRI]
) -> Iterator[str]:
    for concept in below.get(above, ()):
        kind = f"  [{concept.kind}]" if concept.kind else ""
        yield "  " * depth + concept.label + kind
        if concept.iri not in seen:
            yield from _branches(below, concept.iri, depth + 1, seen | {concept.iri})


@click.command(name="explain")
@click.argument("code", required=False, shell_complete=complete_rule)
def explain_command(code: str | None) -> None:
    """Tell what a rule asks, why, and what to write instead; without a code, list the rules.

    \b
    mcvocab explain credit-without-level
    mcvocab explain
    """
    standard = load().standard
    if code is None:
        for rule in standard.rules.values():
            click.echo(f"{rule.code:<36} {rule.severity.word:<9}  {rule.name}")
        return
    found = standard.rules.get(code.rsplit("/", 1)[-1].strip().lower())
    if found is None:
        raise click.UsageError(_unknown("rule", code, list(standard.rules)))
    rule = found
    click.secho(f"{rule.code}: {rule.name}", bold=True)
    for line in _explained(rule):
        click.echo(line)
    held = {
        name: profile.rules[rule.code].word
        for name, profile in standard.profiles.items()
        if rule.code in profile.rules
    }
    if held:
        click.echo(_wrap("Judged by: " + ", ".join(f"{name} ({word})" for name, word in held.items())))
    click.echo(rule.iri)


def _explained(rule: Rule) -> Iterator[str]:
    yield _wrap(f"What is wrong: {rule.message}")
    yield _wrap(f"Why it matters: {rule.why}")
    yield _wrap(f"What to write: {rule.fix}")
    yield _wrap(f"Source: {rule.source}")
    yield f"Severity: {rule.severity.word}, since {rule.since}"


@click.command(name="profiles")
@click.option("--shapes", metavar="NAME", help="Write the SHACL shapes of this profile instead, for any engine.")
def profiles_command(shapes: str | None) -> None:
    """List the profiles: named sets of rules to check by.

    \b
    mcvocab profiles
    mcvocab profiles --shapes core > core.ttl
    """
    vocabulary, standard = load()
    if shapes is not None:
        from mcvocab.publishing import PREFIXES, profile_shapes
        from mcvocab.reporters.turtle import write_turtle

        try:
            click.echo(write_turtle(profile_shapes(vocabulary, standard, shapes), PREFIXES), nl=False)
        except UnknownProfileError as error:
            raise click.UsageError(str(error.args[0])) from None
        return
    for profile in standard.profiles.values():
        click.secho(f"{profile.name} {profile.version}", bold=True, nl=False)
        click.echo(f"  {len(profile.rules)} rules, {profile.status}")
        click.echo(fill(profile.description, WIDTH, initial_indent="  ", subsequent_indent="  "))


@click.command(name="fields")
@click.argument("name", required=False, shell_complete=complete_field)
def fields_command(name: str | None) -> None:
    """List the fields of a record, or tell what is known of one and which headings it is found by.

    \b
    mcvocab fields
    mcvocab fields level
    """
    vocabulary = load().vocabulary
    if name is None:
        for field in vocabulary.fields.values():
            many = ", several" if field.many else ""
            holds = ", ".join(field.schemes) or (field.datatype or field.part or "").rsplit("#")[-1].rsplit("/")[-1]
            click.echo(f"{field.key:<24} {field.label:<28} {holds}{many}")
        return
    if name not in vocabulary.fields:
        raise click.UsageError(_unknown("field", name, list(vocabulary.fields)))
    field = vocabulary.fields[name]
    click.secho(f"{field.key}: {field.label}", bold=True)
    details = vocabulary.details(field.iri)
    for text in _texts(details.get("definition", ())):
        click.echo(_wrap(text))
    headings = [label.text for label, concept in vocabulary.labels(("field",)) if concept.iri == field.iri]
    click.echo(_wrap("Headings: " + "; ".join(dict.fromkeys(headings))))
    if field.schemes:
        click.echo(_wrap("Values: the concepts of " + ", ".join(field.schemes)))
    click.echo(_wrap("Property: " + " / ".join(f"<{step}>" for step in field.path)))
    click.echo(field.iri)


_LISTED = {"rule": "explain", "field": "fields"}
"""The command that lists the things of a kind, where there is one."""


def _unknown(kind: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3)
    if near:
        return f"There is no {kind} “{name}”. Did you mean {' or '.join(f'“{one}”' for one in near)}?"
    listed = _LISTED.get(kind)
    every = f"“mcvocab {listed}” lists them all." if listed else f"Choose from: {', '.join(sorted(known))}."
    return f"There is no {kind} “{name}”. {every}"
