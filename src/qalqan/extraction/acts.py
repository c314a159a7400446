"""Acts: what was done, to whom, by whom, where and when, with the text's own hedge.

One candidate is one kind of act in one sentence. Where the text names the victim it is an `act`; unnamed or counted
victims make a `pattern`, which is never counted as one case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qalqan.extraction.act_countries import countries_of_act
from qalqan.extraction.act_dates import Earlier, date_of_act
from qalqan.extraction.acts_told import acts_told
from qalqan.extraction.articles import Article, is_article, read_article
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.duty_bearers import duty_bearers_of
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.mentions.names import Named
from qalqan.extraction.mentions.places import find_places
from qalqan.extraction.perpetrators import kind_of_perpetrator, perpetrators_of, punishes_officials
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.proposals import Proposals
from qalqan.extraction.reported import label_of_perpetrator, reported_country, reported_date, sureness
from qalqan.extraction.victims import Cases, left_over, remember, victims_of
from qalqan.extraction.weighed import models

_THEY = re.compile(r"\b(?:they|them|their|he|him|his|she|her|who|они|их|им|он|его|она|её|ее)\b")
_REASON = re.compile(
    r"\b(?:because of|in retaliation for|for (?:his|her|their|its)|in connection with|on suspicion of|on charges of|on the charge of|for refusing|for failing|for allegedly|на основании|по обвинению в|по подозрению в|за)\s[^,.;]{4,140}"
)

_TOLD_BY = (
    "acts",
    "acts-weak",
    "roles",
    "steps",
)  # the families of a sentence from which anything is read or remembered


@dataclass(slots=True)
class Reading:
    """What is known while the acts of one text are read: the cases and dates so far; of news, what the article reports."""

    context: Context
    proposals: Proposals
    article: Article | None
    names: PersonNames
    cases: Cases = field(default_factory=Cases)
    earlier: Earlier = field(default_factory=dict)

    def named_in(self, sentence: Sentence) -> Sequence[Named]:
        """The persons and organisations of a sentence; in news, of the persons only those who were likely harmed."""
        named = self.context.names_in(sentence)
        if self.article is None:  # a bare surname is the person whom the text names in full
            more = [
                Named(one.start, one.end, one.name, "person")
                for one in self.names.in_(sentence)
                if not any(other.start < one.end and one.start < other.end for other in named)
            ]
            return sorted([*named, *more], key=lambda one: one.start) if more else named
        harmed = [
            Named(one.start, one.end, self.article.called[one.name], "person")
            for one in self.names.in_(sentence)
            if self.article.is_harmed(one.name)
        ]
        return sorted([*harmed, *(one for one in named if one.kind != "person")], key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as its sentence tells it."""

    sentence: Sentence
    hit: Hit
    victims: list[dict[str, Any]]
    countries: tuple[str, ...]
    date: dict[str, str | None]
    anaphoric: bool  # the date is that of the event told of before


def propose_acts(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """All acts and patterns of the sentences, in order."""
    telling = [one for one in sentences if not one.families.isdisjoint(_TOLD_BY)]
    told = [(sentence, acts_told(context, sentence)) for sentence in telling]
    names = PersonNames(context)
    article = read_article(context, names, told) if is_article(context) and any(hits for _, hits in told) else None
    reading = Reading(context, proposals, article, names)
    for sentence, hits in told:
        if not hits and "roles" not in sentence.families and "steps" not in sentence.families:
            continue
        named = reading.named_in(sentence)
        remember(context, reading.cases, named, sentence)
        reported = [hit for hit in hits if article is None or article.reports(hit.code)]
        reported = [hit for hit in reported if hit.code != "SENTENCE" or not punishes_officials(context, sentence, hit)]
        given: list[dict[str, Any]] = []
        for hit in reported:
            victims = victims_of(context, sentence, hit, named, reading.cases)
            given += victims
            if article is not None and hit is reported[-1]:  # weighed over the whole text, not by where the name stands
                victims = [
                    *(one for one in victims if one["name"]),
                    *left_over(context, sentence, named, given),
                ] or victims
            _propose(reading, sentence, hit, victims)


def _propose(reading: Reading, sentence: Sentence, hit: Hit, victims: list[dict[str, Any]]) -> None:
    context, article = reading.context, reading.article
    start, end = _part(context, sentence, hit)
    countries = countries_of_act(context, sentence, hit)
    named = [one for one in victims if one["name"]]
    perpetrators = perpetrators_of(context, sentence, hit)
    date, anaphoric = date_of_act(context, sentence, hit, reading.earlier, named)
    if date["edtf"] and "extend" not in context.folded[hit.start : hit.end]:  # an extension comes after the event
        reading.earlier[sentence.passage.id] = (sentence, date)
    if article is not None:
        countries, date = reported_country(context, article, sentence, countries), reported_date(article, date)
    act = Act(sentence, hit, victims, countries, date, anaphoric)
    key = named[0]["name"] if named else f"{','.join(countries)}/{sentence.passage.id}"
    places = find_places(context.body, start, end)
    reason = _REASON.search(context.body, hit.end, end)
    fields: dict[str, Any] = {
        "type": hit.code,
        "victims": victims,
        "perpetrators": perpetrators,
        "duty_bearers": duty_bearers_of(context, sentence, hit, perpetrators, countries),
        "country": countries[0] if len(countries) == 1 else list(countries) or None,
        "place": places[0].name if places else None,
        "date": date,
        "reason": " ".join(reason[0].split()) if reason else None,
        "case": reading.cases.of(key),
    }
    kind = article.perpetrator if article is not None else kind_of_perpetrator(context, sentence, hit)
    if kind:
        fields["perpetrator_type"] = label_of_perpetrator(kind)
    hedge = hedge_at(context, sentence, hit.start, hit.end)
    reading.proposals.add(
        "act" if named else "pattern",
        (start, end),
        fields,
        origin=f"acts.article/{models()['version']}" if article is not None else "acts.cue/1",
        confidence=_by_cue(context, act, perpetrators, hedge)
        if article is None
        else sureness(article, act.hit.code, fields),
        hedge=hedge,
        attributed_to=attributed_to(context, sentence) if hedge != "asserted" else None,
    )


def _by_cue(context: Context, act: Act, perpetrators: Sequence[dict[str, Any]], hedge: str) -> float:
    sentence, victims = act.sentence, act.victims
    # Nobody did it and nobody suffered it: more a topic than an act.
    topic = not victims and not perpetrators and not _THEY.search(context.folded, sentence.start, sentence.end)
    confidence = (
        0.6
        + 0.15 * any(one["name"] for one in victims)
        + 0.08 * bool(act.date["edtf"])
        + 0.05 * bool(perpetrators)
        - 0.1 * (hedge == "feared")
        + 0.03 * bool(set(act.countries) & set(context.subjects))
        - 0.05 * act.anaphoric
        - 0.2 * topic
    )
    return min(0.9, confidence)


def _part(context: Context, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The sentence, or its part between semicolons where it is long."""
    if sentence.end - sentence.start < 300:
        return sentence.start, sentence.end
    start = context.body.rfind(";", sentence.start, hit.start) + 1 or sentence.start
    end = context.body.find(";", hit.end, sentence.end)
    return start, (end if end > 0 else sentence.end)
