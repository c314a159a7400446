"""What leaves the record: only what the asker may read, in forms that other programs read, and nothing of the house."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PASSWORD
from makers import (
    a_case,
    a_clause,
    a_process,
    a_recommendation,
    a_step,
    a_text,
    a_work,
    an_act,
    an_actor,
    an_assessment,
    an_instrument,
)
from qalqan.errors import EditionError, NotAllowed, UnknownTerm, WrongCall
from qalqan.followup.actions import link as bear
from qalqan.followup.actions import say_not_repeated, say_repeated
from qalqan.followup.models import Assessment, Bearing, Recommendation
from qalqan.library.models import Text
from qalqan.publishing.editions import publish
from qalqan.publishing.exports import FORMATS, public, readable, take_out, written
from qalqan.publishing.exports.tables import cell, guarded, table, unguarded
from qalqan.record.actions import Words, enter
from qalqan.record.models import Act, Actor, Case
from qalqan.safety.accounts import make_account
from qalqan.safety.levels import ROLES
from qalqan.safety.models import Account, Circle, LogEntry

BODY = "The court must release the lawyer Dana Omarova.\n\nParliament should withdraw the draft law."
RELEASE, WITHDRAW = BODY.split("\n\n")


@pytest.fixture
def record(db: None, account: Account) -> Text:
    """A publication with two demands, a case, a law on its way and an answer."""
    text = a_text(BODY)
    asked = a_recommendation(text, RELEASE, response="supported", number="1.1", themes=["TORTURE"])
    an_assessment(a_clause(asked, text), text)
    dana = an_actor("Dana Omarova", "person", "Дана Омарова")
    an_act(text, a_case(), "DENIED-COUNSEL", victim=dana, words="lawyer Dana Omarova")
    a_step(text, a_process(instrument=an_instrument()))
    return text


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_format_is_written_and_says_the_demand_or_its_publication(record: Text, account: Account) -> None:
    told = readable(account)
    for format in FORMATS:
        content = written(told, format)
        if content[:2] == b"PK":
            parts = zipfile.ZipFile(io.BytesIO(content))
            content = b"".join(parts.read(name) for name in parts.namelist())
        found = content.decode()
        assert "Lawyers under pressure" in found, format


def test_tables_tell_of_whom_the_account_may_read_and_of_nobody_else(record: Text, account: Account) -> None:
    apart = Circle.objects.create(code="apart", name="Apart")
    a_recommendation(record, WITHDRAW, circle=apart, chapeau="Hidden circle words")
    hidden = a_work("Hidden work", circle=apart)
    seen = a_recommendation(record, WITHDRAW, work=hidden)  # may be seen, but not what it stands in
    an_actor("Sealed Person", level="sealed")
    told = readable(account)
    everything = written(told, "json").decode()
    for closed in ("Hidden circle words", "Hidden work", "Sealed Person", seen.permanent_id, hidden.permanent_id):
        assert closed not in everything
    assert RELEASE in everything


def test_a_person_whom_the_account_may_not_see_has_no_name_in_an_act(record: Text, account: Account) -> None:
    closed = an_actor("Timur Closed", level="sealed")
    an_act(record, a_case("unnamed", "unnamed-group"), victim=closed)
    assert "Timur Closed" not in written(readable(account), "json").decode()
    assert "Dana Omarova" in written(readable(account), "json").decode()  # the control


def test_a_partner_gets_only_the_fields_of_her_level(record: Text) -> None:
    partner = make_account("petra", PASSWORD, roles=["editor"], level="partner")
    asked = Recommendation.objects.get()
    for entry in (record, record.work, asked):
        type(entry).objects.filter(pk=entry.pk).update(level="partner")
    [row] = readable(partner).named("recommendations").rows
    assert row["exact"] == RELEASE
    assert row["standing"] is None  # not declared public: of the team


@pytest.mark.parametrize("roles", [["reader"], ["operator"], ["auditor"], ["responder"]])
def test_who_may_not_export_gets_nothing_and_leaves_no_entry(record: Text, roles: list[str]) -> None:
    person = make_account("rita", PASSWORD, roles=roles, level="sealed")
    before = LogEntry.objects.count()
    with pytest.raises(NotAllowed):
        take_out(person, "csv")
    assert LogEntry.objects.count() == before


def test_an_export_is_in_the_log_with_its_format_and_number_of_rows(record: Text, account: Account) -> None:
    taken = take_out(account, "csv", only="recommendations")
    entry = LogEntry.objects.latest("seq")
    assert (entry.verb, entry.purpose, entry.level) == ("exported", "csv:mine:1", "team")
    assert (taken.name, taken.rows) == ("recommendations.csv", 1)


def test_what_is_sealed_stays_behind_and_is_counted(record: Text) -> None:
    olga = make_account("olga", PASSWORD, roles=ROLES, level="sealed")
    an_actor("Sealed Person", level="sealed")
    taken = take_out(olga, "json")
    assert taken.sealed == 1
    assert b"Sealed Person" not in taken.content


def test_no_format_holds_the_name_of_an_account(record: Text) -> None:
    maker = make_account("zarinalogin", PASSWORD, display_name="Zarina Display", roles=ROLES)
    a_recommendation(record, WITHDRAW, created_by=maker)
    told = readable(maker)
    for format in FORMATS:
        content = written(told, format)
        parts = [content]
        if content[:2] == b"PK":
            packed = zipfile.ZipFile(io.BytesIO(content))
            parts = [packed.read(name) for name in packed.namelist()]
            assert {info.date_time[0] for info in packed.infolist()} == {1980}
            assert not [name for name in packed.namelist() if "docProps" in name]
        for part in parts:
            assert b"zarinalogin" not in part and b"Zarina Display" not in part and b"openpyxl" not in part


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "'=", "|", "%"])
def test_a_cell_that_a_spreadsheet_would_run_is_marked(record: Text, account: Account, start: str) -> None:
    words = start + 'HYPERLINK("x")'
    Recommendation.objects.update(group=words)
    told = readable(account)
    [row] = rows_of(written(told, "csv", "recommendations"))
    assert row["group"] == "'" + words
    assert unguarded(row["group"]) == words
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(written(told, "xlsx", "recommendations")))["recommendations"]
    found = sheet.cell(2, [one.value for one in sheet[1]].index("group") + 1)
    assert (found.data_type, found.value) == ("s", "'" + words)


@given(st.text())
def test_marking_a_cell_can_be_undone_whatever_it_holds(words: str) -> None:
    assert unguarded(guarded(words)) == words
    assert not guarded(words).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_workbook_opens_elsewhere_with_the_same_cells(record: Text, account: Account) -> None:
    from openpyxl import load_workbook

    Recommendation.objects.update(group="Строка\nвторая & <третья> \x01")
    told = readable(account)
    book = load_workbook(io.BytesIO(written(told, "xlsx")))
    assert book.sheetnames == [one.name for one in told.tables]
    assert book.properties.creator in (None, "openpyxl")  # openpyxl's own default where the file names nobody
    for one in told.tables:
        rows = [[str(value) if value is not None else "" for value in row] for row in book[one.name].values]
        assert rows[0] == list(one.columns)
        expected = [
            [guarded(cell(row.get(name))).replace("\x01", "\ufffd") for name in one.columns] for row in one.rows
        ]
        assert rows[1:] == expected


def test_a_cell_too_long_for_a_spreadsheet_is_refused_with_its_place_and_kept_in_csv(
    record: Text, account: Account
) -> None:
    Recommendation.objects.update(group="x" * 40_000)
    told = readable(account)
    with pytest.raises(WrongCall, match="Row 2 of “recommendations”.*“group”"):
        written(told, "xlsx")
    assert len(rows_of(written(told, "csv", "recommendations"))[0]["group"]) == 40_000


def test_more_rows_than_a_sheet_holds_go_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import load_workbook

    from qalqan.publishing.exports import spreadsheets

    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    book = load_workbook(io.BytesIO(spreadsheets.as_xlsx([table("acts", ("n",), [{"n": n} for n in range(5)])])))
    assert [sheet.title for sheet in book] == ["acts", "acts 2", "acts 3"]
    assert [value for sheet in book for (value,) in list(sheet.values)[1:]] == [0, 1, 2, 3, 4]


def test_the_same_record_gives_the_same_bytes(record: Text, account: Account) -> None:
    for format in FORMATS:
        assert written(readable(account), format) == written(readable(account), format), format


def test_the_upr_columns_have_one_row_for_each_demand_and_state(record: Text, account: Account) -> None:
    Recommendation.objects.update(countries=["KAZ", "KGZ"])
    first, *_ = rows = rows_of(written(readable(account), "upr"))
    assert len(rows) == 1  # the demand narrows it to Kazakhstan
    assert (first["State under Review"], first["Response"], first["Action category"]) == (
        "Kazakhstan", "supported", "5 specific action",
    )  # fmt: skip
    assert (first["Recommendation"], first["Paragraph"], first["Follow-up date"]) == (RELEASE, "1.1", "2015-01-30")
    a_recommendation(record, WITHDRAW, countries=["KAZ", "KGZ"])
    assert len(rows_of(written(readable(account), "upr"))) == 3


def test_the_event_tables_hang_together(record: Text, account: Account) -> None:
    packed = zipfile.ZipFile(io.BytesIO(written(readable(account), "huridocs-csv")))
    tables = {name.removesuffix(".csv"): rows_of(packed.read(name)) for name in packed.namelist()}
    assert set(tables) == {"event", "act", "involvement", "person", "information"}
    [event], [act] = tables["event"], tables["act"]
    assert act["event_record_number"] == event["event_record_number"]
    assert act["victim_record_number"] == tables["person"][0]["person_record_number"]
    assert (act["type_of_act_huridocs"], act["certainty"]) == ("350113 (broader)", "reported")
    assert (event["initial_date"], event["final_date"], event["number_of_acts"]) == ("2014-06-01", "2014-06-30", "1")
    assert tables["information"][0]["words"] == "lawyer Dana Omarova"
    assert tables["person"][0]["other_names"] == "Дана Омарова"


def test_a_repetition_or_breach_that_was_dismissed_is_not_exported(record: Text, account: Account) -> None:
    asked = a_recommendation(record, WITHDRAW)
    one, other = a_clause(asked, record), a_clause(asked, record, "withdraw the draft law")
    act = Act.objects.get()
    link = say_repeated(one, other, "related", account, "the same law")
    bear(one, act, account, "she was kept from her client")
    told = readable(account)
    assert [row["id"] for row in told.named("repeats").rows] == [link.permanent_id]
    assert [row["act"] for row in told.named("bearings").rows] == [act.permanent_id]
    say_not_repeated(link, account, "two laws")
    Bearing.objects.update(decided=Bearing.DISMISSED)
    told = readable(account)
    assert told.named("repeats").rows == told.named("bearings").rows == ()
    for format in FORMATS:
        assert link.permanent_id.encode() not in written(told, format)


def test_a_relation_is_told_with_both_its_ends_or_not(record: Text, account: Account) -> None:
    from qalqan.record.actions import relate

    dana = Actor.objects.get()
    kin, hidden = an_actor("Zarina Omarova"), an_actor("Hidden Name")
    words = [Words.at(record, 0, 9)]
    told = relate(dana, "relative-of", kin, account, "why", words)
    sealed = relate(dana, "relative-of", hidden, account, "why", words)
    Actor.objects.filter(pk=hidden.pk).update(level="sealed")
    assert sealed.level == "team"  # even so it would tell of whom it leads to
    rows = readable(account).named("relations").rows
    assert [(row["id"], row["one"], row["other"]) for row in rows] == [
        (told.permanent_id, dana.permanent_id, kin.permanent_id)
    ]


def test_an_answer_to_a_grid_is_told_with_what_it_is_about(record: Text, account: Account) -> None:
    dana, apart = Actor.objects.get(), an_actor("Apart", circle=Circle.objects.create(code="apart", name="Apart"))
    for about in (dana, apart):
        enter(
            Assessment(
                question="closure/by-court", about=about.permanent_id, about_kind="record.actor", rung="yes", day="2015"
            ),
            [Words.at(record, 0, 9)],
        )
    rows = readable(account).named("assessments").rows
    assert [(row["question"], row["about"]) for row in rows] == [("", ""), ("closure/by-court", dana.permanent_id)]


@pytest.mark.parametrize("format", ["upr", "upr-xlsx", "huridocs", "huridocs-csv"])
def test_tables_for_others_are_read_by_others_and_run_nothing(record: Text, account: Account, format: str) -> None:
    from openpyxl import load_workbook

    danger = '=HYPERLINK("x")'
    Recommendation.objects.update(number=danger, exact=danger)
    Case.objects.update(title=danger)
    Actor.objects.update(name=danger)
    content = written(readable(account), format)
    if format in ("upr-xlsx", "huridocs"):
        book = load_workbook(io.BytesIO(content))
        cells = [one for sheet in book for row in sheet.iter_rows(min_row=2) for one in row]
        assert {one.data_type for one in cells} <= {"s", "n"}  # "f" would be a formula
        values = [one.value for one in cells]
    elif format == "upr":
        values = [value for row in rows_of(content) for value in row.values()]
    else:
        packed = zipfile.ZipFile(io.BytesIO(content))
        values = [value for name in packed.namelist() for row in rows_of(packed.read(name)) for value in row.values()]
    assert "'" + danger in values and danger not in values


def entities(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def test_entities_point_only_at_entities_that_are_there(record: Text, account: Account) -> None:
    found = {one["id"]: one for one in entities(written(readable(account), "ftm"))}
    kinds = {one["schema"] for one in found.values()}
    assert kinds == {"Document", "Person", "Event", "UnknownLink"}
    for one in found.values():
        for name in ("involved", "proof", "subject", "object"):
            assert all(other in found for other in one["properties"].get(name, ())), one
    act = next(one for one in found.values() if one["schema"] == "Event" and one["properties"].get("involved"))
    assert act["properties"]["summary"] == ["reportedly"]  # the hedge goes with it
    assert act["properties"]["country"] == ["kz"]


def test_what_is_expected_or_denied_is_no_event(record: Text, account: Account) -> None:
    before = len(entities(written(readable(account), "ftm")))
    process = a_process(subject="Another law")
    a_step(record, process, expected=True)
    a_step(record, process, negative=True)
    assert len(entities(written(readable(account), "ftm"))) == before
    a_step(record, process)
    assert len(entities(written(readable(account), "ftm"))) == before + 1


def test_the_public_export_says_what_the_edition_says_and_needs_one(db: None, account: Account, tmp_path: Path) -> None:
    text = a_text(BODY, level="public")
    asked = a_recommendation(text, RELEASE, level="public")
    a_recommendation(text, WITHDRAW)
    an_actor("Dana Omarova")  # a person who was not released
    with pytest.raises(EditionError, match="qalqan publish"):
        public(date(2015, 1, 1))
    publish(tmp_path / "edition", account, date(2015, 1, 1))
    taken = take_out(account, "json", whose="public")
    found = taken.content.decode()
    assert "release the lawyer" in found
    for closed in (
        "Dana",
        "Omarova",
        WITHDRAW,
        asked.permanent_id,
        text.permanent_id,
        text.work.permanent_id,
        '"level"',
    ):
        assert closed not in found
    for format in FORMATS:
        assert written(public(date(2015, 1, 1)), format), format
    ids = set(re.findall(r'"id": "([^"]+)"', found))
    assert ids and all(len(one) == 12 for one in ids)


def test_a_format_or_a_table_that_is_none_is_named(record: Text, account: Account) -> None:
    told = readable(account)
    with pytest.raises(UnknownTerm, match="pdf"):
        written(told, "pdf")
    with pytest.raises(WrongCall, match="recommendations"):
        written(told, "csv", "recomendations")
    with pytest.raises(WrongCall, match="one whole"):
        written(told, "ris", "works")
