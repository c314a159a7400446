"""One story for each step of the flow, told with the project's own samples."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from command import ROOT

from qalqan.extraction.pipeline import extract
from qalqan.followup.actions import accept_all, decide
from qalqan.followup.matrix import matrix
from qalqan.followup.processes import find_processes, status
from qalqan.followup.repeats import link_work
from qalqan.library.citation import cite
from qalqan.library.search import engine
from qalqan.publishing.actions.release import release_work
from qalqan.publishing.editions import publish
from qalqan.publishing.verify import verify
from qalqan.record.models import Act, Evidence
from qalqan.response.actions import Consent, act, close, receive, take
from qalqan.response.actions import verify as confirm
from qalqan.review.intake import Intake, take_in
from qalqan.review.queue import waiting
from qalqan.safety.models import LogEntry
from qalqan.sources.capture import original
from qalqan.texts.reading import read
from response.response_makers import an_officer

SAMPLES = ROOT / "samples"


def sample(beginning: str) -> Path:
    [found] = [p for p in SAMPLES.iterdir() if p.name.startswith(beginning)]
    return found


def taken(beginning: str, account: Any) -> Intake:
    path = sample(beginning)
    return take_in(path.read_bytes(), path.name, account)


def test_sources_a_page_is_kept_as_it_came(workspace: Any, account: Any):
    page = sample("10-")
    first = taken("10-", account)
    assert original(first.copy) == page.read_bytes()
    again = taken("10-", account)
    assert again.already
    assert again.copy == first.copy
    assert first.copy.captures.count() == 2, "the second capture is remembered too"


def test_texts_what_the_page_adds_is_kept_apart():
    text = read(sample("10-").read_bytes(), "page.html")
    chrome = " ".join(text.of(p) for p in text.passages if p.kind == "chrome")
    body = " ".join(text.of(p) for p in text.body_passages())
    assert "Khujand" in body
    assert len(chrome) > 200
    found = extract(sample("10-"))
    inside = [p for p in found["passages"] if p["kind"] == "chrome"]
    assert not [c for c in found["candidates"] for p in inside if p["start"] <= c["anchor"]["start"] < p["end"]]


def test_library_a_publication_is_found_by_words_and_country_and_cited(workspace: Any, account: Any):
    held = taken("10-", account)
    taken("01-", account)
    found = engine.search("liquidation", account, countries=("TJK",))
    assert held.work in [hit.work for hit in found.hits]
    assert any(marked for hit in found.hits for _, marked in hit.snippet)
    assert held.work.title in cite(held.work).replace("*", "")


def test_extraction_each_proposal_points_to_its_words():
    found = extract(sample("01-"))
    assert {"recommendation", "clause", "step"} <= {c["kind"] for c in found["candidates"]}
    for candidate in found["candidates"]:
        anchor = candidate["anchor"]
        assert found["text"][anchor["start"] : anchor["end"]] == anchor["exact"]


def test_review_nothing_enters_the_record_without_a_decision(workspace: Any, account: Any):
    held = taken("03-", account)
    assert not Act.objects.exists()
    [first, *_] = [c for c in waiting(account, kind="act", work=held.work)]
    decide(first, "rejected", account, reason="told of another person")
    assert not Act.objects.exists()
    decide(first, "accepted", account)
    assert Act.objects.get().review.candidate == first


def test_record_each_entry_is_one_step_from_its_words(workspace: Any, account: Any):
    held = taken("03-", account)
    accept_all(held.work, account)
    assert Act.objects.exists()
    for entry in Act.objects.all():
        words = Evidence.objects.filter(entry=entry.permanent_id)
        assert words
        assert all(w.passage.text.body[w.start : w.end] == w.exact for w in words)
    assert Act.objects.filter(case__kind="named", involvements__name="Daler Namunazoda").exists()


def test_followup_a_bill_stands_elsewhere_on_another_day(workspace: Any, account: Any):
    for beginning in ("06-", "07-"):
        accept_all(taken(beginning, account).work, account)
    bills = find_processes("foreign agents", account, "KGZ", "bill")
    stands = {
        day: {s.step.stage for b in bills if (s := status(b, day)).step} for day in (date(2015, 7, 1), date(2016, 6, 1))
    }
    assert stands[date(2015, 7, 1)] & {"reading-1", "reading-2"}
    assert "rejected" in stands[date(2016, 6, 1)]
    assert "rejected" not in stands[date(2015, 7, 1)]


def test_followup_a_demand_made_again_names_the_first_time(workspace: Any, account: Any):
    for beginning in ("01-", "02-"):
        work = taken(beginning, account).work
        accept_all(work, account)
        link_work(work, account)
    rows = matrix(account, as_of=date(2014, 12, 1)).rows
    again = [row for row in rows if row.made_before]
    assert {link.relation for row in again for link in row.made_before} >= {"same-text", "repeats"}
    assert all(
        link.earlier.recommendation.work.published < link.later.recommendation.work.published
        for row in again
        for link in row.made_before
    )


def test_response_an_alert_is_taken_acted_on_and_closed_and_stays_sealed(workspace: Any, account: Any, tmp_path: Path):
    officer, private = an_officer()
    told = {"what": "Zuhrabek was taken from a taxi", "where": "Nilufarobod", "who": "Zuhrabek", "told_by": "his aunt"}
    due = datetime.now(UTC) + timedelta(hours=2)
    alert = receive(told, Consent("given"), officer, priority="urgent", due_at=due)
    take(alert, officer)
    confirm(alert, "accepted", "a lawyer saw him", officer, private)
    act(alert, {"type": "legal-aid", "by": "duty lawyer", "to": "Nilufarobod police"}, officer, private)
    close(alert, "released after six hours", "no charge", officer, private)
    work = taken("10-", account).work
    release_work(work, account, "printed by its publisher")
    publish(tmp_path / "edition", account, date(2019, 8, 1))
    files = [p.read_bytes() for p in (tmp_path / "edition").rglob("*") if p.is_file()]
    assert not [content for content in files if b"Zuhrabek" in content]
    assert [content for content in files if b"Khujand" in content], "the control: public words are there"
    assert LogEntry.objects.filter(object_id=alert.permanent_id).count() >= 4


def test_publishing_only_what_was_released_is_in_the_edition(workspace: Any, account: Any, tmp_path: Path):
    public, kept = taken("10-", account).work, taken("03-", account).work
    release_work(public, account, "printed by its publisher")
    publish(tmp_path / "edition", account, date(2019, 8, 1))
    assert verify(tmp_path / "edition", None).files > 20
    pages = " ".join(p.read_text("utf-8") for p in (tmp_path / "edition" / "pages" / "en").rglob("*.html"))
    assert public.title in pages.replace("&#39;", "'")
    assert "Namunazoda" not in pages
    assert kept.title not in pages


@pytest.mark.parametrize("beginning", ["09-", "12-"])
def test_every_language_of_the_samples_goes_the_same_way(workspace: Any, account: Any, beginning: str):
    held = taken(beginning, account)
    assert held.work.language in ("ru", "kk")
    assert held.proposed
    accepted, left = accept_all(held.work, account)
    assert accepted
    assert not left
