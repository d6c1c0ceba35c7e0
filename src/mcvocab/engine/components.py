"""Our own constraint components as native functions, found by their IRIs.

Each does what the SPARQL validator of the same component in ``shapes/components.ttl`` does; a differential test holds
the two together. Like those, each is silent where the values that it compares are not what they should be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from mcvocab.engine.datatypes import Meaning, meaning
from mcvocab.engine.shape import Constraint, pointed
from mcvocab.expression import expression
from mcvocab.model import IRI, MCV, XSD, Blank, Literal, Term

if TYPE_CHECKING:
    from fractions import Fraction

    from mcvocab.engine.data import Data
    from mcvocab.engine.declaration import Declaration, Factory
    from mcvocab.engine.results import Results

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_IN_SCHEME: Final = IRI(_SKOS + "inScheme")
_BESIDE: Final = tuple(IRI(_SKOS + name) for name in ("closeMatch", "broadMatch", "narrowMatch"))
_NAME: Final = IRI("https://schema.org/name")
_ORGANISATIONS: Final = tuple(
    IRI(MCV + name) for name in ("provider", "awardingBody", "creditRatingBody", "platform")
)

_Fault: TypeAlias = "Callable[[Data, Term, Term, Collection[Term]], bool]"
"""Whether a value of a focus node is at fault, given all its values."""


def _mcv(name: str) -> IRI:
    return IRI(MCV + name)


def _constraint(declared: Declaration, fault: _Fault) -> Constraint:
    def report(data: Data, focus: Term, values: Collection[Term], results: Results) -> None:
        for value in values:
            if fault(data, focus, value, values):
                results.append(declared.shape.result(declared.component, focus, value))

    return pointed(report)


# --- amounts ----------------------------------------------------------------------------------------


def _number(term: Term) -> Fraction | None:
    found = meaning(term.lexical, term.datatype) if isinstance(term, Literal) else None
    if not isinstance(found, Meaning) or found.kind != "number":
        return None
    from fractions import Fraction  # many records give no amounts

    try:
        return Fraction(found.value)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None  # not a number, or without end


def _numbers(data: Data, term: Term, predicate: IRI) -> list[Fraction]:
    found = (_number(value) for value in data.objects(term, predicate))
    return [number for number in found if number is not None]


def _tolerance(declared: Declaration) -> Fraction:
    number = _number(declared.value)
    if number is None:
        raise declared.error("must be a number, such as 0.2")
    return number


def workload_tolerance(declared: Declaration) -> Constraint:
    """``mcv:workloadTolerance``: each amount of credit stands for about as many hours as the record says."""
    tolerance = _tolerance(declared)

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        points = [number for number in _numbers(data, value, _mcv("points")) if number > 0]
        workloads = [number for number in _numbers(data, focus, _mcv("workload")) if number > 0]
        systems = data.objects(value, _mcv("creditSystem"))
        return any(
            hours < point * least * (1 - tolerance) or hours > point * most * (1 + tolerance)
            for point, hours, system in product(points, workloads, systems)
            for least in _numbers(data, system, _mcv("hoursPerCreditMinimum"))
            for most in _numbers(data, system, _mcv("hoursPerCreditMaximum"))
        )

    return _constraint(declared, fault)


def credits_tolerance(declared: Declaration) -> Constraint:
    """``mcv:creditsTolerance``: amounts of credit in two systems are about the same size."""
    tolerance = _tolerance(declared)

    def amounts(data: Data, value: Term) -> Iterator[tuple[str, Fraction, Fraction]]:
        for system in data.objects(value, _mcv("creditSystem")):
            if isinstance(system, IRI):
                sizes = _numbers(data, system, _mcv("creditsPerEcts"))
                for points, size in product(_numbers(data, value, _mcv("points")), sizes):
                    if points > 0:
                        yield system, points, size

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        others = [amount for other in values for amount in amounts(data, other)]
        return any(
            points * other_size > other_points * size * (1 + tolerance)
            or other_points * size > points * other_size * (1 + tolerance)
            for system, points, size in amounts(data, value)
            for other_system, other_points, other_size in others
            if system < other_system
        )

    return _constraint(declared, fault)


def credit_within(declared: Declaration) -> Constraint:
    """``mcv:creditWithin``: no amount of credit of the focus node is larger than the one that a value leads to."""
    other = declared.iri()

    def amounts(data: Data, holder: Term, predicate: IRI) -> Iterator[tuple[Fraction, Term]]:
        for credit in data.objects(holder, predicate):
            yield from product(_numbers(data, credit, _mcv("points")), data.objects(credit, _mcv("creditSystem")))

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        return any(
            (points > most)
            if system == limit_system
            else any(
                points * limit_size > most * size
                for size in _numbers(data, system, _mcv("creditsPerEcts"))
                for limit_size in _numbers(data, limit_system, _mcv("creditsPerEcts"))
            )
            for most, limit_system in amounts(data, value, other)
            for points, system in amounts(data, focus, _mcv("credit"))
        )

    return _constraint(declared, fault)


# --- levels -----------------------------------------------------------------------------------------


def levels_agree(declared: Declaration) -> Constraint | None:
    """``mcv:levelsAgree``: levels of two frameworks stand side by side wherever the two are compared at all."""
    if not declared.true():
        return None

    def frameworks(data: Data, level: Term) -> Collection[Term]:
        return data.objects(level, _IN_SCHEME) if data.objects(level, _mcv("levelNumber")) else ()

    def beside(data: Data, level: Term) -> set[Term]:
        return {other for predicate in _BESIDE for other in data.objects(level, predicate)}

    def compared(data: Data, level: Term, framework: Term) -> bool:
        return any(framework in data.objects(other, _IN_SCHEME) for other in beside(data, level))

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        return any(
            own != others and (compared(data, value, others) or compared(data, other, own))
            for other in values
            if isinstance(value, IRI) and isinstance(other, IRI) and value < other
            if other not in beside(data, value) and value not in beside(data, other)
            for own, others in product(frameworks(data, value), frameworks(data, other))
        )

    return _constraint(declared, fault)


def level_not_above(declared: Declaration) -> Constraint:
    """``mcv:levelNotAbove``: of the focus node's levels of a framework, one is no higher than a value leads to."""
    other = declared.iri()

    def numbers(data: Data, focus: Term, framework: Term) -> list[Fraction]:
        levels = [
            *data.objects(focus, _mcv("level")),
            *(
                level
                for credit in data.objects(focus, _mcv("credit"))
                for level in data.objects(credit, _mcv("level"))
            ),
        ]
        of_framework = [level for level in levels if framework in data.objects(level, _IN_SCHEME)]
        return [number for level in of_framework for number in _numbers(data, level, _mcv("levelNumber"))]

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        return any(
            own and min(own) > most
            for limit in data.objects(value, other)
            for most in _numbers(data, limit, _mcv("levelNumber"))
            for framework in data.objects(limit, _IN_SCHEME)
            if (own := numbers(data, focus, framework))
        )

    return _constraint(declared, fault)


# --- dates ------------------------------------------------------------------------------------------

_DAY = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(term: Term) -> str | None:
    """The first ten characters of a date, which sort as days do."""
    if isinstance(term, Literal) and term.datatype == XSD + "date" and _DAY.match(term.lexical):
        return term.lexical[:10]
    return None


def not_after(declared: Declaration) -> Constraint:
    """``mcv:notAfter``: each date is no later than another date of the focus node."""
    other = declared.iri()

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        day = _day(value)
        limits = [limit for term in data.objects(focus, other) if (limit := _day(term)) is not None]
        return day is not None and any(day > limit for limit in limits)

    return _constraint(declared, fault)


def months_old_at_most(declared: Declaration) -> Constraint:
    """``mcv:monthsOldAtMost``: each date lies at most so many months before the reference date."""
    most = declared.number()

    def count(day: str, months: int = 0) -> int:
        return (int(day[:4]) * 12 + int(day[5:7]) + months) * 100 + int(day[8:])

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        day = _day(value)
        todays = [today for term in data.objects(focus, _mcv("asOf")) if (today := _day(term)) is not None]
        return day is not None and any(count(day, most) < count(today) for today in todays)

    return _constraint(declared, fault)


# --- brands -----------------------------------------------------------------------------------------


def owner_named(declared: Declaration) -> Constraint | None:
    """``mcv:ownerNamed``: where a value is somebody's brand, an organisation of the focus node is its owner."""
    if not declared.true():
        return None

    def names(data: Data, focus: Term) -> list[str]:
        return [
            _text(name).lower()
            for role in _ORGANISATIONS
            for organisation in data.objects(focus, role)
            for name in data.objects(organisation, _NAME)
            if not isinstance(name, Blank)
        ]

    def fault(data: Data, focus: Term, value: Term, values: Collection[Term]) -> bool:  # noqa: ARG001
        owners = [_text(owner).lower() for owner in data.objects(value, _mcv("brandOwner"))]
        return bool(owners) and not any(owner in name for owner in owners for name in names(data, focus))

    return _constraint(declared, fault)


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else str(term)


COMPONENTS: dict[IRI, Factory] = {
    _mcv("WorkloadToleranceConstraintComponent"): workload_tolerance,
    _mcv("CreditsToleranceConstraintComponent"): credits_tolerance,
    _mcv("CreditWithinConstraintComponent"): credit_within,
    _mcv("LevelsAgreeConstraintComponent"): levels_agree,
    _mcv("LevelNotAboveConstraintComponent"): level_not_above,
    _mcv("NotAfterConstraintComponent"): not_after,
    _mcv("MonthsOldAtMostConstraintComponent"): months_old_at_most,
    _mcv("OwnerNamedConstraintComponent"): owner_named,
}
