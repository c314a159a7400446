"""Words of acts in clauses that tell of nothing done: undone again, done to nobody, denied, laid down by law, taught, or sport.

A clause is read as far as no comma and no joining word ends it, so that "He was fined, and the ban was lifted" still tells
the fine. In come a sentence and the words of an act in it; out comes whether these words tell of nothing that was done.
"""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit

# What can be taken back. A beating cannot.
_MEASURES = frozenset(
    (
        "CHARGE", "SENTENCE", "IMPRISONMENT", "FINE", "EXIT-BAN", "SITE-BLOCKED", "SUSPENSION", "LIQUIDATION", "LIQUIDATION-MOTION",
        "ACCOUNT-FROZEN", "LABEL-FOREIGN-AGENT", "HOSTILE-LABEL", "DISBARMENT", "ARBITRARY-DETENTION", "HOUSE-ARREST", "CONFISCATION",
        "WARNING", "MEDIA-CLOSURE", "ENTRY-BAN", "PARTICIPATION-DENIED", "OFFICIAL-ACCUSATION",
    )
)  # fmt: skip
_LAID_DOWN = frozenset(("FINE", "IMPRISONMENT", "SENTENCE", "ARBITRARY-DETENTION", "EXILE"))  # what a law threatens
_GENERAL = frozenset(
    (
        "TORTURE", "ILL-TREATMENT", "BEATING", "KILLING", "ENFORCED-DISAPPEARANCE", "SURVEILLANCE", "SEXUAL-VIOLENCE", "KIDNAPPING",
        "PRISON-CONDITIONS", "IMPUNITY", "CENSORSHIP", "INTIMIDATION", "INCOMMUNICADO-DETENTION",
    )
)  # fmt: skip

_JOINS = r"and|but|or|after|before|while|when|until|that|which|who|whose|whom|where|although|though|и|а|но|что|чтобы|котор\w+|хотя|когда|после"
_AUXILIARIES = r"was|were|is|are|has|have|had|be|been|being|acquittal|оправдательн\w+"
_WITHIN = rf"(?:(?!\b(?:{_JOINS})\b)[^,.;:])"  # a letter of the same clause
_PHRASE = rf"(?:(?!\b(?:{_JOINS}|{_AUXILIARIES})\b)[^,.;:])"  # a letter of the same noun and what belongs to it

_UNDONE_AFTER = re.compile(
    rf"{_PHRASE}{{0,70}}\s(?:was|were|is|are|(?:has|have|had)\s(?:since\s)?been|being)\s(?:\w+\s)?"
    r"(?:dropped|annulled|lifted|quashed|overturned|cancelled|canceled|revoked|rescinded|reversed|removed|withdrawn|set aside|struck down|waived)\b"
    rf"|{_PHRASE}{{0,70}}\s(?:был[аои]?\s|позже\s)?(?:снят[аоы]?|отмен[её]н[аоы]?|прекращ[её]н[аоы]?|аннулирован[аоы]?|отозван[аоы]?|разблокирован[аоы]?)\b"
)
_UNDONE_BEFORE = re.compile(
    r"\b(?:annul(?:s|led)|cancel(?:s|led|ed)|quash(?:es|ed)|overturn(?:s|ed)|lift(?:s|ed)|dropped|rescind(?:s|ed)|revers(?:es|ed)|withdrew|set aside"
    r"|unblocked|unfroze"
    rf"|снял[аи]?|отменил[аи]?|отозвал[аи]?|прекратил[аи]?|аннулировал[аи]?|разблокировал[аи]?)\s{_PHRASE}{{0,50}}$"
    rf"|\b(?:acquit(?:s|ted)|cleared)\s{_PHRASE}{{0,40}}\bof\s{_PHRASE}{{0,20}}$|\bоправда(?:л[аи]?|н[аы]?)\s{_PHRASE}{{0,60}}$"
    rf"|\b(?:reject(?:s|ed)|dismiss(?:es|ed)|turned\sdown)\s(?:the|a|its|their|his|her)\s(?:\w+\s)?(?:motion|request|petition|bid|application|lawsuit)\s{_PHRASE}{{0,40}}$"
    rf"|\b(?:reject(?:s|ed)|dismiss(?:es|ed)|turned\sdown)\s(?:the|a)\s$"
    rf"|\b(?:отказал[аи]?\sв|отклонил[аи]?)\s(?:\w+\s)?(?:иск|ходатайств|требовани|заявлени|представлени)\w*\s{_PHRASE}{{0,40}}$"
    rf"|\b(?:отказал(?:ся|ась|ись)|освобод\w+\s{_PHRASE}{{0,30}})\sот\s(?:\w+\s)?$"
    rf"|\b(?:struck|taken|removed)\s(?:off|from)\sthe\s(?:list|register)\s{_PHRASE}{{0,30}}$"
)
_OFF_A_LIST = re.compile(r"\s(?:off|from)\sthe\s(?:list|register)\b")
# "дело против певца прекращено": no impunity, but where the one was an officer.
_CASE_CLOSED = re.compile(
    r"дел[оа]\s(?:против|в отношении)\s(?!\w*\s?(?:полицейск|милицион|сотрудник|следовател|надзирател|офицер|охранник|врач))"
)

_TO_NOBODY = re.compile(
    r"\b(?:no one|nobody|none|not one|no\s\w+)\s(?:of\s(?:\w+\s){1,4}?)?(?:(?:has|have|had|was|were|is|are|may|shall|can|could|would|will|must|be|been|being|ever|yet|also)\s)+"
    r"(?:(?:subjected|exposed)\sto\s|\w+ed\sor\s)?(?:(?:any|the|such)\s)?$"
)
_AUXILIARY = re.compile(r"(?:has|have|had|was|were|is|are|been|being)\s")
_IN_NOBODY = re.compile(r"(?:no one|nobody|none of)\b.*\b(?:arrested|detained|charged)$")
_AT_A_GATHERING = re.compile(
    r"\s(?:at|during|in|from)\s(?:the|this|that)\s(?:\w+\s)?(?:rally|gathering|march|protest|meeting|demonstration|picket|action|event)\b"
)
_NOT_FOUND = re.compile(
    rf"\bno\s(?:\w+\s)?(?:evidence|signs?|proof|traces?|indications?|reports?|complaints?|cases?)\s(?:of|that)\s(?:\w+\s)?{_WITHIN}{{0,50}}$"
    rf"|\bне\s(?:был\w\s)?(?:наш|найде|обнаруж|выяв|установ|подтверд|усмотре)\w*\s{_WITHIN}{{0,20}}(?:доказательств|признак|факт|след|случа)\w*\s{_WITHIN}{{0,50}}$"
)
_DENIED = re.compile(
    r"\b(?:denie[sd]|deny|denying)\s(?:that\b(?!\s(?:allegation|claim|accusation|charge))|having\b)(?:(?!\b(?:and|order\w*|bas[ei]s|reason)\b)[^,.;]){0,80}$"
    r"|(?<!не\s)\bотрица(?:ет|ют|л|ла|ли)(?:,\sчто)?\s[^,.;]{0,80}$"
)
_THE_KNOWN = re.compile(
    r"(?:\bthe|\bhis|\bher|\btheir|'s|’s)\s$"
)  # "denied that the arrest was unlawful": there was one

_LAW = (
    r"(?:law|code|act|bill|draft|decree|constitution|convention|covenant|treaty|article\s\d+|section\s\d+|amendments?)"
)
_SAYS = (
    r"(?:prohibits?|forbids?|bans?|provides?|sets?\sout|allows?|permits?|introduces?|criminali[sz]es?|punishes|defines?|requires?|guarantees?|protects?"
    r"|establish(?:es)?|prescribes?|envisages?|stipulates?|foresees?|imposes?)"
)
_A_LAW_SAYS = re.compile(
    rf"\b{_LAW}\b{_WITHIN}{{0,50}}?\s(?:also\s)?{_SAYS}\s(?:(?!\b(?:to|was|were|has|have|had|been)\b)[^,.;:]){{0,70}}$"
    rf"|\b(?:bill|draft|law|amendments?)\s(?:that|which)\swould\s{_PHRASE}{{0,70}}$"
)
_PUNISHABLE = re.compile(
    rf"\b(?:punishable|punished|carries|sanctioned)\s{_PHRASE}{{0,10}}(?:by|with|a|up\sto)\s(?:[^,.;:]){{0,60}}$|\b(?:penalty|punishment|sanction)s?\sfor\s{_PHRASE}{{1,60}}\s(?:is|are|ranges?)\s{_PHRASE}{{0,30}}$"
)
_MAY_BE_IMPOSED = re.compile(
    rf"{_PHRASE}{{0,60}}\s(?:(?:may|can|could|shall|must|should|would)\s(?:also\s)?be\s(?:imposed|ordered|applied|set|given|handed)"
    r"|(?:is|are)\s(?:also\s)?(?:foreseen|provided\sfor|envisaged|prescribed|possible|prohibited|forbidden|banned|outlawed|punishable|a\scrime)|(?:is|are)\sto\sbe\s(?:carried|conducted|used|applied)|ranges?\sfrom)\b"
    rf"|{_PHRASE}{{0,30}}\s(?:is|are|constitutes?)\s(?:an?\s)?(?:criminal\s)?(?:offences?|offenses?|crimes?)\s(?:under|in|punishable)\b|{_PHRASE}{{0,30}}\sявля[ею]тся\sпреступлени"
    rf"|{_PHRASE}{{0,50}}\sсоставля[ею]т\s(?:от|до)\b"
)
_WHOEVER = re.compile(
    r"(?:any(?:one|body|\s[\w-]+)|every(?:one|body|\s[\w-]+)|whoever)\b[^.;,]{0,80}?\s(?:may|can|could)\s(?:also\s|not\s)?be\s|"
    r"(?:any(?:one|body|\s[\w-]+)|every(?:one|body|\s[\w-]+)|each\s[\w-]+|whoever|(?:a|an)\s(?:detainee|suspect|defendant|person|prisoner|accused|arrested\sperson)"
    r"|(?:persons|those|detainees|prisoners|suspects|defendants))\b"
    r"(?:(?!\b(?:was|were|had|although|though|but|while|despite|they|he|she)\b)[^.;]){0,110}?\s(?:shall|(?:is|are)\sentitled|ha(?:s|ve)\sthe\sright|must(?!\s(?:\w+\s)?be\s(?:\w+\s)?(?:released|freed)))\b"
)

_TAUGHT = re.compile(
    rf"\b(?:seminar|workshop|training(?:\scourse)?|course|lecture|lesson|round\stable|conference|webinar|bill|draft\slaw)s?\s(?:on|about|devoted\sto|dedicated\sto|dealt\swith)\s{_PHRASE}{{0,50}}$"
    r"|\b(?:handbook|manual|guidelines?|textbook|leaflet)s?\s(?:explains?|describes?|covers?)\s(?:(?!\b(?:was|were|that|after|before)\b)[^.;:]){0,50}$"
    r"|\b(?:семинар|тренинг|обучени|курс|лекци|занят|пособи|конференци|вебинар|круглы\w\sстол|круглого\sстол|законопроект|проект\sзакона|проекта\sзакона)\w*\s"
    rf"(?:о|об|по|на\sтему|посвящ\w+)\s{_PHRASE}{{0,50}}$"
)
_PAPER_ON = re.compile(
    r"\b(?:доклад|исследовани|отч[её]т)\w*\s(?:о|об|по)\s(?:\w+\s)?$"
    rf"|\b(?:обсу(?:дил|ждал|ждени)\w*|определени[ея]|поняти[ея])\s{_PHRASE}{{0,24}}$"
    rf"|\b(?:все|всех|любы\w|кажд\w+)\s(?:жалоб|сообщени|заявлени)\w*\s{_WITHIN}{{0,24}}$"
    r"|\bжертв(?:ам|ами|ах)?\s$"
)
_TOLD_AS_HISTORY = re.compile(
    r"\b(?:museum|exhibition|novel|play)\s(?:shows?|tells?|recalls?|about|is\sabout)\s[^,.;:]{0,80}$|\bfictional\s[^,.;:]{0,60}$"
    r"|\b(?:музей|выставка|роман|спектакль)\s(?:рассказыва\w+|показыва\w+|о|об)\s[^,.;:]{0,80}$"
)
# What was done before the Declaration of 1948 is history.
_YEAR_LONG_AGO = r"(?:1[5-8]\d\d|19[0-3]\d|194[0-7])"
_LONG_AGO = re.compile(
    rf"(?:(?!\b(?:{_JOINS}|law|act|code|treaty|adopted|enacted|passed|born|founded|established)\b)[^,.;:]){{0,60}}\s(?:in|в)\s{_YEAR_LONG_AGO}\b(?!\s\w)"
    rf"|{_WITHIN}{{0,60}}\s(?:(?:by|under)\sstalin|при\sсталине)\b"
)
_LONG_AGO_OPENS = re.compile(rf"(?:in|в)\s(?:\w+\s(?:of\s)?)?{_YEAR_LONG_AGO}\b(?=,|\sгоду)")
_DOCUMENTS = re.compile(
    r"\b(?:organi[sz]ation|group|ngo|centre|center|network|project)\s(?:documents|monitors|records|studies)\s(?:(?!\bof\b)[^.;:]){0,50}$"
)

_SPORT = re.compile(
    r"[^,.;]{0,40}?(?:\s\d{1,2}\s?[-–:]\s?\d{1,2}\b|\b(?:final|match|round|game|tournament|league|cup|on\spoints|half)\b|\bсо\sсч[её]том\b|\bв\s(?:матче|финале|раунде)\b)"
)
_TEAM = re.compile(
    r"\b(?:teams?|side|club|champions?|squad|wrestlers?|boxers?|players?|goalkeepers?|favourites?|сборн\w+|команд\w+|чемпион\w*|е[её])\s(?:\w+\s){0,2}$"
)
_A_PLACE = re.compile(
    r"\b(?:airports?|bridges?|roads?|streets?|tunnels?|pass(?:es)?|railways?|metro|motorway|highway|border\scrossings?|checkpoints?|museums?|parks?|beach(?:es)?|shops?"
    r"|hearings?|sessions?|meetings?|trials?|talks|flights?|sittings?)\s(?:(?:was|were|is|are|has|have|had|been|also|then|temporarily)\s){0,3}$"
)
_CLOSED = frozenset(("LIQUIDATION", "SITE-BLOCKED", "SUSPENSION", "MEDIA-CLOSURE"))
_RISKED = re.compile(
    rf"\brisk(?:s|ed|ing)?\s(?:being\s)?{_PHRASE}{{0,40}}$|\bгроз(?:ит|ят|ило|или)\s{_PHRASE}{{0,60}}$"
)
_IF = re.compile(r"\bесли\b")
_FUTURE = re.compile(r"\w+(?:[ауя]т|ют|[еи]т)(?:ся)?\b")
_WOULD = re.compile(r"\sбы\b")

_VERB = re.compile(
    r"(?!enforced)\w+ed\b|\w+[аеия]л[аи]?(?:с[ья])?\b"
)  # "raided by", "оштрафовали": no noun can be undone or taught

_REACH = 130  # code points before an act within which the words that take it back stand

_MIGHT = re.compile(
    r"\b(?:(?<!in )(?<!of )(?<!since )(?<!last )(?<!until )(?<!by )(?<!early )(?<!late )(?<!\d )may(?!\s\d)|might|could|can|would|should|must|(?<!continues )(?<!continue )(?<!continued )(?<!continuing )to|will|if|cannot|может|могут|мог\w*|бы)\s(?:\w+\s){0,2}?(?:be\s)?(?:\w+ly\s)?$"
)
# "participants may be fined or held in administrative detention": all of it is what a rule allows.
_MIGHT_OR = re.compile(r"\b(?:may|can|could|would|shall)\sbe\s\w+\s(?:[\w'-]+\s){0,6}?or\s(?:[\w'-]+\s){0,3}$")
# "moved to house arrest": no infinitive.
_TO_A_THING = re.compile(
    r"\b(?:sentenced|moved|transferred|subjected|exposed|condemned|confined|amount\w*|led|leading|resort\w*|due|linked|related|sent|put)\sto\s(?:\w+\s){0,2}$"
)
# What a prosecutor asks for, what is to come: "просит приговорить его к …", "приговор ожидается в мае".
_ASKED_FOR = re.compile(
    r"\b(?:просит|просил\w?|требует|требовал\w?|потребовал\w?|запросил\w?|намерен\w?|собира\w+ся|грозит)\s(?:(?:приговорить|назначить|оштрафовать|лишить|признать)\s(?:\w+\s){0,5}|(?:\w+\s)?)$"
)
_TO_COME = re.compile(r"\s(?:ожида[ею]тся|будет|должен|должны|планируется|огласят|вынесут)\b")
_THE_CONVICTED = re.compile(r"осужд[её]нны(?:х|ми|е)")
_NOT = re.compile(
    r"\b(?:not|never|no|nor|without|neither|не|без|ни)\s(?:been\s|be\s|any\s|being\s|yet\s|had\s|have\s|был[аои]?\s){0,2}$"
)
# "no officer was convicted", "none of them was charged": what did not happen.
_BE = ("was ", "were ", "is ", "are ", "been ")
_NOBODY = re.compile(
    r"\b(?:no|not (?:a single|one)|none of|neither)\s(?:[\w'-]+\s){1,5}?(?:was|were|is|are|has been|have been|had been)\s$"
)


def is_possible_or_negated(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the words right beside a hit say that it may be done, is to come or was done to nobody.

    Apart from `is_not_done`: a weak cue names an act by itself, whatever verb stands before it.
    """
    before = context.folded[max(sentence.start, hit.start - 48) : hit.start]
    if _MIGHT_OR.search(context.folded, sentence.start, hit.start):
        return True
    if _MIGHT.search(before) and not sentence.has("hedge") and not _TO_A_THING.search(before):
        return True
    if _ASKED_FOR.search(before) or _TO_COME.match(context.folded, hit.end):
        return True
    if hit.code == "SENTENCE" and _THE_CONVICTED.fullmatch(context.folded, hit.start, hit.end):
        return True  # people, not what was done to them
    negated = _NOT.search(before) or (before.endswith(_BE) and _NOBODY.search(before))
    return bool(negated) and not context.folded.startswith(("no ", "without", "not "), hit.start)


def is_not_done(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the clause of a hit says that nothing was done, or that it was undone."""
    before = context.folded[max(sentence.start, hit.start - _REACH) : hit.start]
    after = context.folded[hit.end : min(sentence.end, hit.end + _REACH)]
    words = context.folded[hit.start : hit.end]
    return (
        _is_undone(context, sentence, hit, before, after)
        or _is_to_nobody(hit.code, words, before, after)
        or _is_a_rule(context, sentence, hit, before, after)
        or _is_taught(context, sentence, hit, before)
        or _is_sport_or_weather(hit, before, after)
        or _is_only_thought_of(context, sentence, words, before, after)
    )


def _is_undone(context: Context, sentence: Sentence, hit: Hit, before: str, after: str) -> bool:
    """ "The ban was lifted", «суд снял арест»."""
    if hit.code == "BEATING" and _OFF_A_LIST.match(after):
        return True
    if hit.code == "IMPUNITY":
        return _CASE_CLOSED.search(context.folded, sentence.start, hit.end) is not None
    if hit.code not in _MEASURES or _VERB.match(context.folded, hit.start):
        return False
    return _UNDONE_AFTER.match(after) is not None or _UNDONE_BEFORE.search(before) is not None


def _is_to_nobody(code: str, words: str, before: str, after: str) -> bool:
    """Done to nobody, not found, or denied."""
    if _IN_NOBODY.match(words):
        return _AT_A_GATHERING.match(after) is not None
    if words.startswith(("no ", "without", "not ")):
        return False
    said = _AUXILIARY.match(words)  # "not one has | been charged" and "not one | has been charged"
    if _TO_NOBODY.search(before + (said[0] if said else "")) or (
        _DENIED.search(before) and not _THE_KNOWN.search(before)
    ):
        return True
    return (code not in _MEASURES or code == "IMPRISONMENT") and _NOT_FOUND.search(before) is not None


def _is_a_rule(context: Context, sentence: Sentence, hit: Hit, before: str, after: str) -> bool:
    """What a law says, threatens or lets everybody have."""
    if _WHOEVER.match(context.folded, sentence.start, sentence.end):
        return True
    if hit.code in _LAID_DOWN and _PUNISHABLE.search(before):
        return True
    return _A_LAW_SAYS.search(before) is not None or (
        _MAY_BE_IMPOSED.match(after) is not None and not _VERB.match(context.folded, hit.start)
    )


def _is_taught(context: Context, sentence: Sentence, hit: Hit, before: str) -> bool:
    """What a course, a paper or a body is about, and history."""
    if _TOLD_AS_HISTORY.search(before) or _LONG_AGO.match(context.folded, hit.end, sentence.end):
        return True
    if _LONG_AGO_OPENS.match(context.folded, sentence.start, sentence.end):
        return True
    if _VERB.match(context.folded, hit.start):
        return False
    if _TAUGHT.search(before) or _DOCUMENTS.search(before):
        return True
    return hit.code in _GENERAL and _PAPER_ON.search(before) is not None


def _is_sport_or_weather(hit: Hit, before: str, after: str) -> bool:
    """A team that is beaten, a road that is closed, a hearing that is put off."""
    if hit.code in ("BEATING", "PROPERTY-ATTACK"):
        return _SPORT.match(after) is not None and _TEAM.search(before) is not None
    return hit.code in _CLOSED and _A_PLACE.search(before) is not None


def _is_only_thought_of(context: Context, sentence: Sentence, words: str, before: str, after: str) -> bool:
    """What somebody risks, and what will or would be."""
    if _RISKED.search(before) or _WOULD.match(after):
        return True
    return _FUTURE.fullmatch(words) is not None and _IF.search(context.folded, sentence.start, sentence.end) is not None
