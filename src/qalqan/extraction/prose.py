"""Recommendations in prose: "urge X to do", "recommended that X do", "X should do". The whole sentence is the recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qalqan.extraction import cues
from qalqan.extraction.addressees import Addressee, addressees_in, states_in, subject_start, whom_a_letter_is_to
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.prose_russian import (
    SAID_IN_RUSSIAN,
    after_dash,
    asked_by_a_law,
    asked_in_russian,
    goes_on_after_a_dash,
    without_closing_quote,
)
from qalqan.extraction.prose_summaries import asked_in_a_summary
from qalqan.extraction.recommendation import DATELINE, Recommendation, concerned_countries, named_issuer, urgency
from qalqan.extraction.rules_told import tells_a_rule
from qalqan.extraction.verbs import ADVERBS, opens_with_verb, verbs

_DETERMINED = re.compile(
    r"\b(?:the|a|an|this|these|those|its|their|his|her|our|my|despite|repeated|many|several|no|any|of|to|in|such|into|from|with|by|phone)\s+$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|be|been|was|were|being)\s+(?:also\s+|strongly\s+|further\s+)?$", re.IGNORECASE)
_TO_VERB = re.compile(r"\s(?:not\s+)?to\s+", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s+|\bчтобы\s+", re.IGNORECASE)
_SPEAKERS = re.compile(
    r"\b(?:we|i|our organi[sz]ations?|the undersigned|signator\w+|human rights watch|amnesty|committee|rapporteur|ngos?|coalition|federation|watch|"
    r"organi[sz]ations?|groups?|partnership|article 19|institute|foundation|international|council|commission|initiative|experts?|union|centre|center|activists|defenders|rights)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:that|which|who|whom|whose)\b[^,.;]*$|\bhad\s+$", re.IGNORECASE)
_OFFICIAL_SUBJECT = re.compile(
    r"\b(?:prosecut\w+|police|authority|authorities|ministry|inspectorate|investigators?|committee of|agency|department|he|she|defendant|lawyer|plaintiff|officers?|judge|kidnappers|militants)\s*$",
    re.IGNORECASE,
)
_CLAUSE_WORD = re.compile(r"\b(?:that|which|who|because|if|when|whether|where|what|how|so)\b|[.!?]\s", re.IGNORECASE)
_MODAL_IN_PROSE = frozenset(
    (
        "should",
        "must",
        "ought to",
        "need to",
        "needs to",
        "следует",
        "следовало бы",
        "стоило бы",
        "пора",
        "пора наконец",
        "должны",
        "должен",
        "должна",
        "должно",
        "необходимо",
        "обязаны",
        "обязан",
    )
)
# After "to": a word in small letters that begins no noun phrase; the table of verbs cannot hold all.
_ANY_VERB = re.compile(
    r"(?!(?:the|an?|its?|their|his|her|our|your|this|that|these|those|all|any|some|no|each|every|both|such|other|us|them|him|me|you|one|two|date|public|human|be)\b)[a-z]{3,}\s"
)
CLOSES_WITHIN = 40  # code points between the verb that asks and the end of its sentence
_THAT_FOLLOWS = re.compile(r",?\s(?:ки|ki)\s")
_CASE_ENDING = re.compile(r"\w{0,4}\s+[\"«“]?")  # "Кыргызстандын Өкмөтүн"
_ROW = re.compile(r"\s?(?:,|мен|бен|пен|және|жана|менен|ва|bilan|va|билан|bilen|we)?\s(?:\w+\s)?")
_HAVE = re.compile(r"\s+(?:not\s+)?have\s|[\s.,;:!?]*$")


_ASKING = ("recommend", "modal")
_MIGHT = re.compile(r"\b(?:could|can|may|might|should|must|shall|ought to)\s(?:also\s|then\s|\w+ly\s)?$", re.IGNORECASE)
_ON_CONDITION = re.compile(r"\b(?:unless|if|whether)\b", re.IGNORECASE)
# Who is quoted, behind the demand: ", the Committee said today", '," said Anna Berg, director of …'.
_SAID_BY = re.compile(
    r"(?:,[\"”»]?|[\"”»],?)\s(?:(?P<who>(?:the\s)?[A-Z][\w.’'-]*(?:\s(?:of|for|and|the|on|in|&|[A-Z][\w.’'-]*)){0,9})"
    r"\s(?:said|says|stated|added|noted)\b|(?:said|says|stated|added|noted)\s(?P<by>[A-Z][^,]{2,60}))[^\"“«]{0,200}$"
)
_SET_APART = re.compile(r",\s(?:which|who|whose|where|including|as well as|along with|котор\w{2,3})\b[^;]{2,160},\s*$")
_YOU = re.compile(r"\s(?:you|your excellency|вас)\s*", re.IGNORECASE)
_IT = re.compile(r"\s(?:it|them|him|her|the latter)\s*", re.IGNORECASE)
_BUT_ANOTHER = re.compile(
    r",\s[аи]\s[^,–—;]{2,60}?\s[–—]\s(?=[а-яё]+(?:ть|ти|чь)(?:ся)?\s)"
)  # ", а ОБСЕ – предоставить"
_AND_ANOTHER = re.compile(r",?\sand\s(?=(?:the\s|its\s|their\s)?(?:[\w'’-]+\s){1,6}?(?:should|must)\s)")


def prose(context: Context, sentence: Sentence) -> Iterator[Recommendation]:
    """The recommendation that a sentence of prose makes or reports, if it makes one."""
    russian = (sentence.passage.language or context.language) == "ru"
    if sentence.families.isdisjoint((*_ASKING, "addressee") if russian else _ASKING):
        return
    if context.work.kind == "upr-report" or sentence.passage.kind in ("heading", "table", "footnote"):
        return
    if cues.table(sentence.passage.language or context.language, "verb-last"):
        found = _verb_last(context, sentence)
    else:
        found = _urged(context, sentence) or _modal(context, sentence) or _passive(context, sentence)
        if found is None:
            found = asked_in_russian(context, sentence) if russian else asked_in_a_summary(context, sentence)
    if found is not None:
        yield found


def _verb_last(context: Context, sentence: Sentence) -> Recommendation | None:
    """Where the verb closes the sentence ("… тиіс", "… шақырамыз"): the whole sentence is the demand.

    Words of the table `modal-first` stand before what must be done instead (Tajik бояд), and so does every word that asks
    where "ки" follows: "даъват мекунем, ки …".
    """
    first = frozenset(cues.table(sentence.passage.language or context.language, "modal-first"))
    hits = sentence.of("recommend", "modal")
    closing = [hit for hit in hits if sentence.end - hit.end <= CLOSES_WITHIN]
    opening = [
        hit
        for hit in hits
        if context.folded[hit.start : hit.end] in first or _THAT_FOLLOWS.match(context.folded, hit.end, sentence.end)
    ]
    cue = opening[0] if opening else closing[-1] if closing else None
    if cue is None:
        return None
    who = _named_bodies(context, sentence, cue.start)
    if not who:
        return None
    return _prose(context, sentence, sentence.start, who, cue, "recommendations.verb-last/1", 0.6)


def _named_bodies(context: Context, sentence: Sentence, end: int) -> list[Addressee]:
    """The body asked, with the State named just before it: "Қазақстан Үкіметін". Of several the first asked in a row."""
    hits = [hit for hit in sentence.of("addressee") if hit.end <= end]
    if not hits:
        return []
    start, last = hits[0].start, hits[0].end
    for hit in hits[1:]:
        if hit.start >= last and _ROW.fullmatch(context.folded, last, hit.start):
            last = hit.end
    for found in context.named_in(sentence.start, start):
        if found.end <= start and _CASE_ENDING.fullmatch(context.folded, found.end, start):
            start = found.start
    after = [found for found in context.named_in(last, end) if found.start <= last + 2]  # Tajik: Ҳукумати Тоҷикистон
    return addressees_in(context, start, after[0].end if after else last, context.countries_at(sentence))


def _urged(context: Context, sentence: Sentence) -> Recommendation | None:
    seen: set[int] = set()
    for hit in sorted(sentence.of("recommend"), key=lambda h: (h.code != "that", h.start)):
        if hit.start in seen:
            continue
        before = context.body[max(sentence.start, hit.start - 40) : hit.start]
        if (
            _TOLD.search(context.body[sentence.start : hit.start])
            or "ago" in context.folded[sentence.start : hit.start].split()
        ):
            continue  # what was asked once, told on the way to something else
        if asked_by_a_law(context, sentence, hit):
            continue  # what a law or a draft would oblige somebody to do
        if _DETERMINED.search(before) or _OFFICIAL_SUBJECT.search(before) or _negated(before) or _MIGHT.search(before):
            continue  # "inspectors could demand", "States should urge X": what X is asked stands under "should"
        if _is_itself_asked(context, sentence, hit):
            continue  # "the government should invite the Rapporteur and allow NGOs to register"
        if _ON_CONDITION.search(context.body, sentence.start, hit.start):
            continue
        read = {"that": _asked_that, "to": _asked_to, "for": _asked_for}[hit.code](context, sentence, hit)
        if read is not None:
            return read
        if hit.code != "to":
            seen.add(hit.start)
    return None


def _is_itself_asked(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the verb that seems to ask is what a body should do: a body and "should" stand before it."""
    if context.folded[hit.start : hit.end] not in _BARE:
        return False
    for modal in sentence.of("modal"):
        if modal.end <= hit.start and context.folded[modal.start : modal.end] in _MODAL_IN_PROSE:
            start = subject_start(context, sentence, modal.start)
            return bool(addressees_in(context, start, modal.start) or states_in(context, start, modal.start))
    return False


_BARE = frozenset(("invite", "ask", "request", "encourage", "press", "urge", "advise", "instruct", "order", "demand"))


def _negated(before: str) -> bool:
    return re.search(r"\b(?:not|never|refused to|declined to|не)\s+$", before, re.IGNORECASE) is not None


def _asked_to(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "urge X to do": X up to "to", what is asked after it."""
    passive = _PASSIVE.search(context.body[max(sentence.start, hit.start - 24) : hit.start])
    hit_words = context.folded[hit.start : hit.end]
    for start, end in _verb_phrases(context, hit.end - 1 if passive else hit.end, sentence.end):
        if passive:
            who = addressees_in(context, sentence.start, hit.start, context.countries_at(sentence)) or states_in(
                context, sentence.start, hit.start
            )
            if hit_words in _ORDERS:  # "over fifty groups were ordered to close": that is done to them
                who = [one for one in who if one["class"] not in ("ngo", "company")]
        else:
            if start - hit.end > 260 or _CLAUSE_WORD.search(context.body, hit.end, start):
                return None
            who = addressees_in(context, hit.end, start, context.countries_at(sentence)) or states_in(
                context, hit.end, start
            )
            if not who and _YOU.fullmatch(f"{context.body[hit.end : start].rstrip()} "):
                who = whom_a_letter_is_to(context)
            if (
                not who and hit_words not in _ORDERS and _IT.fullmatch(context.body, hit.end, start + 1)
            ):  # "wrote to the government asking it to"
                who = addressees_in(
                    context, _last_told(context, sentence, hit.start), hit.start, context.countries_at(sentence)
                )
        if not who:
            return None
        return _prose(context, sentence, end, who, hit, "recommendations.urged/1", 0.85)
    return None


_ORDERS = frozenset(("order", "orders", "ordered", "obliged", "instruct", "instructs", "instructed"))
_SPOKEN_TO = re.compile(r"\b(?:wrote|writes|writing|written|appealed|spoke|turned|letters?)\sto\s", re.IGNORECASE)


def _last_told(context: Context, sentence: Sentence, end: int) -> int:
    """Where the one begins to whom was written: "wrote to the government, asking it to"."""
    to = _SPOKEN_TO.search(context.body, sentence.start, end)
    return to.end() if to else sentence.start


def _verb_phrases(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where what is asked begins: after "to", or at the infinitive itself where the language has one."""
    table = verbs(context.language)
    if not table.infinitive:
        for to in _TO_VERB.finditer(context.body, start, end):
            if opens_with_verb(context.body, to.end(), end, table) or _ANY_VERB.match(context.body, to.end()):
                yield to.start(), to.end()
        return
    adverb: int | None = None
    for token in re.finditer(r"[^\W\d_]{2,}", context.folded[start : min(end, start + 300)]):
        if table.is_verb(token[0]):
            at = start + (token.start() if adverb is None else adverb)
            yield at, at
            return
        if token[0] != "не" and not token[0].endswith(ADVERBS):
            adverb = None
        elif adverb is None:
            adverb = token.start()


_OBJECT = re.compile(r"\s(?:the|an?|its|their|all|any|every|this|these|those)\s")  # "request an opinion": no noun


def _asked_that(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "recommended that X do": X up to the verb."""
    table = verbs(context.language)
    for token in re.finditer(r"[^\W\d_]+", context.body[hit.end : min(sentence.end, hit.end + 260)]):
        word = token[0].lower()
        at = hit.end + token.start()
        noun = word in table.nouns and not _OBJECT.match(context.body, hit.end + token.end())
        if word in ("be", "should", "must") or (table.is_verb(word) and not noun and token.start() > 1):
            who = addressees_in(context, hit.end, at, context.countries_at(sentence)) or states_in(context, hit.end, at)
            if not who and word != "be":
                return None
            start = hit.end if word == "be" else at
            return _prose(context, sentence, start, who, hit, "recommendations.urged-that/1", 0.85)
    return None


def _asked_for(context: Context, sentence: Sentence, hit: Hit) -> Recommendation | None:
    """ "calls for the release of X": asked by an organisation or a body, of nobody by name."""
    before = context.body[sentence.start : hit.start]
    if len(before) > 200 or not _SPEAKERS.search(before) or context.body[hit.end : hit.end + 1] in (".", ",", '"'):
        return None
    if re.search(r"\b(?:protest\w*|demonstrat\w*|opposition|party|supporters)\b", before, re.IGNORECASE):
        return None
    return _prose(context, sentence, hit.end, [], hit, "recommendations.called-for/1", 0.6)


def _prose(
    context: Context, sentence: Sentence, demand: int, who: list[Addressee], hit: Hit, origin: str, confidence: float
) -> Recommendation:
    dateline = DATELINE.match(context.body, sentence.start, demand)
    start = dateline.end() if dateline else after_dash(context.body, sentence.start, demand)
    said = _SAID_BY.search(context.body, demand, sentence.end) or SAID_IN_RUSSIAN.search(
        context.body, demand, sentence.end
    )
    issuer = (said["who"] or said["by"]).strip() if said else named_issuer(context, sentence, hit)
    return Recommendation(
        start=start,
        end=sentence.end,
        demand_spans=_one_for_each_subject(context, demand, said.start() if said else sentence.end),
        sentence=sentence,
        issuers=[issuer] if issuer else [],
        addressees=who,
        countries=concerned_countries(context, start, sentence.end, who),
        urgency=urgency(context, start, sentence.end, None),
        origin=origin,
        confidence=confidence,
    )


def _one_for_each_subject(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    """ "… vote it down and the president should veto it": what each is asked apart."""
    end = without_closing_quote(context.body, start, end)
    another = _AND_ANOTHER.search(context.body, start, end) or _BUT_ANOTHER.search(context.body, start, end)
    if another is None:
        return [(start, end)]
    return [(start, another.start()), *_one_for_each_subject(context, another.end(), end)]


def _modal(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "The authorities should release …": the subject is a body that is asked things."""
    for hit in sentence.of("modal"):
        if context.folded[hit.start : hit.end] not in _MODAL_IN_PROSE:
            continue
        if hit.start <= sentence.start + 1:
            continue  # "Should the deputies wish to proceed, they should …"
        start = after_dash(context.body, subject_start(context, sentence, hit.start), hit.start)
        dateline = DATELINE.match(context.body, start, hit.start)
        start = dateline.end() if dateline else start
        apart = _SET_APART.search(context.body, start, hit.start)
        until = apart.start() if apart else hit.start
        subject = context.body[start:until]
        if (
            len(subject) > 140
            or len(subject.strip()) < 2
            or _CLAUSE_WORD.search(subject)
            or subject.lstrip()[:1] == "["
        ):
            return None
        who = addressees_in(context, start, until, context.countries_at(sentence)) or states_in(context, start, until)
        who = [one for one in who if one["class"] not in ("ngo", "company")]
        if tells_a_rule(context, sentence):
            return None
        if _HE_IN_RUSSIAN.search(subject):
            who = []
        if not who and _SPOKEN_OF.fullmatch(subject.strip(" ,")):
            who = addressees_in(context, sentence.start, start, context.countries_at(sentence))
            who = who or _asked_before(context, sentence)
        if not who or _quoted_fragment(context, sentence, hit.start):
            return None
        table = verbs(context.language)
        after = context.body[hit.end : hit.end + 60]
        if _HAVE.match(after) and not opens_with_verb(context.body, hit.end, sentence.end, table):
            return None  # "should have known" blames, it asks for nothing
        return _prose(
            context,
            sentence,
            start if re.match(r"\s+(?:not\s+)?be\s", after) else hit.end,
            who,
            hit,
            "recommendations.should/1",
            0.75,
        )
    return None


_HE_IN_RUSSIAN = re.compile(r"\s(?:он|она|оно|они)\s*$")  # the subject is not what is named before it
_SPOKEN_OF = re.compile(
    r"(?:(?:moreover|also|in addition|furthermore),?\s)?(?:it|they|both|она|оно|они)", re.IGNORECASE
)


def _asked_before(context: Context, sentence: Sentence) -> list[Addressee]:
    """Who "it" or "they" is: who is asked in the sentence before."""
    before = next(context.paragraph_of(sentence), None)
    if before is None:
        return []
    asked = _urged(context, before) or _modal(context, before)
    return asked.addressees if asked else []


_OWN_DEMANDS = frozenset(("statement", "joint-submission", "report", "resolution"))  # what others write only tells
_MUST_BE = re.compile(
    r"\b(?:should|must)\s(?:also\s|now\s|\w+ly\s){0,2}be\s(?:\w+ly\s(?:and\s\w+ly\s)?)?(?:released|freed|investigated|brought to justice|held (?:to account|accountable|responsible)|prosecuted|repealed|"
    r"abolished|dropped|lifted|quashed|overturned|carried out|conducted|launched|opened|compensated|reinstated|restored|returned|unblocked|stopped|ended|halted|guaranteed|ensured|revised|amended|reviewed|"
    r"ratified|condemned|protected|withdrawn|rejected|registered|allowed|granted|given|provided|informed|transferred|established|adopted|published)\b",
    re.IGNORECASE,
)


def _passive(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "All those responsible must be brought to justice": the subject is what is to be done; who is to do it is not said."""
    if context.work.kind not in _OWN_DEMANDS or sentence.passage.kind not in ("paragraph", "item"):
        return None
    must = _MUST_BE.search(context.body, sentence.start, sentence.end)
    modal = next((hit for hit in sentence.of("modal") if must and hit.start == must.start()), None)
    if must is None or modal is None or _CLAUSE_WORD.search(context.body, sentence.start, must.start()):
        return None
    if len(sentence.of("provisions")) or _quoted_fragment(context, sentence, must.start()):
        return None
    start = subject_start(context, sentence, must.start())
    return _prose(context, sentence, start, [], modal, "recommendations.must-be/1", 0.5)


def _quoted_fragment(context: Context, sentence: Sentence, at: int) -> bool:
    """Whether a quotation opened before the sentence and goes on: then these are someone else's words on something else."""
    passage = sentence.passage
    if goes_on_after_a_dash(context, sentence):
        return False
    before = context.body[passage.start : sentence.start]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1
