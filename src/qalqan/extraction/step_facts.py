"""When, where and by whom a step was taken: what its sentence says of it, and not of something else told in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.parts import DIVIDER, dates_of_part
from qalqan.texts.dates import DateFound
from qalqan.vocabularies.countries import members

Dated = dict[str, str | None]
UNDATED: Dated = {"edtf": None, "basis": "none"}

_EVENT = (
    r"(?:inter-ethnic\s|ethnic\s|mass\s|post-election\s|anti-government\s)*"
    r"(?:violence|events?|protests?|riots?|unrest|clash(?:es)?|demonstrations?|rall(?:y|ies)|strikes?|uprising|elections?|attacks?|conflict|revolution|pogroms?|bombings?|war)\b"
)
_TIED = re.compile(
    r"\b(?:role in|part in|participation in|involvement in|in connection with|in the context of|in relation to|related to|linked to|stemming from|over)\b(?P<event>[^.;]*)$"
)
_OF_AN_EVENT = re.compile(rf"^\s+{_EVENT}")
_TELLS_AN_EVENT = re.compile(rf"\b{_EVENT}")
_BEFORE_EVENT = re.compile(
    r"\b(?:during|after|following|since|before|amid|in|of|участи\w+ в|связи с|после|во время)\s(?:the\s|an?\s)?$"
)
_UNTIL = re.compile(r"\b(?:until|till|before|by|since|from|for|до|с)\s(?:the\s)?$")
_ENDS_LATER = frozenset(("adjourned", "remanded", "suspended", "exit-ban", "house-arrest"))
_OF_WHAT_LED_THERE = re.compile(
    r"\b(?:convicted|sentenced|arrested|detained|trial|handed down|charged|приговор\w+|осужд\w+|задержан\w*)\b"
)
_DAY_BEFORE_HE = re.compile(r"\bthe day (before|after) (?:he|she|they|[\w’' -]{3,40}?)\s(?:(?:was|were|had|been)\s)*$")
_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_STOP = r"on|in|at|for|and|that|which|who|to|earlier|inspired|during|after|before|with|as|because|stating|saying|shows?|says?|said|indicat\w+|last|this|of\s\d|when|while|from|under|following|against|could|would|will|may|can|has|have|was|were|is|are|the\s(?:day|night|morning|week|month|year)"
_DOER = rf"((?:the\s)?[^,.;:()]{{3,80}}?)(?=\s(?:{_STOP})\b|[,.;:()]|$)"
_BY = re.compile(rf"^(?:\s\w+){{0,2}}?\s?\bby\s{_DOER}")
_BY_NEXT = re.compile(rf"^\s{_DOER}")
_BODY = (
    r"(?:[Pp]resident|[Pp]rime [Mm]inister)(?:\s[A-ZА-Я][\w’'-]+){1,3}"
    r"|(?:the\s|a\s|an\s)?(?:(?:[A-Z][\w’'-]+|lower|upper|regional|city|district|supreme|town|military|local|tax|constitutional|state|national|country's)\s){0,4}"
    r"(?:(?:[Cc]ourt|[Pp]arliament|[Ss]enate|[Mm]a[zj][hi]?lis|[Gg]overnment|[Pp]resident|[Mm]inistry|[Cc]ommittee|[Pp]rosecutor(?:['’]s [Oo]ffice)?|[Pp]olice|[Aa]uthority|[Aa]uthorities|[Dd]eputies|parliamentarians|MPs|MEPs|lawmakers|legislators|members of parliament|[Kk]enesh|[Jj]udge)"
    r"(?:\s(?:of|in)\s(?:the\s)?[A-Z][\w’'-]+(?:\s(?:and\s)?[A-Z][\w’'-]+){0,3})?)"
)
_BODY_BEFORE = re.compile(
    rf"(?:^|[\s“\"«])(?P<body>{_BODY})(?:,[^,;]{{3,60}},)?\s(?:(?:has|have|had|recently|later|also|then|\w+ly)\s){{0,3}}$"
)
_BODY_PASSED = re.compile(
    rf"(?:^|[\s“\"«])(?P<body>{_BODY})\s(?:passed|adopted|approved|backed|rejected|принял\w*|одобрил\w*)\s"
)
_BODY_AT = re.compile(
    r"[Cc]onstitutional (?:Court|Council|Chamber|court|council|chamber)(?:\s(?:of|in)\s(?:the\s)?[A-Z][\w’'-]+(?:\sRepublic)?)?"
    r"|(?:[Ll]ower|[Uu]pper) (?:[Hh]ouse|[Cc]hamber)\b|[Ss]enate\b|[Pp]arliament\b|[Mm]a[zj]h?ilis\b"
    r"|(?:[Кк]онституционн(?:ый|ая)\s(?:суд|палата|совет)|Мажилис|Маджлиси\s[Нн]амояндагон|Сенат|Парламент|[Пп]арламент|Законодательная палата|[Пп]резидент)\b(?:\s[А-ЯЁ][\w-]+){0,3}"
)
_LED = re.compile(rf"^({_BODY})\b\s+(?!of\b|in\b|for\b|and\b)[a-z]")
_PASSIVE = re.compile(
    r"(?:(?:was|were|been|being|be|is|are)\b(?!\s\w+ing\b)|detained (?:on|in)|arrested (?:on|in)|remain|continue|currently|not|under|sentence|life)\b"
)


def date_of(context: Context, sentence: Sentence, span: tuple[int, int], hit: Hit, stage: str) -> Dated:
    """The date a step was taken on, nearest to its verb; none rather than that of another event or another step."""
    told = _day_before_he(context, sentence, hit)
    if told is not None:
        return told
    dated = [one for one in context.dates_in(*span) if one.edtf and not of_another_event(context, sentence, one)]
    dated = [one for one in dated if not _of_another_step(context, sentence, one, hit)]
    if stage in _ENDS_LATER:
        dated = [one for one in dated if not _UNTIL.search(context.folded[max(0, one.start - 14) : one.start])]
    if stage == "imprisoned":  # a sentence still served may name the day of the conviction
        dated = [one for one in dated if not _OF_WHAT_LED_THERE.search(context.folded[hit.end : one.start])]
    if not dated:
        return dict(UNDATED)
    dated = dates_of_part(context, sentence, hit, dated)
    chosen = min(dated, key=lambda one: abs(one.start - hit.start))
    return {"edtf": chosen.edtf, "basis": chosen.basis}


def of_another_event(context: Context, sentence: Sentence, found: DateFound) -> bool:
    """Whether a date says when something else happened: "for his role in the June 2010 violence"."""
    before = context.folded[sentence.start : found.start]
    after = context.folded[found.end : min(sentence.end, found.end + 50)]
    if _OF_AN_EVENT.match(after) and (_BEFORE_EVENT.search(before) or _TIED.search(before)):
        return True
    tied = _TIED.search(before)
    return tied is not None and _TELLS_AN_EVENT.search(tied["event"]) is not None


def _of_another_step(context: Context, sentence: Sentence, found: DateFound, hit: Hit) -> bool:
    """Whether another verb stands between: "was due to hear the appeal of a sentence handed down in 2012"."""
    others = [
        one for one in sentence.of("steps") if one.code != hit.code and (one.end <= hit.start or one.start >= hit.end)
    ]
    if found.start >= hit.end:
        return any(hit.end <= one.start < found.start for one in others)
    if DIVIDER.search(
        context.folded, max((one.end for one in others if one.end <= found.start), default=found.start), found.start
    ):
        return False
    return any(one.end <= found.start <= one.end + 25 and found.end < hit.start for one in others) and any(
        one.end <= hit.start for one in others
    )


def _day_before_he(context: Context, sentence: Sentence, hit: Hit) -> Dated | None:
    """ "On 1 March, the day before he was detained, …": the detention was a day later than the date said."""
    before = context.folded[sentence.start : hit.start]
    m = _DAY_BEFORE_HE.search(before)
    if m is None:
        return None
    at = sentence.start + m.start()
    days = [one for one in context.dates_in(sentence.start, at) if one.edtf and _DAY.fullmatch(one.edtf)]
    if not days or not days[-1].edtf:
        return dict(UNDATED)
    moved = date.fromisoformat(days[-1].edtf) + timedelta(days=1 if m[1] == "before" else -1)
    return {"edtf": moved.isoformat(), "basis": "relative"}


def country_of(context: Context, sentence: Sentence, hit: Hit) -> str | list[str] | None:
    """The country a step was taken in; several only where the sentence itself means several."""
    countries = context.countries_at(sentence, hit.start)
    if len(countries) <= 1:
        return countries[0] if countries else None
    if context.set_named(sentence.start, sentence.end) or len(_named(context, sentence.start, sentence.end)) > 1:
        return list(countries)
    around = _named(context, sentence.passage.start, sentence.passage.end)
    if len(around) == 1:
        return around[0]
    if len(context.subjects) == 1:
        return context.subjects[0]
    return list(countries) if around else None


def _named(context: Context, start: int, end: int) -> list[str]:
    return list(
        dict.fromkeys(
            code for one in context.named_in(start, end) for code in members(one.code) if len(members(one.code)) == 1
        )
    )


def by_whom(context: Context, sentence: Sentence, hit: Hit) -> str | None:
    """The body or person who did it, where it is printed: after "by", or right before an active verb."""
    itself = _BODY_AT.match(context.body, hit.start)
    if itself:
        return _tidy(itself[0])
    said = re.search(r"\bby\b", context.folded[hit.start : hit.end])
    if said:
        at = hit.start + said.end()
        m = _BY_NEXT.match(context.body[at : min(sentence.end, at + 120)])
    else:
        m = _BY.match(context.body[hit.end : min(sentence.end, hit.end + 120)])
    if m:
        doer = _tidy(m[1])
        led = _LED.match(doer)
        return _tidy(led[1]) if led else doer
    if _PASSIVE.match(context.folded, hit.start):
        return None
    words = context.body[max(sentence.start, hit.start - 130) : hit.start]
    before = _BODY_BEFORE.search(words) or (_BODY_PASSED.search(words) if "reading" in hit.code else None)
    return _tidy(before["body"]) if before else None


def _tidy(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s", "", " ".join(words.split()), flags=re.IGNORECASE)


def earlier_date(steps: Sequence[tuple[Sentence, str, Dated]], sentence: Sentence, process: str) -> Dated:
    """The date of the step of the same kind told just before in the paragraph, for "and adjourned it until …"."""
    for told, kind, dated in reversed(steps):
        if told.passage.id == sentence.passage.id and kind == process and sentence.n - told.n <= 1 and dated["edtf"]:
            return {"edtf": dated["edtf"], "basis": "relative"}
    return dict(UNDATED)


def not_past(edtf: str | None, published: str | None) -> str | None:
    """A month that a text of June expects ("by the end of June") is this year's, whatever year was spoken of before."""
    if edtf is None or published is None or not _MONTH.fullmatch(edtf) or edtf[:7] >= published[:7]:
        return edtf
    this_year = published[:4] + edtf[4:]
    return this_year if this_year[:7] >= published[:7] else edtf
