"""SHACL property paths as functions from a node to the values that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from mcvocab.engine.data import NO_TERMS, Data
from mcvocab.engine.results import ShapesError
from mcvocab.engine.source import FIRST, NIL, Source, sh
from mcvocab.model import IRI, Node, Term

Path: TypeAlias = "Callable[[Data, Term], Collection[Term]]"
"""The values, each once, in a stable order."""

_INVERSE, _ALTERNATIVE = sh("inversePath"), sh("alternativePath")
_REPEATED = {
    sh("zeroOrMorePath"): (True, True),
    sh("oneOrMorePath"): (False, True),
    sh("zeroOrOnePath"): (True, False),
}
_DEEPEST = 100


def compile_path(source: Source, shape: Node, path: Term, *, back: bool = False, depth: int = 0) -> Path:
    """The function for a path.

    Args:
        source: the shapes graph.
        shape: the shape that the path belongs to, for messages.
        path: the node that describes the path.
        back: whether the path is walked from its end to its start.
        depth: how many paths it stands within.

    Raises:
        ShapesError: where the node describes no path.
    """
    if isinstance(path, IRI) and path != NIL:
        return _inverse(path) if back else _predicate(path)
    properties = source.properties(path)
    if depth > _DEEPEST:
        raise ShapesError(f"{source.name(shape)} has a path that leads back into itself.")

    def inner(part: Term, back: bool = back) -> Path:
        return compile_path(source, shape, part, back=back, depth=depth + 1)

    if FIRST in properties:
        members = [inner(member) for member in source.members(shape, path, sh("path"))]
        if len(members) > 1:
            return _sequence(members[::-1] if back else members)
    elif len(properties) == 1 and len(values := next(iter(properties.values()))) == 1:
        (name,), (value,) = properties, values
        if name == _INVERSE:
            return inner(value, not back)
        if name in _REPEATED:
            return _repeated(inner(value), *_REPEATED[name])
        if name == _ALTERNATIVE:
            members = [inner(member) for member in source.members(shape, value, name)]
            if len(members) > 1:
                return _alternative(members)
    raise ShapesError(
        f"{source.name(shape)}: the value of sh:path must be a property, a list of at least two paths, or a blank "
        "node with exactly one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, sh:oneOrMorePath and "
        "sh:zeroOrOnePath."
    )


def leads_back(source: Source, path: Term) -> bool:
    """Whether a path goes against the direction of a property anywhere, so that any node may lead to any other."""
    waiting, seen = [path], set[Term]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IRI) or one in seen:
            continue
        seen.add(one)
        properties = source.properties(one)
        if _INVERSE in properties:
            return True
        waiting += [value for values in properties.values() for value in values]
    return False


def first_property(source: Source, path: Term) -> IRI | None:
    """The property without which a node has no values of a path; None where there is no such property."""
    if isinstance(path, IRI):
        return None if path == NIL else path
    members = source.properties(path).get(FIRST, {})
    return first_property(source, next(iter(members))) if members else None


def path_text(source: Source, path: Term, name: Callable[[IRI], str] = "<{}>".format) -> str:
    """A path as SPARQL writes it; ``name`` writes a property."""
    if isinstance(path, IRI) and path != NIL:
        return name(path)
    properties = source.properties(path)
    if FIRST in properties:
        return "(" + "/".join(path_text(source, one, name) for one in source.items(path) or ()) + ")"
    ((kind, (value,)),) = ((kind, tuple(values)) for kind, values in properties.items())
    if kind == _ALTERNATIVE:
        return "(" + "|".join(path_text(source, one, name) for one in source.items(value) or ()) + ")"
    if kind == _INVERSE:
        return f"(^{path_text(source, value, name)})"
    sign = {(True, True): "*", (False, True): "+", (True, False): "?"}[_REPEATED[kind]]
    return f"({path_text(source, value, name)}{sign})"


def _predicate(name: IRI) -> Path:
    def follow(data: Data, term: Term) -> Collection[Term]:
        # The look-up that everything waits for, so `Data.objects` is written out here.
        found = data.nodes.get(term)  # type: ignore[arg-type]
        if found is None:
            found = data.background.nodes.get(term)  # type: ignore[arg-type]
        return NO_TERMS if found is None else found.get(name, NO_TERMS)

    return follow


def _sequence(steps: list[Path]) -> Path:
    first, *others = steps

    def follow(data: Data, term: Term) -> Collection[Term]:
        reached = first(data, term)
        for step in others:
            if not reached:
                return NO_TERMS
            if len(reached) == 1:  # nearly always, and then no value can be reached twice
                (one,) = reached
                reached = step(data, one)
            else:
                reached = {value: None for one in reached for value in step(data, one)}
        return reached

    return follow


def _alternative(branches: list[Path]) -> Path:
    def follow(data: Data, term: Term) -> Collection[Term]:
        return {value: None for branch in branches for value in branch(data, term)}

    return follow


def _inverse(name: IRI) -> Path:
    return lambda data, term: data.subjects(name, term)


def _repeated(step: Path, itself: bool, onwards: bool) -> Path:
    def follow(data: Data, term: Term) -> Collection[Term]:
        reached: dict[Term, None] = {term: None} if itself else {}
        frontier: Collection[Term] = [term]
        while frontier:
            found = {value: None for one in frontier for value in step(data, one) if value not in reached}
            reached.update(found)
            frontier = found if onwards else ()
        return reached

    return follow
