"""A news article as a whole: what kinds of harm it reports, who did it, to whom, in which country and when.

An article tells one event and mentions many. The words of a sentence say which harm it names; whether the article reports
it or only refers to it, small models weigh over the whole text (`weighed.py`). Other kinds of publications state what
happened claim by claim and are not read this way.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qalqan.extraction.article_countries import country_of_article
from qalqan.extraction.article_dates import date_of_article
from qalqan.extraction.article_words import signs_of_words
from qalqan.extraction.article_years import Telling, telling
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.perpetrators import doers_of
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.persons_harmed import Persons, how_likely_harmed, persons_spoken_of
from qalqan.extraction.weighed import probabilities, threshold
from qalqan.vocabularies.countries import members

Told = Sequence[tuple[Sentence, list[Hit]]]

HARMS: dict[str, tuple[str, ...]] = {
    "detention": ("ARBITRARY-DETENTION", "PREVENTIVE-DETENTION", "INCOMMUNICADO-DETENTION", "HOUSE-ARREST", "IMPRISONMENT", "SENTENCE", "CHARGE", "FABRICATED-CHARGE"),
    "kidnapping": ("KIDNAPPING",),
    "disappearance": ("ENFORCED-DISAPPEARANCE",),
    "killing": ("KILLING", "DEATH-IN-CUSTODY"),
    "torture": ("TORTURE", "ILL-TREATMENT", "BEATING"),
    "other": ("PHYSICAL-ATTACK", "COURTROOM-ATTACK", "SEXUAL-VIOLENCE", "PROPERTY-ATTACK", "THREAT", "INTIMIDATION", "EXILE", "LEGAL-HARASSMENT", "SUMMONS", "FINE", "DENIED-CLIENT-ACCESS",
        "SURVEILLANCE", "SEARCH", "SMEAR", "SITE-BLOCKED", "WEBSITE-ATTACK", "CENSORSHIP", "DEFAMATION-SUIT", "MEDIA-CLOSURE", "DISPERSAL", "INSPECTION", "WARNING"),
}  # fmt: skip
HARM_OF = {code: harm for harm, codes in HARMS.items() for code in codes}
PERPETRATORS = ("state-actor", "other-state", "regional-organisation", "non-state-armed", "with-permission", "without-permission", "unsaid")  # fmt: skip
_WHOLE = (*HARMS, *(f"by {kind}" for kind in PERPETRATORS))
_SMALL = re.compile(r"(?<![\w'’-])[a-z][a-z'-]+")
LEAD = 1000  # code points of the beginning whose words are weighed
WORD_WEIGHT = 0.3  # a word says less than a cue
LONGEST = 400  # sentences; longer texts are no articles
SHORTEST = 5
OTHERS_SPEAK = 2  # times that a text says "said": an organisation's own statement speaks for itself
_SAID = re.compile(r"\b(?:said|told|tweeted)\b")
_OWN_VOICE = frozenset(("statement", "report"))
_NO_ARTICLE = frozenset(("joint-submission", "upr-report", "law", "resolution", "judgment"))


@dataclass(slots=True)
class Article:
    """What an article reports. `harmed`: the probability of each person, by the fullest name; `called`: as the text mostly does."""

    harms: dict[str, float]
    perpetrator: str | None
    country: str | None
    date: str | None
    date_certainty: float
    harmed: dict[str, float] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    _main: str = ""
    _harmed_called: dict[str, float] | None = None

    def reports(self, code: str) -> bool:
        """Whether an act is among what the article reports; of rare kinds the words alone decide."""
        harm = HARM_OF.get(code)
        return harm is None or harm == self.main or self.harms[harm] >= threshold(harm)

    @property
    def main(self) -> str:
        """The kind of harm that the article most likely reports, of those that it tells of."""
        if not self._main:
            self._main = max(self.harms, key=lambda harm: self.harms[harm])
        return self._main

    @property
    def harmed_called(self) -> dict[str, float]:
        """How likely each person was harmed, by what the text mostly calls them."""
        if self._harmed_called is None:
            self._harmed_called = {called: self.harmed[name] for name, called in self.called.items()}
        return self._harmed_called

    def is_harmed(self, name: str) -> bool:
        return self.harmed.get(name, 0.0) >= threshold("harmed")


def is_article(context: Context) -> bool:
    """Whether a text is news in English: of an article's length, signed by no organisation, telling what others said."""
    work = context.work
    if context.language != "en" or work.kind in _NO_ARTICLE or work.issuers or work.symbol:
        return False
    if work.publisher and work.kind != "news":  # a publication of somebody, who speaks for themselves
        return False
    if not SHORTEST <= len(context.sentences) <= LONGEST or _has_parts(context):
        return False
    return work.kind not in _OWN_VOICE or len(_SAID.findall(context.folded)) >= OTHERS_SPEAK


_WE = re.compile(r"\b(?:we|our)\b")
SEVERAL = 3  # headings that name one country each and nothing else
SHORT = 60  # code points of a heading that only says what follows


def _has_parts(context: Context) -> bool:
    """Whether headings lead over to demands of its own ("The EU should:") or go from country to country."""
    countries: set[str] = set()
    for sentence in context.sentences:
        if sentence.passage.kind != "heading" or context.words(sentence.start, sentence.end) == context.work.title:
            continue
        words = context.folded[sentence.start : sentence.end]
        asks = sentence.has("modal") or sentence.has("recommend")
        if sentence.has("section") and len(words) <= SHORT or asks and (words.endswith(":") or _WE.search(words)):
            return True
        named = context.named_in(sentence.start, sentence.end)
        countries.update(
            members(named[0].code) if len(named) == 1 and named[0].end - named[0].start == len(words) else ()
        )
    return len(countries) >= SEVERAL


def read_article(context: Context, names: PersonNames, told: Told) -> Article:
    """What an article reports, weighed over its acts, persons, countries and dates."""
    persons = persons_spoken_of(context, names)
    harmed = {one.name: how_likely_harmed(context, names, one, persons) for one in persons.spoken}
    words = signs_of_words(context)
    signs = signs_of_article(context, names, told, harmed) | words
    tells = {HARM_OF[hit.code] for _, hits in told for hit in hits if hit.code in HARM_OF}
    weighed = probabilities(_WHOLE, signs)
    by = max(PERPETRATORS, key=lambda kind: weighed[f"by {kind}"])
    date, certainty = date_of_article(context, names, harmed, what_is_told(names, told, harmed), words)
    return Article(
        harms={harm: weighed[harm] if harm in tells else 0.0 for harm in HARMS},
        perpetrator=None if by == "unsaid" else by,
        country=country_of_article(context),
        date=date,
        date_certainty=certainty,
        harmed=harmed,
        called=_as_called(persons),
    )


def what_is_told(names: PersonNames, told: Told, harmed: dict[str, float]) -> Telling:
    """The sentences that tell harm."""
    acts = [(sentence, sum(hit.code in HARM_OF for hit in hits)) for sentence, hits in told]
    return telling(names, [sentence for sentence, count in acts if count], sum(count for _, count in acts), harmed)


def _as_called(persons: Persons) -> dict[str, str]:
    return {one.name: one.called for one in persons.spoken}


def signs_of_article(context: Context, names: PersonNames, told: Told, harmed: dict[str, float]) -> dict[str, float]:
    """What is weighed of a whole article: the harm it tells, where and of whom, who is named as doing it, words of its lead."""
    signs: dict[str, float] = {}
    for sign, value in (
        *_harm_told(context, names, told, harmed),
        *_doers(context, told),
        *_cues_met(context),
        *_words_of_lead(context),
    ):
        signs[sign] = value
    signs["persons"] = min(len(harmed), 15) / 15
    signs["surest person"] = max(harmed.values(), default=0.0)
    signs["length"] = math.log(max(1, len(context.body))) / 10
    return signs


def _harm_told(
    context: Context, names: PersonNames, told: Told, harmed: dict[str, float]
) -> Iterator[tuple[str, float]]:
    counts: Counter[str] = Counter()
    on_persons: Counter[str] = Counter()
    first: str | None = None
    for sentence, hits in told:
        surest = max((harmed.get(one.name, 0.0) for one in names.in_(sentence)), default=0.0) if hits else 0.0
        for hit in hits:
            harm = HARM_OF.get(hit.code)
            yield f"act {hit.code}", 1.0
            if sentence.start < LEAD:
                yield f"lead act {hit.code}", 1.0
            if harm is None:
                continue
            first = first or harm
            counts[harm] += 1
            on_persons[harm] += 1 if surest > 0.5 else 0
            yield f"has {harm}", 1.0
            if sentence.start < LEAD:
                yield f"lead has {harm}", 1.0
    for sentence in context.sentences[:2]:
        for hit in sentence.of("acts"):
            if hit.code in HARM_OF:
                yield f"title has {HARM_OF[hit.code]}", 1.0
    total = sum(counts.values())
    for harm, count in counts.items():
        yield f"share {harm}", count / total
        yield f"times {harm}", math.log1p(count)
        yield f"on persons {harm}", math.log1p(on_persons[harm])
    if first:
        yield f"first {first}", 1.0
        yield f"most {max(counts, key=lambda harm: counts[harm])}", 1.0


def _doers(context: Context, told: Told) -> Iterator[tuple[str, float]]:
    """Who is said to do the acts, and the States whose soldiers or agents are named."""
    done: Counter[str] = Counter()
    for sentence, hits in told:
        for hit in hits:
            for doer in doers_of(context, sentence, hit):
                done[doer.code] += 1
                yield f"done by {context.folded[doer.start : doer.end]}", 1.0
        for agent in sentence.of("perpetrators"):
            of = [one for one in context.named_in(sentence.start, agent.start) if 0 <= agent.start - one.end <= 2]
            if of and hits:
                done[
                    "of its own State" if set(members(of[-1].code)) & set(context.subjects) else "of another State"
                ] += 1
    for code, count in done.items():
        yield f"done by {code}", 1.0
        yield f"often by {code}", math.log1p(count)


def _cues_met(context: Context) -> Iterator[tuple[str, float]]:
    times: Counter[str] = Counter()
    for sentence in context.sentences:
        for hit in sentence.of("acts", "perpetrators", "roles", "hedge"):
            cue = f"{hit.family} {hit.code}"
            times[cue] += 1
            if sentence.n < 4:
                yield f"early {cue}", 1.0
    for cue, count in times.items():
        yield f"met {cue}", 1.0
        yield f"much {cue}", math.log1p(count) / 2


def _words_of_lead(context: Context) -> Iterator[tuple[str, float]]:
    """Words in small letters only: no names."""
    for word in dict.fromkeys(_SMALL.findall(context.body, 0, LEAD)):
        yield f"lead word {word}", WORD_WEIGHT
    for word in dict.fromkeys(_SMALL.findall(context.work.title)):
        yield f"title word {word}", WORD_WEIGHT
