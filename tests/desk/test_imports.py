"""Spreadsheets come in: every row is proposed or named, counts balance, and our own export changes nothing."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import PASSWORD
from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, an_act, an_actor, an_assessment
from qalqan.desk.imports.carrying_out import carry_out
from qalqan.desk.imports.mapping import Mapping, mapping_from, mapping_with, targets
from qalqan.desk.imports.planning import Plan, planned
from qalqan.desk.imports.reading import Sheet, read_sheets, sheet_of
from qalqan.desk.imports.sheets import sheets_of
from qalqan.desk.shapes import SHAPES
from qalqan.errors import CannotRead, NotAllowed, WrongCall
from qalqan.followup.actions import decide
from qalqan.followup.models import Recommendation
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.publishing.exports import readable, written
from qalqan.review.models import Candidate
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account, Circle, LogEntry

TITLE = "Recommendations of the second cycle"
CSV = (
    b"Recommendation,State under Review,Recommending State,Response,Issues,Remark\r\n"
    b"Release the lawyer Dana Omarova,Kazakhstan,Ruritania,accepted,Torture,a\r\n"
    b'"Amend the law, and\nrepeal article 5",KGZ; TJK,Freedonia,Noted,,b\r\n'
    b"Do something,Atlantis,Ruritania,,,c\r\n"
    b",Kazakhstan,Ruritania,,,d\r\n"
)


def read(data: bytes, format: str = "csv") -> tuple[Sheet, ...]:
    """What the process without keys would read; here in this one, because starting it takes long."""
    found = (sheet_of(one["name"], one["rows"]) for one in sheets_of(data, format))
    return tuple(one for one in found if one is not None)


def plan_of(data: bytes, account: Account, mapping: Mapping | None = None, format: str = "csv") -> Plan:
    plan = planned(read(data, format), mapping or mapping_with("", title=TITLE), account, format)
    assert sum(plan.counts.values()) == len(plan.rows)
    return plan


def test_rows_become_proposals_that_wait_and_each_refused_row_is_named(db: None, account: Account) -> None:
    plan = plan_of(CSV, account)
    assert plan.counts == {"proposed": 2, "already": 0, "held": 0, "differs": 0, "refused": 2}
    refused = {row.number: row.why for row in plan.of("refused")}
    assert "Atlantis" in refused[4] and "no words" in refused[5]
    assert plan.unused == {"": ("Remark",)}
    assert not Candidate.objects.exists()  # planning writes nothing
    assert carry_out(plan, CSV, "upr.csv", account) == 2
    first, second = Candidate.objects.order_by("start")
    assert (first.exact, first.origin, first.kind) == (
        "Release the lawyer Dana Omarova", "import:csv/1", "recommendation",
    )  # fmt: skip
    assert first.fields["countries"] == ["KAZ"] and second.fields["countries"] == ["KGZ", "TJK"]
    assert (first.fields["response"], first.fields["issuers"]) == ("supported", ["Ruritania"])
    assert (first.level, first.text.work.title) == ("team", TITLE)
    for one in (first, second):
        assert one.text.body[one.start : one.end] == one.exact
    assert {country.code for country in first.text.work.countries.all()} == {"KAZ", "KGZ", "TJK"}
    entry = LogEntry.objects.latest("seq")
    assert (entry.verb, entry.purpose, entry.object_id) == ("imported", "csv:2", first.text.copy.permanent_id)


def test_an_imported_row_is_admitted_like_any_other_and_is_found(db: None, account: Account) -> None:
    carry_out(plan_of(CSV, account), CSV, "upr.csv", account)
    review, entry = decide(Candidate.objects.order_by("start")[0], "accepted", account)
    assert isinstance(entry, Recommendation)
    assert (entry.exact, entry.method) == ("Release the lawyer Dana Omarova", "import:csv/1")
    assert [hit.work.title for hit in engine.search("lawyer", account).hits] == [TITLE]


def test_importing_the_same_file_again_changes_nothing(db: None, account: Account) -> None:
    carry_out(plan_of(CSV, account), CSV, "upr.csv", account)
    before = (Candidate.objects.count(), Work.objects.count(), LogEntry.objects.count())
    plan = plan_of(CSV, account)
    assert (plan.counts["proposed"], plan.counts["already"]) == (0, 2)
    assert carry_out(plan, CSV, "upr.csv", account) == 0
    assert (Candidate.objects.count(), Work.objects.count(), LogEntry.objects.count()) == before


def test_of_a_file_that_grew_only_the_new_rows_are_proposed(db: None, account: Account) -> None:
    carry_out(plan_of(CSV, account), CSV, "upr.csv", account)
    grown = CSV + b"Close the colony,Kazakhstan,Ruritania,,,e\r\n" * 2
    plan = plan_of(grown, account)
    assert plan.counts == {"proposed": 1, "already": 3, "held": 0, "differs": 0, "refused": 2}
    assert carry_out(plan, grown, "upr.csv", account) == 1


def a_full_record(account: Account) -> Text:
    text = a_text("The court must release the lawyer Dana Omarova.\n\nParliament should withdraw the draft law.")
    asked = a_recommendation(text)
    an_assessment(a_clause(asked, text), text)
    an_act(text, a_case(), victim=an_actor("Dana Omarova", "person", "Дана Омарова"))
    a_step(text, a_process())
    return text


@pytest.mark.parametrize("format", ["csv", "xlsx", "huridocs", "upr", "upr-xlsx"])
def test_our_own_export_changes_nothing(db: None, account: Account, format: str) -> None:
    a_full_record(account)
    content = written(readable(account), format)
    files = [content]
    if format == "csv":
        packed = zipfile.ZipFile(io.BytesIO(content))
        files = [packed.read(name) for name in packed.namelist()]
    before = LogEntry.objects.count()
    seen = 0
    for data in files:
        plan = plan_of(data, account, format="csv" if format in ("csv", "upr") else "xlsx")
        assert plan.counts["held"] == len(plan.rows), list(plan.of("refused", "differs", "proposed", "already"))
        assert carry_out(plan, data, "record", account) == 0
        seen += len(plan.rows)
    assert seen > 0
    assert LogEntry.objects.count() == before and not Candidate.objects.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_characters="\x00"), max_size=12), min_size=1, max_size=4))
def test_our_own_export_changes_nothing_whatever_its_cells_hold(db: None, account: Account, words: list[str]) -> None:
    Recommendation.objects.all().delete()
    text = a_text()
    for one in words:
        clean = one.encode("utf-8", "replace").decode()
        a_recommendation(text, group=clean, issuers=[clean], countries=[])
    told = readable(account)
    for format in ("csv", "xlsx"):
        plan = plan_of(written(told, format, "recommendations"), account, format=format)
        assert plan.counts["held"] == len(words) == len(plan.rows), list(plan.rows)


def test_a_row_of_our_export_that_was_edited_is_named_and_left(db: None, account: Account) -> None:
    a_full_record(account)
    table = written(readable(account), "csv", "recommendations").replace(b"To the authorities", b"To nobody")
    plan = plan_of(table, account)
    [row] = plan.of("differs")
    assert "group" in row.why
    assert carry_out(plan, table, "a.csv", account) == 0
    assert Recommendation.objects.get().group == "To the authorities"


def test_what_is_hidden_and_what_never_was_are_refused_in_the_same_words(db: None, account: Account) -> None:
    hidden = a_recommendation(a_text(), circle=Circle.objects.create(code="apart", name="Apart"))
    data = f"id,exact\r\n{hidden.permanent_id},x\r\n{'a' * 26},x\r\n".encode()
    a_full_record(account)
    first, second = plan_of(data, account).rows
    assert (first.what, first.why) == (second.what, second.why) == ("refused", first.why)


def test_who_may_not_add_gets_nothing_in(db: None, account: Account) -> None:
    plan = plan_of(CSV, account)
    for roles in (["reader"], ["verifier"], ["publisher"], ["operator"]):
        person = make_account(roles[0], PASSWORD, roles=roles, level="sealed")
        with pytest.raises(NotAllowed):
            planned(read(CSV), Mapping(constants={"title": TITLE}), person, "csv")
        with pytest.raises(NotAllowed):
            carry_out(plan, CSV, "upr.csv", person)
    assert not Candidate.objects.exists()


ACTS = """Слова;Пострадавшая;Вид действия;Дата;Страна;Издание
Адвокат Дана Омарова задержана;Дана Омарова;DENIED-COUNSEL;03.07.2014;Казахстан;Заявление
Её не пустили к подзащитному;Дана Омарова;нет такого;2014;Казахстан;Заявление
Когда-то;;DENIED-COUNSEL;32.07.2014;Казахстан;Заявление
"""


def test_a_mapping_says_what_the_columns_are_in_any_language(db: None, account: Account) -> None:
    mapping = mapping_from(
        "kind: act\ncolumns: {title: Издание, words: Слова}\nconstants: {victims.kind: person, hedge: сообщается}\n"
    )
    data = ACTS.encode("cp1251")
    plan = plan_of(data, account, Mapping(mapping.kind, mapping.columns, {"victims.kind": "person", "language": "ru"}))
    assert plan.counts["proposed"] == 1
    why = {row.number: row.why for row in plan.of("refused")}
    assert "нет такого" in why[3] and "32.07.2014" in why[4]
    carry_out(plan, data, "acts.csv", account)
    held = Candidate.objects.get()
    assert held.fields["victims"] == [{"name": "Дана Омарова", "role": None, "kind": "person", "count": None}]
    assert held.fields["date"] == {"edtf": "2014-07-03", "basis": "printed"}
    assert (held.fields["type"], held.text.language) == ("DENIED-COUNSEL", "ru")
    _, act = decide(held, "accepted", account)
    assert act is not None and act.involvements.get().actor.name == "Дана Омарова"  # type: ignore[attr-defined]


def test_a_step_is_refused_where_its_process_has_no_such_stage(db: None, account: Account) -> None:
    data = b"words,process,subject,stage,country,title\na,bill,Law,signed,KAZ,T\nb,bill,Law,detained,KAZ,T\n"
    plan = plan_of(data, account, Mapping("step"))
    assert [row.what for row in plan.rows] == ["proposed", "refused"]
    assert "detained" in plan.rows[1].why


@pytest.mark.parametrize("kind", ["recommendation", "act", "pattern", "step", "provision", "standard", "situation"])
def test_a_proposal_has_every_field_of_its_kind(db: None, account: Account, kind: str) -> None:
    data = b"words,title,process,stage,subject\nSomething is said,T,bill,signed,Law\n"
    plan = plan_of(data, account, Mapping(kind))
    [row] = plan.of("proposed")
    assert row.proposal is not None
    assert set(row.proposal.fields) == {shape.name for shape in SHAPES[kind]} <= set(targets(kind))
    carry_out(plan, data, "a.csv", account)
    if kind not in ("act", "pattern"):  # an act of no type is for a person to say
        decide(Candidate.objects.get(), "accepted", account)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("kind: rumour", "rumour"),
        ("columns: {wrds: Text}", "wrds"),
        ("colums: {}", "nothing else"),
        ("columns: [a]", "one a line"),
        ("a: [", "no YAML"),
        ("just words", "nothing else"),
    ],
)
def test_a_wrong_mapping_is_told_in_one_sentence(said: str, about: str) -> None:
    with pytest.raises(WrongCall, match=about):
        mapping_from(said)


def test_rows_without_a_publication_and_doubled_columns_are_refused(db: None, account: Account) -> None:
    assert "publication" in plan_of(b"words\nabc\n", account, Mapping()).rows[0].why
    doubled = plan_of(b"words,words,title\na,b,T\n", account, Mapping())
    assert "“words”" in doubled.rows[0].why


def workbook(rows: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_made_elsewhere_is_read_with_its_days_numbers_and_gaps() -> None:
    from datetime import datetime

    data = workbook([["words", None, "when", "n"], ["Ўзбек", None, datetime(2014, 7, 3), 5], [], ["b", "", 2.5, True]])
    [sheet] = read(data, "xlsx")
    assert sheet.header[:4] == ("words", "", "when", "n")
    assert [(number, row) for number, row in sheet.rows] == [
        (2, ("Ўзбек", "", "2014-07-03", "5")),
        (4, ("b", "", "2.5", "yes")),
    ]


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    [sheet] = read_sheets(CSV, "csv", "upr.csv")
    assert len(sheet.rows) == 4 and sheet.rows[1][1][0] == "Amend the law, and\nrepeal article 5"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 not a zip", b"", b"\xff\xfe", zipfile.__name__.encode() * 3],
    ids=["zip", "empty", "bom", "text"],
)
def test_a_damaged_workbook_is_told_in_one_sentence(data: bytes) -> None:
    with pytest.raises(CannotRead):
        read_sheets(data, "xlsx", "a.xlsx")


def test_another_format_is_named() -> None:
    with pytest.raises(WrongCall, match="ods"):
        read_sheets(b"", "ods", "a.ods")
