"""The OpenAPI document is valid, and the service does what it says, whatever is made up to ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from mcvocab.vocabulary import Vocabulary

from mcvocab.service.app import application
from mcvocab.service.limits import Limits

EXAMPLES = 6


@pytest.fixture(scope="session")
def described(vocabulary: Vocabulary) -> Any:
    """The service as its document describes it."""
    return schemathesis.openapi.from_asgi("/openapi.json", application(vocabulary, Limits(batch=20)))


def test_the_document_is_valid(described: Any) -> None:
    described.validate()
    assert described.specification.version.startswith("3.1")


def test_every_address_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert len(paths) > 10
    assert all(details["operationId"] for path in paths.values() for details in path.values())


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_service_keeps_to_its_document(described: Any, mode: GenerationMode) -> None:
    operations = [result.ok() for result in described.get_all_operations()]
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
            continue  # there is nothing to get wrong

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            response = case.call()
            if mode is GenerationMode.NEGATIVE and response.status_code == 413:
                return  # a refusal, which the check of refusals does not know
            # Schemas say less than the service asks: JSON within a form, or the name of a property that exists.
            case.validate_response(response, excluded_checks=[positive_data_acceptance])

        ask()
    assert len(operations) > 15
