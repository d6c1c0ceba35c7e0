"""The service in a test client, and the official schemas of the Reconciliation Service API."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from starlette.testclient import TestClient

from mcvocab.service.app import application
from mcvocab.service.limits import Limits

if TYPE_CHECKING:
    from mcvocab.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
SMALL = Limits(query_bytes=200_000, file_bytes=300_000, batch=50)


@pytest.fixture(scope="session")
def client(vocabulary: Vocabulary) -> Iterator[TestClient]:
    """A client of the service, under limits that tests can reach."""
    with TestClient(application(vocabulary, SMALL), base_url="http://mcvocab.test", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def suite() -> Path:
    """The official schemas and examples; tests that need them are skipped where they are absent."""
    folder = Path(os.environ.get("MCVOCAB_SUITES", ROOT.parent / "shared" / "suites")) / "reconciliation-api"
    if not folder.is_dir():
        pytest.skip(f"the official schemas are not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def conforms(suite: Path) -> Callable[[str, str, Any], None]:
    """Asserts that data conforms to a schema of a version."""
    validators: dict[tuple[str, str], Draft7Validator] = {}

    def assert_conforms(version: str, name: str, data: Any) -> None:
        if (version, name) not in validators:
            validators[version, name] = _validator(suite / version / "schemas", f"{name}.json")
        faults = [
            f"{list(fault.path)}: {fault.message[:300]}" for fault in validators[version, name].iter_errors(data)
        ]
        assert not faults, (version, name, faults)

    return assert_conforms


def _validator(folder: Path, name: str) -> Draft7Validator:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    around = schemas[name]["$id"].rsplit("/", 1)[0]
    # They refer to each other by file name as well as by address, and some have the address of another version.
    resources = {file: Resource.from_contents(schema, DRAFT7) for file, schema in schemas.items()}
    by_file = [(f"{around}/{file}", resource) for file, resource in resources.items()]
    by_address = [(schemas[file]["$id"], resource) for file, resource in resources.items()]
    return Draft7Validator(schemas[name], registry=Registry().with_resources([*by_file, *by_address]))
