"""Random records: sound ones that no rule has anything against, and defective ones that break every rule there is."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from mcvocab.engine.datatypes import well_formed
from mcvocab.graph import graph
from mcvocab.interpreter import Interpreter
from mcvocab.judges import ENGINES, Judge
from mcvocab.mapping import Mapper
from mcvocab.model import Graph, Literal, Node, Term
from mcvocab.raw import Row
from mcvocab.readers import read
from mcvocab.sampler import Sample, Sampler
from mcvocab.sampler.writing import WRITERS, Wording, json_lines
from mcvocab.standard import UnknownProfileError
from mcvocab.store import load

if TYPE_CHECKING:
    from mcvocab.sampler.layout import Tree

AS_OF = "2026-01-15"
VOCABULARY, STANDARD = load()
# Rules that no defect tried here breaks, each with the reason.
NEVER_BROKEN: dict[str, str] = {}


def sampler(*profiles: str, seed: int = 1, defects: float = 0.0, flat: bool = False) -> Sampler:
    return Sampler(VOCABULARY, STANDARD, profiles=profiles, seed=seed, defects=defects, as_of=AS_OF, flat=flat)


@pytest.fixture(scope="module")
def core() -> tuple[Sampler, list[Sample]]:
    made = sampler(defects=0.4)
    return made, list(made.samples(300))


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_sound_records_have_no_finding_of_warning_or_worse(profile: str) -> None:
    made = sampler(profile)
    for sample in made.samples(150):
        assert made.faults(sample) == [], sample.tree
        assert not sample.broken


@pytest.mark.parametrize("profile", STANDARD.profiles)
def test_every_rule_with_a_shape_can_be_broken_and_is_before_long(profile: str) -> None:
    held = {code for name in STANDARD.with_extended([profile]) for code in STANDARD.profiles[name].rules}
    rules = [STANDARD.rules[code] for code in sorted(held)]
    shaped = {rule.code for rule in rules if rule.iri in STANDARD.shapes and not rule.reading}
    made = sampler(profile, defects=1.0)
    assert set(made.unbroken()) == shaped & set(NEVER_BROKEN)
    broken: Counter[str] = Counter()
    for sample in made.samples(12 * len(shaped)):
        assert sample.broken, sample.defects
        assert 1 <= len(sample.defects) <= 3
        broken.update(sample.broken)
    assert shaped - set(broken) == shaped & set(NEVER_BROKEN)


def test_the_share_of_defects_is_as_asked() -> None:
    samples = sampler("qaa-2022", defects=0.4).samples(1_000)
    assert sum(1 for sample in samples if sample.broken) == pytest.approx(0.4 * 1_000, rel=0.1)
    assert not any(sample.broken for sample in sampler().samples(50))


def test_records_are_varied(core: tuple[Sampler, list[Sample]]) -> None:
    made, samples = core
    sound = [sample.tree for sample in samples if not sample.defects]
    for field in made.layout.leaves:
        chain = (*made.layout.chain(field), field.key)
        given = [tree for tree in sound if next(made.layout.values(tree, chain), None) is not None]
        assert given, f"{field.key} is never filled"
    assert {len(tree.get("offering", ())) for tree in sound} >= {0, 1, 2}
    assert {len(tree["learningOutcome"]) for tree in sound} >= {1, 2, 3}
    titles = [term for tree in sound for term in tree["title"] if isinstance(term, Literal)]
    tags = {term.language for term in titles}
    assert tags >= {None, "en", "en-GB"}
    assert tags & {"de", "es", "fr"}
    assert len({term.lexical for term in titles}) > 50
    assert len({frozenset(made.layout.routes(tree)[0]) for tree in sound}) > 5


def test_the_same_seed_gives_the_same_records_and_another_gives_others() -> None:
    first, again, other = (
        list(made.samples(12)) for made in (sampler(defects=0.5), sampler(defects=0.5), sampler(seed=2, defects=0.5))
    )
    assert first == again
    assert first != other


def test_a_longer_run_starts_like_a_shorter_one() -> None:
    assert list(islice(sampler(defects=0.5).samples(), 20)) == list(sampler(defects=0.5).samples(20))


def test_no_two_records_name_themselves_alike(core: tuple[Sampler, list[Sample]]) -> None:
    made, samples = core
    nodes = [made.layout.node(sample.tree, sample.number) for sample in samples]
    assert len(set(nodes)) == len(nodes)


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(UnknownProfileError, match="no profile “hubb”"):
        sampler("hubb")


# --- ways out ---------------------------------------------------------------------------------------


def described(found: Graph, node: Node, within: tuple[Node, ...] = ()) -> object:
    """What a graph says below a node, whatever its blank nodes are called."""

    def named(term: Term) -> object:
        inside = not isinstance(term, Literal) and term in found and term not in within
        return described(found, term, (*within, node)) if inside else repr(term)  # type: ignore[arg-type]

    return sorted((name, sorted(map(repr, map(named, terms)))) for name, terms in found[node].items() if terms)


def broken_by(judge: Judge, found: Graph) -> list[str]:
    return sorted(STANDARD.code(result.shape, result.component) or "" for result in next(judge.judge([found])))


def test_json_lines_are_read_back_as_the_same_records_and_judged_alike(core: tuple[Sampler, list[Sample]]) -> None:
    made, samples = core
    wording, judge = Wording(made.layout), ENGINES["exact"](STANDARD, made.profiles)
    interpreter = Interpreter(VOCABULARY, Mapper(VOCABULARY))
    (document,) = read("x.jsonl", "".join(json_lines(made, samples)).encode())
    rows = [row for row in document.rows() if isinstance(row, Row)]  # type: ignore[union-attr]
    assert len(rows) == len(samples)
    alike: Counter[bool] = Counter()
    for sample, row in zip(samples, rows, strict=True):
        said = wording.faithful(sample.tree)
        assert said or sample.defects, "a sound record can be said in full"
        if said:
            record = interpreter.interpret(row, document.source).record  # type: ignore[union-attr]
            again = graph(record, VOCABULARY.fields, AS_OF)
            own = made.graph(sample)
            assert described(again, record.node) == described(own, made.layout.node(sample.tree, sample.number))
            assert broken_by(judge, again) == broken_by(judge, own)
            alike[bool(sample.broken)] += 1
    assert alike[True] > 0.5 * sum(1 for sample in samples if sample.broken)


@pytest.mark.parametrize("form", WRITERS)
def test_sound_files_are_checked_without_a_warning(form: str, tmp_path: object) -> None:
    from mcvocab.checker import Checker, Options

    path = tmp_path / f"made-up.{form}"  # type: ignore[operator]
    made = sampler(flat=form == "csv", seed=3)
    path.write_text("".join(WRITERS[form](made, made.samples(300))), encoding="utf-8")
    report = Checker(VOCABULARY, STANDARD, Options(as_of=AS_OF)).check(str(path))
    assert report.summary.records == report.summary.conforming == 300
    assert report.summary.warning == 0
    assert {finding.severity.word for finding in report.findings} <= {"info"}


def test_turtle_says_what_the_graph_says(core: tuple[Sampler, list[Sample]]) -> None:
    rdflib = pytest.importorskip("rdflib")
    from mcvocab.graph import AS_OF as REFERENCE
    from mcvocab.light import light

    made, samples = core
    for sample in [sample for sample in samples if not sample.defects][:40]:
        parsed = light(rdflib.Graph().parse(data="".join(WRITERS["ttl"](made, [sample])), format="turtle"))
        own = made.graph(sample)
        node = made.layout.node(sample.tree, sample.number)
        del own[node][REFERENCE]
        mentioned = {term for rows in parsed.values() for terms in rows.values() for term in terms}
        (root,) = [node for node in parsed if node not in mentioned]
        assert described(parsed, root) == described(own, node)


def test_turtle_of_any_defect_can_be_parsed(core: tuple[Sampler, list[Sample]]) -> None:
    made, samples = core
    (document,) = read("x.ttl", "".join(WRITERS["ttl"](made, samples[:300])).encode())
    assert not [row for row in document.rows() if not isinstance(row, Row) and row.code == "turtle-malformed"]  # type: ignore[union-attr]


def test_graphs_for_comparing_engines_hold_what_no_file_could_say() -> None:
    made = sampler(defects=1.0)
    found = list(made.graphs(400))
    terms = [term for one in found for rows in one.values() for values in rows.values() for term in values]
    ill_typed = {
        term.datatype.rsplit("#")[-1] for term in terms if isinstance(term, Literal) and not well_formed(term)
    }
    assert ill_typed >= {"date", "decimal"}
    assert len(ill_typed) > 4
    assert any(node in rows.get(name, ()) for one in found for node, rows in one.items() for name in rows), "loops"
    assert any(node in VOCABULARY.concepts for one in found for node in one), "says something of a concept"
    judge = ENGINES["exact"](STANDARD, made.profiles)
    assert 250 < sum(1 for results in judge.judge(found) if results) < 400, "some changes only come near a limit"


@pytest.mark.usefixtures("usual_collector")
def test_making_more_records_takes_no_more_room() -> None:
    import tracemalloc

    made = sampler("qaa-2022", defects=0.2)
    lines = json_lines(made, made.samples())

    def grown(number: int) -> int:
        tracemalloc.start()
        for _ in islice(lines, number):
            pass
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return held

    grown(1_600)  # by then nearly all look-ups that are held are held; one more may be, but not every time
    assert min(grown(800) for _ in range(3)) < 2_000_000


def trees(tree: Tree) -> list[Tree]:
    return [
        tree,
        *(inner for members in tree.values() for one in members if isinstance(one, dict) for inner in trees(one)),
    ]


def test_no_record_takes_part_of_another(core: tuple[Sampler, list[Sample]]) -> None:
    """Records share pieces; a defect in one must not spoil the next."""
    made, samples = core
    for sample in samples:
        for tree in trees(sample.tree):
            for key in tree:
                assert key in VOCABULARY.fields
        if not sample.defects:
            assert made.faults(sample) == []
