"""`dataclass`, `field` and `replace` of the standard library, as far as mcvocab uses them, for a tenth of the start.

``dataclasses`` writes and compiles six methods for every class when it is defined, and loads ``inspect`` to do so:
for the classes that one command defines, that takes longer than all of its work. Here the methods that only read are
shared by all classes, and so is a constructor that finds out each time what it is to set; one is compiled for a class
of which more than a few values are made. Whatever asks for more
(``dataclasses.fields``, ``is_dataclass``, ``replace``, ``asdict``) finds the class to be a dataclass, for it is
described by ``dataclasses`` itself as soon as it is asked.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace
    from typing import Any, ClassVar

    __all__ = ["dataclass", "field", "replace"]
else:

    class field:  # noqa: N801
        """A default that is made anew for each value."""

        def __init__(self, *, default_factory):
            self.default_factory = default_factory

    def dataclass(*, frozen=False, slots, eq=True):
        """A decorator: makes a class with these annotations a dataclass with slots; without ``eq``, each differs."""
        assert slots, "a dataclass of ours has slots"
        kind = _Frozen if frozen else _Open
        return kind.made if eq else lambda given: kind.made(given, __eq__=object.__eq__, __hash__=object.__hash__)

    def replace(value, /, **changes):
        """A value like another, but for what is given.

        >>> from mcvocab.model import Edit
        >>> replace(Edit("07", "7"), safe=False)
        Edit(old='07', new='7', safe=False)
        """
        return type(value)(**{name: getattr(value, name) for name in value.__match_args__} | changes)


class _Described:
    """What ``dataclasses`` knows of a class, and what ``inspect`` shows of its constructor, when somebody asks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, value: object, owner: type[_Open]) -> Any:
        if owner not in _models:
            _models[owner] = self._model(owner)
        return getattr(_models[owner], self._name)

    @staticmethod
    def _model(owner: type[_Open]) -> Any:
        """The same class as ``dataclasses`` would make it."""
        import dataclasses
        import inspect

        body = {"__annotations__": owner.__annotations__, "__module__": owner.__module__}
        for name, default in owner._defaults.items():
            fresh = isinstance(default, field)  # type: ignore[arg-type]
            body[name] = dataclasses.field(default_factory=default.default_factory) if fresh else default
        model: Any = dataclasses.dataclass(frozen=issubclass(owner, _Frozen))(type(owner.__name__, (), body))
        model.__signature__ = inspect.signature(model)
        return model


_models: dict[type[_Open], Any] = {}
_FEW = 16
"""So many values of a class are made before a constructor is compiled for it."""


class _Open:
    """What all dataclasses have, and those that are not frozen."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]
    _content: ClassVar[attrgetter[Any]]
    _made: ClassVar[int]
    __hash__ = None  # type: ignore[assignment]
    __dataclass_fields__ = _Described("__dataclass_fields__")
    __dataclass_params__ = _Described("__dataclass_params__")
    __signature__ = _Described("__signature__")

    def __init__(self, *given: object, **named: object) -> None:
        made = type(self)
        if made._made < _FEW and _set(self, given, named):
            made._made += 1
        else:  # which also tells what is wrong with the arguments
            made.__init__ = _constructor(made)  # type: ignore[method-assign]
            made.__init__(self, *given, **named)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({said})"

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(self._content(self) == self._content(other))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)

    def __replace__(self, /, **changes: object) -> Any:
        return replace(self, **changes)  # type: ignore[type-var]

    @classmethod
    def made(cls, given: type, **methods: object) -> type:
        """The class that the annotations and methods of a class describe."""
        names = tuple(given.__annotations__)
        body = {**given.__dict__, **methods}
        body["_defaults"] = {name: body.pop(name) for name in names if name in body}
        for name in ("__dict__", "__weakref__"):
            body.pop(name, None)
        body |= {"__slots__": names, "__match_args__": names, "_content": attrgetter(*names or ("__class__",))}
        body["_made"] = 0
        bases = tuple(base for base in given.__bases__ if base is not object)
        return type(given)(given.__name__, (*bases, cls), body)


class _Frozen(_Open):
    """A dataclass whose values never change."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._content(self))

    def __setattr__(self, name: str, value: object) -> None:
        _refuse("assign to", name)

    def __delattr__(self, name: str) -> None:
        _refuse("delete", name)


def _set(value: _Open, given: tuple[object, ...], named: dict[str, object]) -> bool:
    """Set each slot of a value from an argument, or from its default; False where some argument is amiss."""
    made = type(value)
    names = made.__match_args__
    if len(given) > len(names):
        return False
    wanted = dict(zip(names, given, strict=False))
    if not wanted.keys().isdisjoint(named):
        return False
    wanted |= named
    for name, default in made._defaults.items():
        if name not in wanted:
            wanted[name] = default.default_factory() if isinstance(default, field) else default  # type: ignore[arg-type]
    if wanted.keys() != set(names):
        return False
    for name, one in wanted.items():
        getattr(made, name).__set__(value, one)
    return True


def _constructor(made: type[_Open]) -> Callable[..., None]:
    """Sets each slot from an argument, or from its default; the names of the fields are all that is compiled."""
    known: dict[str, Any] = {"_unsaid": _Open}
    arguments, lines = ["self"], ["    pass"]
    for name in made.__match_args__:
        given, argument = name, name
        if name in made._defaults:
            default = known[f"_default_{name}"] = made._defaults[name]
            argument = f"{name}=_default_{name}"
            if isinstance(default, field):  # type: ignore[arg-type]
                known[f"_default_{name}"] = default.default_factory
                argument, given = f"{name}=_unsaid", f"_default_{name}() if {name} is _unsaid else {name}"
        known[f"_set_{name}"] = getattr(made, name).__set__
        arguments.append(argument)
        lines.append(f"    _set_{name}(self, {given})")
    exec("\n".join([f"def __init__({', '.join(arguments)}):", *lines]), known)
    constructor: Callable[..., None] = known["__init__"]
    return constructor


def _refuse(verb: str, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {verb} field {name!r}")
