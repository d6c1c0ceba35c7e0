"""Our dataclasses behave as those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest

from mcvocab.model import IRI, Finding, Location, Severity, Summary
from mcvocab.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Ours:
    a: int
    b: str = "x"
    c: dict[str, int] = field(default_factory=dict)

    @property
    def double(self) -> int:
        return 2 * self.a


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    a: int
    b: str = "x"
    c: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class Open:
    a: int
    b: tuple[int, ...] = ()


def test_a_value_is_made_shown_and_compared_like_one_of_dataclasses() -> None:
    assert repr(Ours(1, c={"k": 2})) == repr(Theirs(1, c={"k": 2})).replace("Theirs", "Ours")
    assert Ours(1) == Ours(a=1, b="x", c={}) != Ours(2)
    assert Ours(1) != (1, "x", {})
    assert Ours(3).double == 6
    assert Ours(1).c is not Ours(1).c
    assert hash(Location("f", 1)) == hash(Location("f", line=1))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Ours(1))


@pytest.mark.parametrize("arguments", [(), (1, "x", {}, 4)])
def test_a_wrong_number_of_arguments_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match="__init__"):
        Ours(*arguments)  # type: ignore[arg-type]


def test_a_frozen_value_never_changes() -> None:
    value = Ours(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'a'"):
        value.a = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.a
    with pytest.raises(AttributeError):
        value.other = 2  # type: ignore[attr-defined]


def test_one_that_is_not_frozen_may_change_and_is_no_key() -> None:
    value = Open(1)
    value.b = (2,)
    assert value == Open(1, (2,))
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)


def test_dataclasses_and_inspect_know_it() -> None:
    assert dataclasses.is_dataclass(Ours)
    assert [f.name for f in dataclasses.fields(Ours)] == ["a", "b", "c"]
    assert dataclasses.fields(Ours)[2].default_factory is dict
    assert dataclasses.asdict(Ours(1)) == {"a": 1, "b": "x", "c": {}}
    assert dataclasses.replace(Ours(1), b="y") == replace(Ours(1), b="y") == Ours(1, "y")
    assert str(inspect.signature(Open)) == "(a: 'int', b: 'tuple[int, ...]' = ()) -> None"
    with pytest.raises(TypeError):
        replace(Ours(1), d=3)  # type: ignore[call-arg]


def test_it_is_matched_copied_and_pickled() -> None:
    match Ours(1, "z"):
        case Ours(a, b):
            assert (a, b) == (1, "z")
    finding = Finding("c", IRI("s:r"), Severity.INFO, "m", Location("f"), profiles={"core": Severity.INFO})
    for other in (copy.copy(finding), copy.deepcopy(finding), pickle.loads(pickle.dumps(finding))):
        assert other == finding
    assert copy.deepcopy(Summary()) == Summary()
