"""Spreadsheets come in: every row is proposed or named, counts balance, and our own export changes nothing."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import PASSWORD
from makers import (
    a_case,
    a_clause,
    a_process,
    a_provision,
    a_recommendation,
    a_step,
    a_text,
    an_act,
    an_actor,
    an_assessment,
)
from qalqan.desk.imports.carrying_out import carry_out
from qalqan.desk.imports.mapping import Mapping, mapping_from, mapping_with, targets
from qalqan.desk.imports.planning import Plan, planned
from qalqan.desk.imports.reading import Sheet, read_sheets, sheet_of
from qalqan.desk.imports.sheets import sheets_of
from qalqan.desk.shapes import SHAPES
from qalqan.errors import CannotRead, NotAllowed, WrongCall
from qalqan.followup.actions import decide, raise_with
from qalqan.followup.models import Clause, Recommendation
from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.publishing.exports import FORMATS, readable, written
from qalqan.record.actions import (
    Words,
    count,
    mark_done,
    measure,
    name_funder,
    record_intervention,
    record_treaty_action,
    set_duty,
)
from qalqan.record.models import Actor, Evidence, Threshold, TreatyAction
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
    assert plan.counts == {"proposed": 2, "joined": 0, "already": 0, "held": 0, "differs": 0, "refused": 2}
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
    assert plan.counts == {"proposed": 1, "joined": 0, "already": 3, "held": 0, "differs": 0, "refused": 2}
    assert carry_out(plan, grown, "upr.csv", account) == 1


def a_full_record(account: Account) -> Text:
    text = a_text("The court must release the lawyer Dana Omarova.\n\nParliament should withdraw the draft law.")
    asked = a_recommendation(text)
    an_assessment(a_clause(asked, text), text)
    an_act(text, a_case(), victim=an_actor("Dana Omarova", "person", "Дана Омарова"))
    a_step(text, a_process())
    return text


# How each format that is written is read again; what leads nowhere back is said in the manual.
READ_AS = {
    "csv": "csv", "xlsx": "xlsx", "json": "json", "ftm": "ftm", "huridocs": "xlsx", "huridocs-csv": "csv",
    "upr": "csv", "upr-xlsx": "xlsx",
}  # fmt: skip
NOT_READ = {"ris", "bibtex", "csl-json"}


def test_every_format_that_is_exported_is_imported_or_said_not_to_be() -> None:
    assert set(READ_AS) | NOT_READ == set(FORMATS) and not set(READ_AS) & NOT_READ
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "import-export.md").read_text("utf-8")
    told = manual.partition("Cannot come back")[2].partition("\n\n")[0]
    assert all(f"`{format}`" in told for format in NOT_READ)


@pytest.mark.parametrize("format", READ_AS)
def test_our_own_export_changes_nothing(db: None, account: Account, format: str) -> None:
    a_full_record(account)
    content = written(readable(account), format)
    before = LogEntry.objects.count()
    plan = plan_of(content, account, format=READ_AS[format])
    assert plan.counts["held"] == len(plan.rows) > 0, list(plan.of("refused", "differs", "proposed", "already"))
    assert carry_out(plan, content, "record", account) == 0
    assert LogEntry.objects.count() == before and not Candidate.objects.exists()


@pytest.mark.parametrize("format", ["json", "ftm"])
def test_what_was_changed_in_our_json_is_named_and_left(db: None, account: Account, format: str) -> None:
    a_full_record(account)
    content = written(readable(account), format).replace(b"Dana", b"Dina")
    plan = plan_of(content, account, format=format)
    assert plan.counts["differs"] > 0 and plan.counts["proposed"] == 0
    assert all("name" in row.why or "title" in row.why or "exact" in row.why for row in plan.of("differs"))


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


TREATIES = (
    "words,title,treaty,country,ratification status,date,articles\n"
    "Kazakhstan ratified the Covenant,List,ICCPR,Kazakhstan,ratified,2006-01-24,\n"
    "Atlantis joined,List,ICCPR,Atlantis,acceded,2001,\n"
    "It reserved article 22,List,ICCPR,KGZ,reservation,,art. 22 (2)\n"
    "A law of its own,List,A law of its own,KGZ,ratified,,\n"
    "Nothing was done,List,ICCPR,KGZ,,,\n"
)


def test_a_table_of_ratifications_waits_row_by_row_and_becomes_actions_of_states(db: None, account: Account) -> None:
    plan = plan_of(TREATIES.encode(), account, Mapping("treaty"))
    assert [row.what for row in plan.rows] == ["proposed", "refused", "proposed", "refused", "refused"]
    carry_out(plan, TREATIES.encode(), "treaties.csv", account)
    assert not TreatyAction.objects.exists()  # nothing enters without a person
    for held in Candidate.objects.order_by("start"):
        decide(held, "accepted", account)
    told = {(one.country, one.action, one.day, one.articles) for one in TreatyAction.objects.all()}
    assert told == {("KAZ", "ratified", "2006-01-24", ""), ("KGZ", "reservation", "", "art. 22 (2)")}
    assert all(Evidence.objects.filter(entry=one.permanent_id).exists() for one in TreatyAction.objects.all())
    assert plan_of(TREATIES.encode(), account, Mapping("treaty")).counts["already"] == 2


def test_a_rule_that_counts_comes_with_its_threshold(db: None, account: Account) -> None:
    data = (
        b"words,title,law,country,number,unit,bound,applies to\n"
        b"It needs 400 members,T,Law on Associations,TKM,400,members,at least,a national one\n"
        b"It needs many,T,Law on Associations,TKM,many,members,,\n"
        b"It needs 10,T,Law on Associations,TKM,10,,,\n"
    )
    plan = plan_of(data, account, Mapping("provision"))
    assert [row.what for row in plan.rows] == ["proposed", "refused", "refused"]
    carry_out(plan, data, "rules.csv", account)
    decide(Candidate.objects.get(), "accepted", account)
    [counted] = Threshold.objects.all()
    assert (counted.number, counted.unit, counted.bound, counted.applies_to) == ("400", "members", "at-least", "a national one")  # fmt: skip
    assert counted.provision.instrument.name == "Law on Associations"
    assert Evidence.objects.get(entry=counted.permanent_id).exact == "It needs 400 members"


def everything_kept_by_hand(account: Account) -> None:
    """A treaty action, a threshold, funders, duties done and missed, what other bodies did, a demarche."""
    text = a_text("It needs 400 members. The fund paid. Steppe Watch appealed.")
    words = [Words.at(text, 0, 21)]
    rule = a_provision(text)
    count(rule, "400", "members", "at-least", account, words, applies_to="a national one")
    record_treaty_action("ICCPR", "KAZ", "ratified", account, words, day="2006-01-24")
    name_funder(text.work, "The fund", account, "The fund paid")
    duty = set_duty(an_actor("Steppe Watch", "organisation"), "activity-report", date(2014, 3, 31), "yearly", account, provision=rule)  # fmt: skip
    mark_done(duty, date(2014, 3, 31), date(2014, 3, 20), account, "receipt no. 5")
    case = a_case()
    record_intervention(case, "appeal", "Steppe Watch", account, words)
    measure(an_act(text, case, "SITE-BLOCKED"), "steppe.example", "blocked", account, words, tests=12)
    raise_with(case, "demarche", "Steppe Watch", "the ministry", "2014-05-01", account, "asked", "no answer")


BY_HAND = {
    "treaty-actions",
    "thresholds",
    "funders",
    "duties",
    "duty-days",
    "interventions",
    "demarches",
    "measurements",
}


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_is_kept_by_hand_leaves_with_the_record_and_comes_back_unchanged(
    db: None, account: Account, format: str
) -> None:
    everything_kept_by_hand(account)
    told = readable(account)
    assert {one.name for one in told.tables if one.rows} >= BY_HAND
    data = written(told, format)
    plan = planned(read(data, format), Mapping(), account, format)
    assert set(plan.counts) and plan.counts["held"] == len(plan.rows) == sum(len(one.rows) for one in told.tables)


def test_a_funder_or_a_duty_is_told_to_nobody_who_may_not_see_what_it_hangs_on(db: None, account: Account) -> None:
    everything_kept_by_hand(account)
    Work.objects.update(level="sealed")
    Actor.objects.update(level="sealed")
    told = {one.name: one.rows for one in readable(account).tables}
    assert told["funders"] == told["duties"] == told["duty-days"] == ()


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


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("json", b"{"), ("json", b"[1]"), ("json", b'{"tables": []}'), ("json", b"[" * 100_000), ("ftm", b'{"id": 1}'),
        ("csv", b"PK\x03\x04 no zip"),
    ],
)  # fmt: skip
def test_damaged_json_and_zips_are_told_in_one_sentence(format: str, data: bytes) -> None:
    with pytest.raises(CannotRead, match=r"^[^.]+(\([^)]*\))?[^.]*\.$"):
        sheets_of(data, format)


def test_days_that_a_strict_workbook_writes_out_are_days() -> None:
    from qalqan.desk.imports import sheets

    plain = workbook([["words", "date"], ["a", "X"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as book, zipfile.ZipFile(out, "w") as strict:
        for name in book.namelist():
            content = book.read(name)
            if name.endswith("sheet1.xml"):
                cell = re.search(rb'<c r="B2"[^>]*>.*?</c>', content)
                assert cell is not None
                content = content.replace(cell[0], b'<c r="B2" t="d"><v>2014-07-03T00:00:00</v></c>')
            strict.writestr(name, content)
    [sheet] = sheets.sheets_of(out.getvalue(), "xlsx")
    assert sheet["rows"][1] == ["a", "2014-07-03"]


DEMANDS = b"""Recommendation,Demand,State under Review,Addressees,Response,Paragraph,Document
"Release Dana Omarova and let her see a doctor.",Release Dana Omarova,Kazakhstan,Parliament,accepted,136.1,Report
"Release Dana Omarova and let her see a doctor.",Release Dana Omarova,Kyrgyzstan,the Supreme Court,accepted,136.1,Report
"Release Dana Omarova and let her see a doctor.",let her see a doctor,Kazakhstan,Parliament,accepted,136.1,Report
"Amend the law.",Article 5 should go,Kazakhstan,Parliament,,136.2,Report
,Do it,Kazakhstan,Parliament,,136.3,Report
"Amend the law.",Article 5 should go,Kazakhstan,Parliament,,136.2,Report
"""


def test_demands_come_with_their_recommendation_a_row_for_each_addressee(db: None, account: Account) -> None:
    plan = plan_of(DEMANDS, account, mapping_with("kind: clause\nconstants: {addressees.class: parliament}"))
    assert plan.counts == {"proposed": 3, "joined": 1, "already": 1, "held": 0, "differs": 0, "refused": 1}
    assert "recommendation" in next(plan.of("refused")).why
    assert carry_out(plan, DEMANDS, "demands.csv", account) == 5  # two recommendations and three demands
    release = Candidate.objects.get(exact="Release Dana Omarova", kind="clause")
    assert release.parent is not None and release.parent.exact.startswith("Release Dana Omarova and")
    assert release.fields["countries"] == release.parent.fields["countries"] == ["KAZ", "KGZ"]
    assert [one["name"] for one in release.fields["addressees"]] == ["Parliament", "the Supreme Court"]
    assert (release.parent.fields["number"], release.parent.fields["response"]) == ("136.1", "supported")
    for one in Candidate.objects.all():
        assert one.text.body[one.start : one.end] == one.exact
    for one in sorted(Candidate.objects.all(), key=lambda one: (one.parent_id is not None, one.pk)):
        decide(one, "accepted", account)
    assert Clause.objects.count() == 3 and Recommendation.objects.count() == 2
    again = plan_of(DEMANDS, account, mapping_with("kind: clause\nconstants: {addressees.class: parliament}"))
    assert again.counts == {"proposed": 0, "joined": 0, "already": 5, "held": 0, "differs": 0, "refused": 1}


def test_a_demand_that_comes_later_joins_the_recommendation_of_the_earlier_import(db: None, account: Account) -> None:
    mapping = mapping_with("kind: clause")
    carry_out(plan_of(DEMANDS, account, mapping), DEMANDS, "demands.csv", account)
    texts = Text.objects.count()
    more = DEMANDS + (
        b'"Release Dana Omarova and let her see a doctor.",see a doctor,Kazakhstan,Parliament,accepted,136.1,Report\n'
        b'"Amend the law.",Words of another hand,Kazakhstan,Parliament,,136.2,Report\n'
    )
    plan = plan_of(more, account, mapping)
    assert (plan.counts["proposed"], plan.counts["refused"]) == (1, 2)
    assert carry_out(plan, more, "more.csv", account) == 1
    later = Candidate.objects.get(exact="see a doctor")
    assert later.parent is not None and later.parent.children.count() == 3
    assert later.text.body[later.start : later.end] == later.exact and Text.objects.count() == texts


@pytest.mark.parametrize(
    ("kind", "process", "stage", "about"),
    [("visit", "visit", "requested", "mandate"), ("law", "bill", "signed", "law")],
)
def test_tables_of_visits_and_laws_need_not_say_what_is_followed(
    db: None, account: Account, kind: str, process: str, stage: str, about: str
) -> None:
    data = (
        f"words,{about},country,status,date,title\nIt is said so,Special Rapporteur,KAZ,{stage},3.7.2014,T\n".encode()
    )
    plan = plan_of(data, account, mapping_with(f"kind: {kind}"))
    [row] = plan.of("proposed")
    assert row.proposal is not None
    assert (row.proposal.fields["process"], row.proposal.fields["stage"]) == (process, stage)
    assert row.proposal.fields["date"]["edtf"] == "2014-07-03"
    carry_out(plan, data, "a.csv", account)
    _, step = decide(Candidate.objects.get(), "accepted", account)
    assert step is not None and step.process.kind == process  # type: ignore[attr-defined]


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(
    db: None, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"words,title\n" + b"".join(b"Demand %d is made,Publication %d\n" % (n, n % 4) for n in range(20))
    catalogued: list[object] = []

    def breaks(*given: Any) -> Any:
        if len(catalogued) == 2:
            raise KeyboardInterrupt
        catalogued.append(given)
        return catalogue(*given)

    with monkeypatch.context() as broken:
        broken.setattr("qalqan.desk.imports.carrying_out.catalogue", breaks)
        with pytest.raises(KeyboardInterrupt):
            carry_out(plan_of(data, account), data, "a.csv", account)
    assert Candidate.objects.count() == 10 and Work.objects.count() == 2  # whole publications, and the log of each
    assert LogEntry.objects.filter(verb="imported").count() == 2
    plan = plan_of(data, account)
    assert (plan.counts["already"], plan.counts["proposed"]) == (10, 10)
    assert carry_out(plan, data, "a.csv", account) == 10
    assert sorted(Candidate.objects.values_list("exact", flat=True)) == sorted(f"Demand {n} is made" for n in range(20))
    assert plan_of(data, account).counts["already"] == 20


def test_a_list_of_objects_is_a_table(db: None, account: Account) -> None:
    data = json.dumps([{"words": "Release her", "countries": ["KAZ", "KGZ"], "number": 5, "title": "T"}]).encode()
    [row] = plan_of(data, account, format="json").rows
    assert row.proposal is not None
    assert row.proposal.fields["countries"] == ["KAZ", "KGZ"] and row.proposal.fields["number"] == "5"


def test_another_format_is_named() -> None:
    with pytest.raises(WrongCall, match="ods"):
        read_sheets(b"", "ods", "a.ods")
