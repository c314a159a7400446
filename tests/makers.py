"""Makers of small worlds, with defaults that tell something. For tests only.

    text = a_text("Release the lawyer Dana Omarova.", level="public")
    case = a_case("Dana Omarova", victim=an_actor("Dana Omarova"))
    an_act(text, case, "DETENTION", words="lawyer Dana Omarova")

Everything starts at level team, as in the record. `words` are found in the text and become the evidence. A maker that needs
a neighbour makes one. All people and organisations here are invented.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from qalqan.followup.models import Assessment, Clause, ClauseLink, Process, Recommendation, Step
from qalqan.library.models import Issuer, Passage, Text, Work, WorkCountry
from qalqan.record.matching import whole_name
from qalqan.record.models import (
    Act,
    Actor,
    ActorName,
    Case,
    Evidence,
    Instrument,
    Involvement,
    Provision,
    Situation,
    Standard,
)
from qalqan.safety.entries import Levelled
from qalqan.sources.models import Copy
from qalqan.texts.anchors import Anchor

_numbers = count(1)


def a_copy(url: str = "https://publisher.example/statement", **said: Any) -> Copy:
    """A capture of invented bytes; no file stands behind it."""
    values = {
        "sha256": secrets.token_hex(32),
        "size": 4096,
        "media_type": "text/html",
        "url": url,
        "captured_at": datetime(2014, 10, 28, 9, 30, tzinfo=UTC),
        "channel": "page",
    }
    return Copy.objects.create(**{**values, **said})


def a_work(
    title: str = "Lawyers under pressure",
    *,
    issuers: Sequence[str] = ("Steppe Lawyers",),
    countries: Sequence[str] = ("KAZ",),
    **said: Any,
) -> Work:
    """A statement of 21 July 2014 about Kazakhstan."""
    values = {
        "kind": "statement",
        "language": "en",
        "publisher": "Steppe Lawyers",
        "published": "2014-07-21",
        "published_basis": "printed",
    }
    work = Work.objects.create(title=title, **{**values, **said})
    for position, name in enumerate(issuers):
        Issuer.objects.create(work=work, position=position, name=name, country="KAZ")
    for code in countries:
        WorkCountry.objects.create(work=work, code=code, role="subject")
    return work


def a_text(
    body: str = "The court must release the lawyer.\n\nParliament should withdraw the draft law.",
    *,
    work: Work | None = None,
    chrome: Sequence[str] = (),
    **said: Any,
) -> Text:
    """A text whose paragraphs are its passages; those named in `chrome` are page furniture. `level` goes to its work too."""
    level = said.get("level", "team")
    work = work or a_work(level=level)
    values = {
        "work": work,
        "copy": said.pop("copy", None) or a_copy(level=level),
        "language": work.language,
        "title": work.title,
        "body": body,
        "media_type": "text/html",
        "reader": "maker 1",
    }
    text = Text.objects.create(**{**values, **said})
    at = 0
    for number, paragraph in enumerate(body.split("\n\n"), start=1):
        start = body.index(paragraph, at)
        at = start + len(paragraph)
        kind = "chrome" if paragraph in chrome else "paragraph"
        Passage.objects.create(text=text, key=f"p{number}", kind=kind, start=start, end=at, sentences=[[start, at]])
    return text


def resting(entry: Levelled, text: Text, words: str = "", stance: str = "for") -> Evidence:
    """Lets an entry rest on these words of a text (its first passage where none are given)."""
    first = text.passages.exclude(kind="chrome")[0]
    words = words or text.body[first.start : first.end]
    start = text.body.index(words)
    anchor = Anchor.at(text.body, start, start + len(words))
    passage = text.passages.filter(start__lte=start).last()
    assert passage is not None
    return Evidence.objects.create(
        entry=entry.permanent_id,
        passage=passage,
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        stance=stance,
    )


def a_recommendation(text: Text, exact: str = "", **said: Any) -> Recommendation:
    """A demand on the government of Kazakhstan, in the words of the text."""
    exact = exact or text.body[text.passages.all()[0].start : text.passages.all()[0].end]
    values = {
        "work": text.work,
        "exact": exact,
        "position": text.body.index(exact),
        "group": "To the authorities",
        "addressees": [{"name": "the government", "class": "government", "countries": ["KAZ"]}],
        "countries": ["KAZ"],
        "issuers": ["Steppe Lawyers"],
    }
    made = Recommendation.objects.create(**{**values, **said})
    resting(made, text, exact)
    return made


def a_clause(recommendation: Recommendation, text: Text, exact: str = "", **said: Any) -> Clause:
    """One demand within a recommendation: all of its words where none are given."""
    exact = exact or recommendation.exact
    values = {
        "position": text.body.index(exact),
        "exact": exact,
        "action": "release",
        "category": 5,
        "countries": ["KAZ"],
    }
    made = Clause.objects.create(recommendation=recommendation, **{**values, **said})
    resting(made, text, exact)
    return made


def an_assessment(clause: Clause, text: Text, rung: str = "no-action", **said: Any) -> Assessment:
    values = {"country": "KAZ", "day": "2015-01-30", "reason": "Nothing was done.", "assessor": "Steppe Lawyers"}
    made = Assessment.objects.create(clause=clause, rung=rung, **{**values, **said})
    resting(made, text)
    return made


def a_link(earlier: Clause, later: Clause, relation: str = "repeats", **said: Any) -> ClauseLink:
    values = {"score": 0.9, "why": "30 words in the same order", "difference": [["=", later.exact]]}
    return ClauseLink.objects.create(earlier=earlier, later=later, relation=relation, **{**values, **said})


def an_actor(name: str = "Dana Omarova", kind: str = "person", *spellings: str, **said: Any) -> Actor:
    """Someone of Kazakhstan, with each spelling of the name that sources use."""
    actor = Actor.objects.create(name=name, kind=kind, **{"country": "KAZ", **said})
    for spelling in dict.fromkeys((name, *spellings)):
        ActorName.objects.create(actor=actor, name=spelling, key=whole_name(spelling))
    return actor


def a_case(title: str = "Dana Omarova", kind: str = "named", **said: Any) -> Case:
    return Case.objects.create(title=title, kind=kind, **{"country": "KAZ", "key": f"case {next(_numbers)}", **said})


def an_act(
    text: Text,
    case: Case | None = None,
    type: str = "SUMMONS",
    *,
    victim: Actor | None = None,
    words: str = "",
    **said: Any,
) -> Act:
    """Something done in June 2014, as the text reports it, to `victim`."""
    values = {"country": "KAZ", "date": "2014-06", "date_basis": "printed", "hedge": "reported"}
    act = Act.objects.create(case=case or a_case(), type=type, **{**values, **said})
    if victim is not None:
        Involvement.objects.create(act=act, actor=victim, role="victim", name=victim.name, kind=victim.kind)
    resting(act, text, words)
    return act


def an_instrument(name: str = "Law on Public Associations", **said: Any) -> Instrument:
    values = {"kind": "law", "jurisdiction": "KAZ", "key": f"{name.casefold()} {next(_numbers)}"}
    return Instrument.objects.create(name=name, **{**values, **said})


def a_provision(
    text: Text, instrument: Instrument | None = None, about: str = "liability of leaders", **said: Any
) -> Provision:
    made = Provision.objects.create(instrument=instrument or an_instrument(), about=about, **{"country": "KAZ", **said})
    resting(made, text)
    return made


def a_standard(text: Text, name: str = "International Covenant on Civil and Political Rights", **said: Any) -> Standard:
    made = Standard.objects.create(name=name, **{"article": "22", **said})
    resting(made, text)
    return made


def a_situation(text: Text, country: str = "KAZ", trend: str = "worse", **said: Any) -> Situation:
    made = Situation.objects.create(country=country, trend=trend, **said)
    resting(made, text)
    return made


def a_process(kind: str = "bill", subject: str = "Law on Public Associations", **said: Any) -> Process:
    """A draft law of Kazakhstan that is followed; nothing has moved yet."""
    values = {"country": "KAZ", "key": f"{kind} {next(_numbers)}"}
    return Process.objects.create(kind=kind, subject=subject, **{**values, **said})


def a_step(text: Text, process: Process | None = None, stage: str = "signed", *, words: str = "", **said: Any) -> Step:
    """A move of 3 July 2014 that the text tells of."""
    values = {"date": "2014-07-03", "date_basis": "printed", "known": "2014-07-21"}
    made = Step.objects.create(process=process or a_process(), stage=stage, **{**values, **said})
    resting(made, text, words)
    return made
