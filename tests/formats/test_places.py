"""How a table leads from another standard's record to ours."""

from __future__ import annotations

from mcvocab.formats import Formats
from mcvocab.raw import Branch, Leaf
from mcvocab.store import load
from mcvocab.vocabulary import FormatField, FormatTable

FIELDS = load().vocabulary.fields


def branch(**entries: object) -> Branch:
    """A branch of texts, branches and lists of either."""
    pairs = [(key, one) for key, value in entries.items() for one in (value if isinstance(value, list) else [value])]
    return Branch(tuple((key, Leaf(one) if isinstance(one, str) else one) for key, one in pairs))


def row(field: str, path: str, values: str = "", **more: object) -> FormatField:
    steps = []
    for step in path.split():
        name, asks, condition = step.partition("?")
        key, _, wanted = condition.partition("=")
        steps.append((name, key, *wanted.split("|")) if asks else (name,))
    return FormatField(field, tuple(steps), values, **more)  # type: ignore[arg-type]


def translated(record: Branch, *rows: FormatField, **facts: object) -> tuple[list[object], tuple[str, ...]]:
    table = FormatTable("t", "T", fields=rows, **facts)  # type: ignore[arg-type]
    found = Formats({"t": table}, FIELDS).translate(record, table)
    return plain(found.branch), found.unread


def plain(tree: Branch) -> list[object]:
    return [(key, one.meaning or one.text if isinstance(one, Leaf) else plain(one)) for key, one in tree.entries]


def test_fields_of_a_part_stay_in_it_and_others_are_lifted() -> None:
    record = branch(runs=[branch(start="1 May", cost=branch(sum="5"), mode="online"), branch(start="1 June")])
    found, _ = translated(
        record,
        row("offering", "runs"),
        row("startDate", "runs start"),
        row("price", "runs cost"),
        row("priceAmount", "runs cost sum"),
        row("mode", "runs mode"),
    )
    assert found == [
        ("mode", "online"),
        ("offering", [("startDate", "1 May"), ("price", [("priceAmount", "5")])]),
        ("offering", [("startDate", "1 June")]),
    ]


def test_condition_takes_its_things_and_leaves_the_others() -> None:
    record = branch(alignment=[branch(kind="EQF", name="5"), branch(kind="ESCO", name="weld"), branch(name="cut")])
    rows = row("level", "alignment?kind=EQF|QF name"), row("skill", "alignment name")
    assert translated(record, *rows)[0] == [("level", "5"), ("skill", "weld"), ("skill", "cut")]


def test_first_place_counts_where_a_field_holds_one_value() -> None:
    record = branch(short="A", long="B", lang=[Leaf("C", language="en"), Leaf("D", language="gd")])
    rows = row("title", "long"), row("title", "short")
    assert translated(record, *rows)[0] == [("title", "B")]
    assert translated(record, row("title", "lang"), *rows)[0] == [("title", "C"), ("title", "D")]
    assert translated(record, row("level", "long"), row("level", "short"))[0] == [("level", "A"), ("level", "B")]


def test_thing_stands_for_its_name_where_text_is_wanted() -> None:
    thing = branch(note="n", label="Uni")
    assert translated(branch(by=thing), row("subject", "by"), names=("label",))[0] == [("subject", "Uni")]
    assert translated(branch(by=thing), row("subject", "by"))[0] == [("subject", "n")]
    concept = Branch((("label", Leaf("Five")),), node="https://e.org/5")
    assert translated(branch(at=concept), row("level", "at"))[0] == [("level", "https://e.org/5")]


def test_object_of_language_and_text_is_a_text() -> None:
    table = FormatTable("t", "T", texts=(("lang", "text"),), fields=(row("title", "name"),))
    record = branch(name=[branch(lang="en", text="A"), branch(lang="gd", text="B")])
    found = Formats({"t": table}, FIELDS).translate(record, table).branch.entries
    assert [(one.text, one.language) for _, one in found if isinstance(one, Leaf)] == [("A", "en"), ("B", "gd")]


def test_values_are_completed_cut_implied_and_looked_up() -> None:
    record = branch(level="5", scheme="EQF", mail="mailto:a@e.org", tongue="en-GB", points="3", mode="Web")
    found, _ = translated(
        record,
        row("level", "level", "{scheme} {}"),
        row("contactEmail", "mail", "-mailto:"),
        row("language", "tongue", "{tag}"),
        row("creditPoints", "points"),
        row("creditSystem", "points", "=ECTS"),
        row("mode", "mode", "https://e.org/", meanings={"web": "https://e.org/online"}),
    )
    assert found == [
        ("level", "EQF 5"),
        ("contactEmail", "a@e.org"),
        ("language", "en"),
        ("creditPoints", "3"),
        ("creditSystem", "ECTS"),
        ("mode", "https://e.org/online"),
    ]


def test_what_no_row_names_is_told_once_and_what_is_only_written_is_not_read() -> None:
    record = branch(name="A", extra=["x", "y"], blank=" ", known="k", more="m", deep=branch(a="b"))
    rows = row("title", "name"), row("", "known"), row("description", "more", direction="write")
    assert translated(record, *rows) == ([("title", "A")], ("extra", "deep"))


def test_same_thing_said_again_is_one_thing() -> None:
    record = branch(org=[branch(name="Uni"), branch(name="Uni"), branch(name="College")])
    rows = row("provider", "org"), row("providerName", "org name")
    found = translated(record, *rows)[0]
    assert found == [("provider", [("providerName", "Uni")]), ("provider", [("providerName", "College")])]


def test_what_is_said_beside_an_achievement_goes_into_it() -> None:
    record = branch(badge=branch(name="A"), issuer="Uni", day="1 May")
    rows = (
        row("achievement", "badge"),
        row("title", "badge name"),
        row("providerName", "issuer"),
        row("issued", "day"),
    )
    found = translated(record, *rows, kind="award")[0]
    assert found == [("achievement", [("title", "A"), ("providerName", "Uni")]), ("issued", "1 May")]


def test_surest_table_recognises_first_and_values_of_keys_count() -> None:
    loose = FormatTable("loose", "L", keys=(("id",),))
    sure = FormatTable("sure", "S", keys=(("id",), ("kind|sort", "course")))
    formats = Formats({"loose": loose, "sure": sure}, FIELDS)
    assert formats.recognise(branch(id="1", sort="course", x="y")) == sure
    assert formats.recognise(branch(id="1", sort="degree")) == loose
    assert formats.recognise(branch(sort="course")) is None
    assert formats.of_headings(["x", "id"]) == loose


def test_type_and_address_of_a_thing_can_be_values() -> None:
    record = Branch((("who", Branch((("name", Leaf("A")),), node="https://e.org/1")),), types=("x:Badge", "x:Other"))
    rows = row("credentialType", "a?a=x:Badge"), row("learnerIdentifier", "who @id")
    assert translated(record, *rows)[0] == [("credentialType", "x:Badge"), ("learnerIdentifier", "https://e.org/1")]


def test_address_of_a_thing_that_is_described_elsewhere_is_known() -> None:
    record = Branch((("who", Leaf("https://e.org/1", kind="iri")),))
    rows = row("provider", "who"), row("providerName", "who name"), row("providerIdentifier", "who @id")
    assert translated(record, *rows) == ([("provider", [("providerIdentifier", "https://e.org/1")])], ())
    assert translated(branch(who="Harbour School"), *rows)[0] == [("provider", "Harbour School")]


def test_condition_on_a_text_takes_that_text_alone() -> None:
    rows = row("provisionRoute", "free?=true", "=non-credit"), row("", "free")
    assert translated(branch(free="true"), *rows) == ([("provisionRoute", "non-credit")], ())
    assert translated(branch(free="false"), *rows) == ([], ())


def test_value_that_a_list_does_not_tell_of_may_be_passed_over() -> None:
    rows = [
        row("level", "stage", "https://x/#", meanings={"associate_degree": "urn:short"}, direction=direction)
        for direction in ("known", "read")
    ]
    for written in ("associate_degree", "associate degree", "Associate-Degree"):
        assert translated(branch(stage=written), rows[0])[0] == [("level", "urn:short")]
    assert translated(branch(stage="undivided"), rows[0]) == ([], ())
    assert translated(branch(stage="undivided"), rows[1])[0] == [("level", "undivided")]
