"""Recommendations that Russian makes without naming who is asked, or with a noun for the demand.

"Необходимо прекратить преследование", "Настаиваем на освобождении", "Коалиция требует отмены закона".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qalqan.extraction.addressees import Addressee, addressees_in, asked_behind_a_dash, whom_a_letter_is_to
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.recommendation import Recommendation, concerned_countries, named_issuer, urgency
from qalqan.extraction.verbs import verbs

_KINDS = frozenset(("statement", "joint-submission", "report", "resolution"))  # a newspaper's "необходимо" is no one's
_OPENING = r"^(?:(?:также|кроме того|в этой связи|поэтому|в связи с этим|помимо этого|наконец|при этом|в частности|крайне|особенно),?\s+){0,2}"
_IMPERSONAL = re.compile(
    _OPENING
    + r"(?:(?:из|в|во|на|для|при|по|до)\s[^,.;:«»]{3,70}?\s)?(?:крайне\s+)?(?:(?:необходимо|нужно|следует|надлежит|важно|целесообразно)"
    r"|(?:мы\s+)?(?:также\s+)?(?:счита|полага|наход)(?:ем|им)\s+(?:крайне\s+)?(?:необходимым|нужным|важным|целесообразным|правильным))"
    r"\s+(?:(?:также|ещё|не|впредь|\w+(?:о|ки|ее))\s+){0,2}(?=(?P<verb>[а-яё]+))"
)
_RULES = re.compile("обязыва|требу|предлага")
_WHICH = re.compile(r"\bкотор\w{2,3}\s(?:\w+\s){0,2}(?=(?:обязыва|требу|предлага)\w*$)")
_ONLY_SPEAKS = re.compile(
    r"(?:отметить|подчеркнуть|напомнить|сказать|признать|помнить|учитывать|учесть|понимать|заметить|упомянуть|добавить|указать|иметь|считать|уточнить|знать|отдать|оговориться|выделить|ожидать)$"
)
_WE = re.compile(
    _OPENING
    + r"(?:мы\s+)?(?:также\s+|вновь\s+|решительно\s+|по-прежнему\s+){0,2}(?:настаиваем на|требуем|добиваемся|выступаем за|просим о|просим об)\s+(?=[а-яё])"
)
# "Предлагаем исключить …": whoever is asked was named before, or the whole text is to them.
_WE_ASK = re.compile(
    _OPENING + r"(?:в целом\s+)?(?:мы\s+)?(?:также\s+|вновь\s+|настоятельно\s+|особо\s+){0,2}"
    r"(?:предлагаем|рекомендуем|просим|требуем|призываем|советуем)\s+(?:(?:также|не|\w+(?:о|ки|ее))\s+){0,2}(?=(?P<verb>[а-яё]+))"
)
# «рассчитываем, что власти освободят …», «требуем, чтобы …»; «направила президенту письмо с просьбой наложить вето».
_THAT_THEY = re.compile(
    r"(?:рассчитыва(?:ем|ют)|ожида(?:ем|ют)|надеемся|требу(?:ем|ют|ет)|настаива(?:ем|ют|ет)(?:\sна\sтом)?|доби?ваемся|просим),\s(?:что|чтобы)\s"
)
_FINITE = re.compile(r"[а-яё]{3,}(?:ут|ют|ат|ят|ет|ит|ёт|ла|ло|ли)(?:ся|сь)?\b")
_WITH_A_REQUEST = re.compile(
    r"\b(?:направ|отправ|обрат|обращ|выступ|адресова|напис)\w+\s(?:[^.;:]{1,90}?\s)?"
    r"с\s(?:просьбой|призывом|требованием|предложением)\s(?=(?P<verb>[а-яё]+))"
)
# «призывает власти к диалогу»: what is asked is a noun.
_CALLS_TO = re.compile(r"[^,.;:]{3,120}?\s(?:к|ко)\s(?=[а-яё]{4,})")
_THEY = re.compile(
    r"^[^.;]{0,80}?\b(?:фонд|организаци|коалици|правозащитник|комитет|союз|ассоциаци|федераци|движени|объединени|центр|бюро|группа|группы|нпо|партн[её]рство)[\w«» -]{0,60}?\s(?:настаива(?:ет|ют) на|требу(?:ет|ют)|добива(?:ет|ют)ся|выступа(?:ет|ют) за)\s+(?=[а-яё])"
)
# Who is quoted or reported, behind the demand: «…», – сказала директор фонда; "…, заявили сегодня два союза".
_SAID = r"(?:сказал|заявил|отметил|подчеркнул|добавил|пояснил|сообщил|указал|говорит|считает|считают|уверен|напомнил|заключил)\w{0,3}"
SAID_IN_RUSSIAN = re.compile(
    rf"(?:[»”\"]?,\s[–—-]\s|,\s){_SAID}\s(?P<who>(?:сегодня\s)?[^«»;:]{{2,90}}?(?:«[^»]{{2,60}}»[^«»;:]{{0,60}}?){{0,3}})[.\s»]*(?P<by>)$"
)
# «A, – said X. – B»: the quoted person goes on.
_GOES_ON = re.compile(rf",\s[–—-]\s{_SAID}\s[^«»]{{2,120}}?(?:«[^»]{{2,60}}»[^«»]{{0,60}}?)?[.,]$")
_DASH = re.compile(r"[–—]\s")
_DASHES = ("–", "—", "-")


def goes_on_after_a_dash(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence is the second half of a quotation that a "said X" cut in two."""
    before = context.body[sentence.passage.start : sentence.start].rstrip()
    dashed = before.endswith(_DASHES) or context.body.startswith(_DASHES, sentence.start)
    return dashed and _GOES_ON.search(before.rstrip("–—- ")) is not None


def asked_by_a_law(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """ "Законопроект обязывает объединения отчитываться", "закон, который требует": a rule that is told, no demand."""
    if not _RULES.match(context.folded, hit.start):
        return False
    if _WHICH.search(context.folded[sentence.start : hit.end]):
        return True
    from qalqan.extraction.mentions.russian.morphology import readings  # its dictionary is for Russian only

    laws = [context.folded[one.start : one.end] for one in sentence.of("law") if one.end <= hit.start]
    return any(one.case == "nomn" for law in laws[-1:] for one in readings(law))


def asked_in_russian(context: Context, sentence: Sentence) -> Recommendation | None:
    """The demand of a sentence that names nobody who is to meet it, or names them before a dash, if it makes one."""
    folded = context.folded[sentence.start : sentence.end]
    ours = _WE_ASK.match(folded)
    if ours is not None and verbs("ru").is_verb(ours["verb"]) and context.work.kind != "news":
        return _asked(context, sentence, _before_the_verb(context, sentence, ours), "recommendations.we-ask/1", 0.7)
    if called := _called_to(context, sentence) or _hoped_of(context, sentence) or _requested(context, sentence):
        return called
    if context.work.kind not in _KINDS:
        return None
    if sentence.has("addressee") and sentence.passage.kind in ("paragraph", "item"):
        who, at = asked_behind_a_dash(context, sentence)
        if who:
            return _asked(context, sentence, at, "recommendations.behind-a-dash/1", 0.7, who)
    found = _IMPERSONAL.match(folded)
    if found is not None:
        if not verbs("ru").is_verb(found["verb"]) or _ONLY_SPEAKS.match(found["verb"]):
            return None
        return _asked(
            context, sentence, _before_the_verb(context, sentence, found), "recommendations.impersonal/1", 0.6
        )
    found = _WE.match(folded) or _THEY.match(folded)
    if found is None:
        return None
    return _asked(context, sentence, sentence.start + found.end(), "recommendations.called-for/1", 0.6)


_ADVERBS_BEFORE = re.compile(r"(?:(?:не|впредь|[а-яё]+(?:о|ки|ее))\s+){0,2}$")


def _before_the_verb(context: Context, sentence: Sentence, found: re.Match[str]) -> int:
    """Where a demand begins: at its verb, or at the adverbs before it ("чётко определить")."""
    words = context.folded[sentence.start : sentence.start + found.end()]
    adverbs = _ADVERBS_BEFORE.search(words)
    at = adverbs.start() if adverbs else len(words)
    while said := re.match(r"(?:необходимо|нужно|важно|целесообразно|особо)\s+", words[at:]):
        at += said.end()
    return sentence.start + at


def _called_to(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "Комиссар призвал власти к расследованию"."""
    for hit in sentence.of("recommend"):
        if not context.folded.startswith(("призыва", "призва"), hit.start):
            continue
        found = _CALLS_TO.match(context.folded, hit.end, sentence.end)
        who = addressees_in(context, hit.end, found.end(), context.countries_at(sentence)) if found else []
        if found and who:
            return _asked(context, sentence, found.end(), "recommendations.called-to/1", 0.6, who)
    return None


def _hoped_of(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "Мы рассчитываем, что власти освободят её": who is asked stands before the verb."""
    said = _THAT_THEY.search(context.folded, sentence.start, sentence.end)
    if said is None or context.work.kind == "news":
        return None
    for token in _FINITE.finditer(context.folded, said.end(), min(sentence.end, said.end() + 160)):
        who = addressees_in(context, said.end(), token.start(), context.countries_at(sentence))
        if who:
            adverbs = _ADVERBS_BEFORE.search(context.folded[said.end() : token.start()])
            at = said.end() + adverbs.start() if adverbs else token.start()
            return _asked(context, sentence, at, "recommendations.hoped/1", 0.6, who)
    return None


def _requested(context: Context, sentence: Sentence) -> Recommendation | None:
    """ "Коалиция направила президенту письмо с просьбой наложить вето"."""
    found = _WITH_A_REQUEST.search(context.folded, sentence.start, sentence.end)
    if found is None or not verbs("ru").is_verb(found["verb"]):
        return None
    who = addressees_in(context, found.start(), found.end(), context.countries_at(sentence))
    who = [one for one in who if one["class"] not in ("company", "unknown")]
    return _asked(context, sentence, found.end(), "recommendations.requested/1", 0.6, who) if who else None


_LETTER = re.compile(r"\b(?:обращение|письмо)\b", re.IGNORECASE)


def asked_by_the_letter(context: Context) -> list[Addressee]:
    """Whom a Russian letter is to; nobody where the text is none."""
    return whom_a_letter_is_to(context) if context.language == "ru" and _LETTER.search(context.work.title) else []


def after_dash(body: str, start: int, end: int) -> int:
    """Where a sentence begins behind the dash by which a quotation goes on: "– Руритании следует …"."""
    found = _DASH.match(body, start, end)
    return found.end() if found else start


def without_closing_quote(body: str, start: int, end: int) -> int:
    """Where a demand ends that closes a quotation opened before it: «… вернуться домой»."""
    words = body[start:end].rstrip(" .,;")
    if words.endswith("»") and words.count("»") > words.count("«"):
        return start + len(words.rstrip("» .,"))
    return end


def _asked(
    context: Context,
    sentence: Sentence,
    demand: int,
    origin: str,
    confidence: float,
    who: Sequence[Addressee] = (),
) -> Recommendation:
    issuer = named_issuer(context, sentence)
    who = list(who) or asked_by_the_letter(context)
    return Recommendation(
        start=sentence.start,
        end=sentence.end,
        demand_spans=[(demand, without_closing_quote(context.body, demand, sentence.end))],
        sentence=sentence,
        issuers=[issuer] if issuer else [],
        addressees=who,
        countries=concerned_countries(context, sentence.start, sentence.end, who),
        urgency=urgency(context, sentence.start, sentence.end, None),
        origin=origin,
        confidence=confidence,
    )
