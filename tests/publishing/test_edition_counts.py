"""What an edition counts for its demands, of what stands in it and of nothing else (inventory K05 to K07)."""

from __future__ import annotations

from datetime import date

import pytest

from makers import a_clause, a_process, a_recommendation, a_step, a_text, a_work, an_act, an_actor
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.site.rows import ClauseRow, CountRow, EditionFacts, EditionRows

pytestmark = pytest.mark.usefixtures("db")

BODY = (
    "The authorities should release all imprisoned defenders, revise any decision by which NGOs were closed down and stop "
    "blocking independent websites.\n\nThree are held. The group was closed. A site was blocked."
)


def assembled(day: str) -> EditionRows:
    record = PublicRecord(withholding(), withheld_actors(), PublicIds(date(2014, 7, 23)))
    return assemble(record, EditionFacts(name="test", number=1, as_of=day))


def of_the(rows: EditionRows, words: str) -> ClauseRow:
    [found] = [one for row in rows.recommendations for one in row.clauses if words in one.exact]
    return found


def counted(clause: ClauseRow, what: str) -> CountRow | None:
    return next((one for one in clause.counts if one.what == what), None)


def test_held_closed_and_blocked_are_counted_then_and_now_of_the_public_alone() -> None:
    text = a_text(BODY, work=a_work(published="2014-05-20", level="public"), level="public")
    asked = a_recommendation(text, level="public")
    a_clause(asked, text, "release all imprisoned defenders", level="public")
    a_clause(asked, text, "revise any decision by which NGOs were closed down", level="public")
    a_clause(asked, text, "stop blocking independent websites", negative=True, level="public")
    for name, level in (("One Omarov", "public"), ("Two Omarov", "public"), ("Three Omarov", "team")):
        person = a_process("liberty", name, actor=an_actor(name), level=level)
        a_step(text, person, "imprisoned", words="Three are held.", date="2013-02-01", known="2013-03-01", level=level)
        if name.startswith("Two"):
            a_step(
                text, person, "released", words="Three are held.", date="2014-11-02", known="2014-11-03", level=level
            )
    group = a_process("ngo-status", "Steppe Lawyers", actor=an_actor("Steppe Lawyers", "organisation"), level="public")
    a_step(
        text,
        group,
        "liquidated-final",
        words="The group was closed.",
        date="2012-10",
        known="2014-05-20",
        level="public",
    )
    for level in ("public", "team"):
        an_act(text, None, "SITE-BLOCKED", words="A site was blocked.", date="2014-09-01", level=level)

    rows = assembled("2015-01-01")
    held = counted(of_the(rows, "release"), "held")
    assert held is not None
    assert (held.then, held.still, held.now, len(held.processes)) == (2, 1, 1, 1), "who is not public is not counted"
    closed = counted(of_the(rows, "closed down"), "closed")
    assert closed is not None
    assert (closed.then, closed.still, closed.now) == (1, 1, 1)
    assert set(closed.processes) <= {one.id for one in rows.processes}
    blocked = counted(of_the(rows, "websites"), "acts")
    assert blocked is not None
    assert (blocked.now, blocked.then) == (1, None)
    before = counted(of_the(assembled("2014-06-01"), "release"), "held")
    assert before is not None
    assert (before.then, before.still, before.now) == (2, 2, 2)


def test_a_public_step_whose_words_are_not_public_is_in_no_count() -> None:
    text = a_text(BODY, work=a_work(published="2014-05-20", level="public"), level="public")
    a_clause(a_recommendation(text, level="public"), text, "release all imprisoned defenders", level="public")
    closed = a_text("He is held.")
    person = a_process("liberty", "One Omarov", actor=an_actor("One Omarov"), level="public")
    a_step(closed, person, "imprisoned", date="2013-02-01", known="2013-03-01", level="public")
    assert of_the(assembled("2015-01-01"), "release").counts == ()
