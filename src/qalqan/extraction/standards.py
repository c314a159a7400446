"""Standards: the treaties, guidelines, resolutions and commitments to which a text appeals, with article and symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.norms_cited import Cited, norms_cited
from qalqan.extraction.proposals import Proposals

_ARTICLE = re.compile(
    r"\b(?:articles?|art\.|arts\.|стат(?:ь\w{1,3}|ей)|ст\.)\s{0,2}(\d{1,3}(?:\s?\(\d{1,2}\))?(?:\s?(?:,|and|to|–|-|и)\s?\d{1,3}(?:\s?\(\d{1,2}\))?){0,6})",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b(?:A|E|S|CCPR|CAT|CEDAW|CRC|CERD)/[A-Z0-9][A-Za-z0-9./()-]{2,40}\b|\b\d{2}/\d{1,3}\b(?= of)")
_QUALIFIED = re.compile(
    r"(?:\s(?:standards|obligations|commitments|protecting|on|of|for|and|the|to|in|freedom|expression|association|assembly|peaceful|related|rights|human|against|torture|civil|political|convention|covenant|international|economic|social|cultural|defenders|women|child|persons|disabilities|other|cruel|inhuman|degrading|treatment|punishment|racial|discrimination|elimination|all|forms|protection|from|enforced|disappearance|role|lawyers|independence|judiciary|treatment|prisoners|use|force|firearms|by|law|enforcement|officials|minorities|peasants|business|status|stateless|refugees|migrant|workers|families|their|members|death|penalty|opinion|religion|belief|fair|trial|minimum|rules|administration|juvenile|justice)\b){1,16}"
    r"|(?:\s(?:и|о|об|по|в|с|на|от|для|всех|форм|других|видов|гражданских|политических|экономических|социальных|культурных|правах?|прав|свободах?|свобод|человека|ребенка|ребёнка|инвалидов|женщин|"
    r"отношении|дискриминации|расовой|ликвидации|жестоких|жестокого|бесчеловечных|бесчеловечного|унижающих|унижающего|достоинство|обращения|обращении|наказания|наказании|пыток|защите|защиты|основных|"
    r"правозащитников|правозащитниках|насильственных|исчезновений|роли|юристов|независимости|судебных|органов|применения|силы|огнестрельного|оружия|предпринимательской|деятельности|мирных|собраний|"
    r"ассоциации|ассоциаций|объединений|выражения|мнения|мнений|международным?|конвенции|пакту|к)\b){1,18}"
)
_NUMBERED = re.compile(r"\s(?:no\.?|nos\.?|№)\s?\d{1,3}")  # "ILO Convention No. 87"
_NOT_A_NORM = re.compile(r"^\s(?:experts?|lawyers?|scholars?|professor|mechanisms?|organi[sz]ations?|committee\b)")
_BODY_NOT_NORM = re.compile(r"\b(?:committee|subcommittee|rapporteur)\s(?:on|against|for)\s(?:the\s)?$")
_ANOTHER_NORM = re.compile(
    r"\sand\s(?:the\s)?(?:other\s)?international\b.*$"
)  # "the Universal Declaration and international …"
_TRAILING = re.compile(
    r"(?:\s(?:on|of|for|and|the|to|in|against|all|other|by|their|use|law|и|о|об|по|в|с|на|от|для|к|всех|других))+$"
)


def propose_standards(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """One candidate for each norm of a sentence; a norm said twice in a sentence is one."""
    named = list(_named(context, sentences, proposals))
    for cited in norms_cited(context):
        if not any(start < cited.end and cited.start < end for start, end in named):
            _propose_cited(cited, proposals)


def _propose_cited(cited: Cited, proposals: Proposals) -> None:
    fields = {"instrument": cited.instrument, "article": None, "symbol": cited.symbol, "kind": cited.kind}
    proposals.add("standard", (cited.start, cited.end), fields, origin="standards.cited/1", confidence=0.7)


def _named(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> Iterator[tuple[int, int]]:
    """Proposes the norms that cues name; gives where each stands, with its symbol."""
    for sentence in sentences:
        if "standards" not in sentence.families or sentence.passage.kind == "heading":
            continue
        taken: list[tuple[int, int]] = []
        for hit in sentence.of("standards"):
            if any(a <= hit.start < b for a, b in taken) or not _is_norm(context, hit):
                continue
            end = _whole_name(context, sentence, hit)
            if _said_before(context, taken, hit, sentence):
                continue
            taken.append((hit.start, end))
            yield _propose(context, sentence, hit, end, proposals)


def _is_norm(context: Context, hit: Hit) -> bool:
    if _NOT_A_NORM.match(context.folded[hit.end : hit.end + 24]):
        return False
    return _BODY_NOT_NORM.search(context.folded[max(0, hit.start - 40) : hit.start]) is None


def _said_before(context: Context, taken: Sequence[tuple[int, int]], hit: Hit, sentence: Sentence) -> bool:
    """An abbreviation in brackets, or repeated, of the treaty just named."""
    if not taken or hit.code != "treaty":
        return False
    words = context.words(hit.start, hit.end)
    if not words.isupper():
        return False
    named = context.words(taken[-1][0], taken[-1][1])
    initials = "".join(word[0] for word in named.split() if word[:1].isupper())
    return words.replace("-", "") in initials or initials in words


def _whole_name(context: Context, sentence: Sentence, hit: Hit) -> int:
    """The name with what it is on: "guidelines on freedom of association"."""
    numbered = _NUMBERED.match(
        context.folded, hit.end - 3 if context.folded.endswith(" no", hit.start, hit.end) else hit.end, sentence.end
    )
    if numbered:
        return numbered.end()
    more = _QUALIFIED.match(context.folded, hit.end, sentence.end)
    if more is None or hit.code in ("report",):
        return hit.end
    name = _ANOTHER_NORM.sub("", context.folded[hit.start : more.end()])
    return hit.start + len(_TRAILING.sub("", name))


def _propose(context: Context, sentence: Sentence, hit: Hit, end: int, proposals: Proposals) -> tuple[int, int]:
    own = _ARTICLE.match(context.body, hit.start, end)  # "статьи 4 Конвенции"
    article = own or _article(context, sentence, hit, end)
    symbol = _SYMBOL.search(context.body, hit.start, min(sentence.end, end + 60))
    start = article.start() if article is not None and article.end() <= hit.start else hit.start
    fields = {
        "instrument": " ".join(context.words(own.end() if own else hit.start, end).split()),
        "article": article[1] if article else None,
        "symbol": symbol[0] if symbol else None,
        "kind": hit.code,
    }
    proposals.add(
        "standard", (start, end), fields, origin="standards.cue/1", confidence=0.9 if hit.code == "treaty" else 0.75
    )
    return start, max(end, symbol.end() if symbol else end)


def _article(context: Context, sentence: Sentence, hit: Hit, end: int) -> re.Match[str] | None:
    """ "Article 22 of the Covenant", or for a treaty "(Article 22 …)" later in the sentence."""
    before = None
    for m in _ARTICLE.finditer(context.body, max(sentence.start, hit.start - 70), hit.start):
        before = m
    if before is not None and any(before.start() <= one.start < hit.start for one in sentence.of("standards")):
        before = None  # "article 21 of the Covenant and General Comment No. 37": the article is the Covenant's
    if before is not None:
        return before
    return _ARTICLE.search(context.body, end, sentence.end) if hit.code == "treaty" else None
