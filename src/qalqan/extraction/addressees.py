"""Who is asked: the bodies named before "should", each with its class and the States it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.verbs import opens_with_verb, verbs
from qalqan.vocabularies.countries import members

Addressee = dict[str, Any]
STATE_CLASSES = ("government", "parliament", "court")
_WHOSE_BODY = ("оон", "обсе", "ес")  # Russian says it behind the body: «Специальный докладчик ООН»
FEW = 8  # a group of States no larger is written out; a larger one keeps its code
_CHUNK = re.compile(r",\s+(?:and\s+|и\s+)?|\s+(?:and|и|as well as|а также)\s+")
_PARTNERS = re.compile(r"\b(?:partners|donors|international community)\b")
_STATE_BESIDE = re.compile(r",?\s(?:and|и)\s")  # "the European Union and Ruritania"
_PARTICIPATING = re.compile(r"\bparticipating states?\b|государств\w{0,3}\s?[—–-]\s?участник(?:и|ов|ам|ами|ах)\b")
_OUTSIDE = re.compile(r"\b(?:from outside|outside|other than|except(?: for)?|beyond|за пределами|кроме)\s+(?:the\s+)?$")
_OTHER = re.compile(r"\b(?:other|другим|другие|других)\s+(?:osce |обсе )?$")
_TRAILING = re.compile(
    r"\s(?:should|shall|must|ought|needs?|has|have|is|are|следует|должн\w+|необходимо)(?:\s(?:to|be|also|not|now|therefore|immediately|then))*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:recommendations?|appeals?|to|for|the|all|рекомендации|к|ко|всем)\s+)+", re.IGNORECASE)
_LINKING = re.compile(r"\s(?:and|or|to|и|а также|as well as)$")
_WRITE_TO = re.compile(
    r"\b(?:write|appeals?|letters?|e-?mails?|faxes)\s(?:immediately\s)?to\s|\bнаправьте\s\w+\s|\bнапишите\s",
    re.IGNORECASE,
)
_THEM = re.compile(r"\s(?:them|it|him|her|их|его)\b")


def addressees_in(context: Context, start: int, end: int, default: Sequence[str] = ()) -> list[Addressee]:
    """The bodies named in `body[start:end]`. `default` are the countries of a government that is named without one."""
    hits = [hit for hit in _hits(context, start, end)]
    if not hits:
        return []
    out: list[Addressee] = []
    for first, last in _chunks(context, start, end, hits):
        inside = [hit for hit in hits if first <= hit.start < last]
        head = _head(context, inside)
        beside = _STATE_BESIDE.match(context.folded, inside[-1].end, last) if head.code == "igo" else None
        states = states_in(context, beside.end(), last) if beside else []
        if beside and states:
            last = beside.start()
        name = _TRAILING.sub("", _LEADING.sub("", context.words(first, last).strip(' ,.;:*#"“”«»')))
        name = _LINKING.sub("", name)
        out.append(
            {
                "name": " ".join(name.split()),
                "class": head.code,
                "countries": _countries(context, first, last, head, default),
            }
        )
        out.extend(states)
    return out


def _hits(context: Context, start: int, end: int) -> list[Hit]:
    found: list[Hit] = []
    for sentence in context.sentences_between(start, end):
        for hit in sentence.of("addressee"):
            if hit.start < start or hit.end > end or (found and hit.start < found[-1].end):
                continue
            found.append(hit)
    return found


def _chunks(context: Context, start: int, end: int, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The parts of a list of bodies; a part without a body of its own belongs to the one before it."""
    edges = [start]
    for divider in _CHUNK.finditer(context.folded, start, end):
        following = _CHUNK.search(context.folded, divider.end(), end)
        stop = following.start() if following else end
        named = any(divider.end() <= hit.start < stop for hit in hits)
        before = any(edges[-1] <= hit.start < divider.start() for hit in hits)
        if named and before:
            edges.append(divider.end())
    return list(zip(edges, [*edges[1:], end], strict=True))


def _head(context: Context, hits: Sequence[Hit]) -> Hit:
    """The body itself: in "OSCE field offices" the offices, in "embassies of participating States" the embassies."""
    n = 0
    while n + 1 < len(hits) and context.folded[hits[n].end : hits[n + 1].start].strip() == "":
        if context.folded[hits[n + 1].start : hits[n + 1].end] in _WHOSE_BODY:
            break
        n += 1
    return hits[n]


def _countries(context: Context, start: int, end: int, head: Hit, default: Sequence[str]) -> list[str]:
    named = context.named_in(start, end)
    if head.code == "other-states" and _PARTNERS.search(context.folded, start, end):
        return []  # "Ruritania's international partners" are anybody but Ruritania
    participating = _PARTICIPATING.search(context.folded, start, end)
    if participating and (participating[0].startswith("p") or "обсе" in context.folded):  # a covenant has them too
        for found in named:
            if _OUTSIDE.search(context.folded[max(start, found.start - 24) : found.start]):
                return [f"OSCE-pS minus {found.code}"]
        if _OTHER.search(context.folded[max(0, participating.start() - 16) : participating.start()]):
            left_out = "CA5" if len(context.subjects) == 5 else " minus ".join(context.subjects)
            return [f"OSCE-pS minus {left_out}"] if left_out else ["OSCE-pS"]
        return ["OSCE-pS"]
    if named and head.code not in ("igo", "institution"):
        codes: list[str] = []
        for found in named:
            codes.extend(sorted(members(found.code)) if len(members(found.code)) <= FEW else [found.code])
        resolved = context.set_named(start, end)
        return list(resolved or dict.fromkeys(codes))
    resolved = context.set_named(start, end)
    if resolved:
        return list(resolved)
    national = head.code == "institution" and len(default) == 1 and _NATIONAL.search(context.folded, start, end)
    return list(default) if head.code in STATE_CLASSES or national else []


_NATIONAL = re.compile(r"\b(?:(?<!un )working group|(?<!human rights )committee(?! (?:on|against)\b))\b")


# --- where in a sentence they stand --------------------------------------------------------------------------------------

PREPOSED = re.compile(
    r"^(?:in|with|given|as|considering|recalling|to|on|under|following|while|pending|according|for|bearing|if|once|until|unless|should|where|before|after|в|с|если|учитывая|для|при|на)\b",
    re.IGNORECASE,
)
_TO_VERB = re.compile(r"\s(?:not\s+)?to\s+", re.IGNORECASE)


def introduced_addressees(context: Context, sentence: Sentence) -> list[Addressee]:
    """The addressees of "X should:", "we urge X to:", "recommendations to X:"."""
    default = context.countries_at(sentence)
    passed_on = _TO_ASK.search(context.body, sentence.start, sentence.end)
    if passed_on:  # "recommend States to suggest to Ruritania:": it is asked of Ruritania
        start, end = passed_on.span("who")
        if found := addressees_in(context, start, end, default) or states_in(context, start, end):
            return found
    for hit in sentence.of("recommend"):
        asked_before = _WRITE_TO.search(context.body, sentence.start, hit.start)
        if asked_before and _THEM.match(context.folded, hit.end):  # "write to the authorities and ask them to"
            found = addressees_in(context, asked_before.end(), hit.start, default)
            if found:
                return found
        end = _until_verb(context, hit, sentence) or sentence.end
        if _YOU.match(context.folded, hit.end):
            found = whom_a_letter_is_to(context)
            if found:
                return found
        found = addressees_in(context, hit.end, end, default) or states_in(context, hit.end, end)
        if found:
            return found
    return subject_addressees(context, sentence) or addressees_in(context, sentence.start, sentence.end, default)


_TO_ASK = re.compile(
    r"\s(?:предложить|рекомендовать|призвать|потребовать от)\s(?P<who>[^:,;]{3,90}?)(?:\s(?:следующее|нижеследующее))?:\s*$"
)
_YOU = re.compile(r"\s(?:you|your excellency|your excellencies|вас)\b")
_LETTER_TO = re.compile(
    r"\b(?:letter|appeal|address|petition)\sto\s(?:the\s)?|\b(?:письмо|обращение)\s(?:к\s)?", re.IGNORECASE
)


def whom_a_letter_is_to(context: Context) -> list[Addressee]:
    """Who "you" is: the body that a letter's title or one of its first lines names."""
    for sentence in context.sentences[:8]:
        to = _LETTER_TO.search(context.body, sentence.start, sentence.end)
        short = sentence.end - sentence.start <= 120
        if (to or short) and sentence.has("addressee"):
            start = to.end() if to else sentence.start
            found = addressees_in(context, start, sentence.end, context.countries_at(sentence))
            if found:
                return found
    return []


def _until_verb(context: Context, hit: Hit, sentence: Sentence) -> int | None:
    m = _TO_VERB.search(context.folded, hit.end, sentence.end)
    return m.start() if m else None


def addressed_to_do(context: Context, sentence: Sentence) -> tuple[list[Addressee], int]:
    """Of an item "the parliament of X to reject both bills": who is asked, and where what is asked begins."""
    table = verbs(context.language)
    if table.infinitive:
        return asked_behind_a_dash(context, sentence)
    for to in _TO_VERB.finditer(context.body, sentence.start, min(sentence.end, sentence.start + 160)):
        if not opens_with_verb(context.body, to.end(), sentence.end, table):
            continue
        asked = _ARE_ASKED.search(context.folded, sentence.start, to.start() + 1)
        if _CLAUSE.search(context.folded, sentence.start, asked.start() if asked else to.start()):
            break
        default = context.countries_at(sentence)
        found = addressees_in(context, sentence.start, to.start(), default) or states_in(
            context, sentence.start, to.start()
        )
        return found, to.end() if found else sentence.start
    return [], sentence.start


# "Missions in the capital are encouraged to …"
_ARE_ASKED = re.compile(
    r"\s(?:is|are)\s(?:\w+ly\s|also\s|further\s)?(?:encouraged|urged|invited|requested|asked|advised|called (?:up)?on)\s$"
)
_BEHIND_A_DASH = re.compile(r"(?P<who>[^–—:;\n]{4,140}?)(?:\s[–—-]|:)\s(?=[а-яё])")


def asked_behind_a_dash(context: Context, sentence: Sentence) -> tuple[list[Addressee], int]:
    """«Министерству юстиции – опубликовать проект»: who is asked, and where what is asked begins."""
    found = _BEHIND_A_DASH.match(context.body, sentence.start, sentence.end)
    if found is None or not opens_with_verb(context.body, found.end(), sentence.end, verbs(context.language)):
        return [], sentence.start
    first = next((hit.start for hit in sentence.of("addressee")), sentence.end)
    if first - sentence.start > 24:  # the body stands first, or behind an adjective or two
        return [], sentence.start
    who = addressees_in(context, *found.span("who"), context.countries_at(sentence))
    return who, found.end() if who else sentence.start


_CLAUSE = re.compile(r"\b(?:should|must|shall|is|are|was|were|has|have|that|which|who|in order)\b")


def subject_addressees(context: Context, sentence: Sentence) -> list[Addressee]:
    """The addressees that stand before "should"."""
    for hit in sentence.of("modal"):
        start = subject_start(context, sentence, hit.start)
        found = addressees_in(context, start, hit.start, context.countries_at(sentence)) or states_in(
            context, start, hit.start
        )
        if found:
            return found
    return []


def subject_start(context: Context, sentence: Sentence, end: int) -> int:
    """Where the subject begins: after "In accordance with …," if the sentence opens so."""
    words = context.body[sentence.start : end]
    if PREPOSED.match(words) and "," in words:
        return sentence.start + words.rindex(",") + 1
    return sentence.start


def states_in(context: Context, start: int, end: int) -> list[Addressee]:
    """A State asked by its name: "urges Ruritania to …"."""
    named = context.named_in(start, end)
    if not named or context.folded[start : named[0].start].strip(" ,:") not in (
        "",
        "the",
        "that",
        "the republic of",
        "on",
        "upon",
        "правительство",
    ):
        return []
    codes = list(
        dict.fromkeys(
            code
            for found in named
            for code in (sorted(members(found.code)) if len(members(found.code)) <= 8 else [found.code])
        )
    )
    name = context.words(named[0].start, named[-1].end)
    return [{"name": " ".join(name.split()), "class": "government", "countries": codes}]
