"""The redirects that lie ready for w3id.org: every address of the language leads to its page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcvocab.glossary import addresses
from mcvocab.model import BASE
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.standard import Standard
    from mcvocab.vocabulary import Vocabulary

REDIRECTS = Path(__file__).parent.parent / "docs" / "w3id" / ".htaccess"
SITE = "https://mcvocab.example/"
RULE = re.compile(r"^RewriteRule (\S+) (\S+) \[R=302,(?:NE,)?L\]$", re.MULTILINE)


def _target(iri: str) -> str | None:
    """Where a server that reads the file from the folder ``mcvocab`` sends an address."""
    path = iri.removeprefix(BASE)
    for pattern, target in RULE.findall(REDIRECTS.read_text(encoding="utf-8")):
        found = re.search(pattern, path)
        if found:
            return found.expand(re.sub(r"\$(\d)", r"\\\1", target))
    return None


def _page(address: str) -> str:
    return SITE + address.replace(".md", ".html")


@pytest.fixture(scope="module")
def language() -> tuple[Vocabulary, Standard]:
    return load()


def test_every_rule_of_the_file_is_understood_here() -> None:
    lines = REDIRECTS.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.startswith("RewriteRule")]) == len(RULE.findall("\n".join(lines))) > 0


def test_every_concept_leads_to_its_page_or_its_place_on_one(language: tuple[Vocabulary, Standard]) -> None:
    concepts = language[0].concepts.values()
    wrong = {c.iri: _target(c.iri) for c in concepts if _target(c.iri) != _page(addresses.concept_address(c))}
    assert concepts
    assert not wrong


def test_every_scheme_rule_profile_and_source_leads_to_its_page(language: tuple[Vocabulary, Standard]) -> None:
    vocabulary, standard = language
    pages = {s.iri: addresses.scheme_address(slug) for slug, s in vocabulary.schemes.items()}
    pages |= {rule.iri: addresses.rule_address(code) for code, rule in standard.rules.items()}
    pages |= {profile.iri: addresses.profile_address(name) for name, profile in standard.profiles.items()}
    pages |= {f"{BASE}source/qaa-2022": addresses.source_address(f"{BASE}source/qaa-2022")}
    wrong = {iri: _target(iri) for iri, address in pages.items() if _target(iri) != _page(address)}
    assert not wrong


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", "index.html"),
        ("ns/", "index.html"),
        ("ns/MicroCredential", "index.html"),
        ("scqf/", "scqf/index.html"),
        ("scqf/7", "scqf/index.html#7"),
        ("term/micro-credential", "term/micro-credential.html"),
        ("release/0.1.0/shapes/core.ttl", "release/0.1.0/shapes/core.ttl"),
    ],
)
def test_addresses_of_each_kind(path: str, target: str) -> None:
    assert _target(BASE + path) == SITE + target


@pytest.mark.parametrize("path", ["../secret", "term/a/b", "release/latest/core.ttl", "Term/x"])
def test_other_addresses_are_not_redirected(path: str) -> None:
    assert _target(BASE + path) is None


def test_every_mapping_file_leads_to_itself() -> None:
    names = [path.name for path in (Path(__file__).parent.parent / "ontology" / "mappings").iterdir()]
    assert names
    assert {name: _target(f"{BASE}mappings/{name}") for name in names} == {n: f"{SITE}mappings/{n}" for n in names}
