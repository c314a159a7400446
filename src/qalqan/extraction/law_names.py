"""What a law is called in running words: its name without articles, "new" and "draft", cut where the sentence goes on.

A draft without a name is called by what it would do ("draft law: requires groups to report gifts"), so that two texts that
describe one draft call it nearly the same. Pure; knows strings only. English and Russian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_DESCRIPTION = 150
DESCRIBED = "draft law: "

_QUOTED = r"(?:[“\"«„][^”\"»“«]{3,120}[”\"»“])"
_END = r"[,.;:()?!—]|\s[–-]\s|$"
_STOP = (
    r"was|were|has|have|had|is|are|be|been|being|will|would|shall|may|might|can|could|should|must|do|does|did|that|which|who|whose|"
    r"where|when|while|as|by|but|because|if|since|until|till|after|before|during|into|at|its|it|they|he|she|this|these|last|next|in|"
    r"contains?|contained|provides?|remains?|came|comes?|entered|enters?|passed|passes|adopted|signed|stat(?:es|ing)|says?|said|"
    r"requires?|required|recently|currently|already|also|again|without|with|through|under|despite|not|earlier|yesterday|today|now|"
    r"introduced|put|brought|posted|published|submitted|proposed|drafted|approved|rejected|tabled|takes?|took|goes|went|so|unconstitutional|constitutional|violates?|contradicts?|affects|threatens?|allows?|gives|means|makes|raises|worries|worry|continues?|invalid|void|deserves?|"
    r""
    r"and\s+(?:the|a|an|other|its|was|were|has|have|is|are|will|would|to|that|this|sent|ordered|asked|told|called|said|recommended|related)|"
    r"on\s+(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"of\s+(?:\d|this|that|last)"
)
_TO = r"(?<!amendments)(?<!amendment)(?<!additions)(?<!changes)(?<!access)(?<!right)(?<!rights)(?<!threats)\s+to"
_TAIL = rf"[^,.;:()?!—]{{3,130}}?(?={_END}|\s+(?:{_STOP})\b|{_TO}\b)"
_NOT_A_TOPIC = (
    r"(?!\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may\b|june|july|august|september|october|"
    r"november|december|(?:the\s+)?(?:basis|grounds?|same|first|second|third|its|website|eve|day|official|request|initiative|table|way))"
)
_NOUN = r"(?:laws?|bills?|(?-i:Acts?)|legislation|decrees?|draft)"
_ABOUT = r"(?:on|regulating|concerning|regarding|governing|affecting|restricting|banning|prohibiting|criminali[sz]ing|about|against)"
_CODE = (
    r"(?:code\s+of\s+(?:criminal|civil|administrative)\s+(?:procedure|offences)|code\s+(?:of|on)\s+administrative\s+(?:offences|violations|responsibility)"
    r"|(?:(?:criminal|civil|penal|tax|labou?r|administrative|family|electoral|election|land|customs|housing|executive|procedure|offences)\s+){1,3}code)\b"
)
_TOPICS = (
    r"foreign[\s-]agents?|foreign[\s-]representatives?|ngos?|non-profit|media|press|mass\s+media|assembly|assemblies|religion|religious|extremism|anti-extremism|"
    r"terrorism|anti-terrorism|counter-terrorism|treason|defamation|libel|propaganda|anti-gay|fake\s+news|false\s+information|"
    r"elections?|citizenship|internet|lustration|amnesty|associations?|public\s+associations|trade\s+unions?|advocacy|bar|surveillance|language|state\s+secrets|cyber\s?security|cybercrime|hate\s+crime|national\s+security|anti-terror|family\s+protection|privacy"
)
_AMENDING = r"(?:(?:amendments?|changes|additions)(?:\s+and\s+(?:amendments?|additions|changes))?\s+to\s+(?:the\s+|its\s+|several\s+|some\s+)?)?"

_ENGLISH = re.compile(
    rf"\b{_AMENDING}(?:{_CODE}"
    rf"|{_NOUN}\s+(?:on\s+)?{_QUOTED}"
    rf"|{_NOUN},?\s+{_ABOUT}\s+{_NOT_A_TOPIC}{_TAIL})"
    rf"|{_QUOTED}\s+(?:draft\s+)?(?:laws?|bills?|legislation|act)\b"
    rf"|(?<=[“\"«])[^”\"»“«]{{3,60}}\s(?:law|bill|act)(?=[”\"»])"
    rf"|\b(?:{_TOPICS})\s+(?:draft\s+)?(?:laws?|bills?|legislation)\b"
    r"|\b(?:new|draft|amendments?\s+to\s+(?:the|its)(?:\s+country['’]s)?|changes\s+to\s+the)\s+constitution\b"
    r"|\bconstitutional\s+amendments\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:[A-Z][\w-]+\s+(?:(?:and|of|on|in|for|the|to)\s+){0,2}){1,7}(?:Law|Bill|Act)\b(?!\s+(?:on|regulating)\b)"
)
_NO_LAW_BEFORE = re.compile(
    r"\b(?:rule of|international|human rights|martial|humanitarian|refugee|civil|common)\s$", re.IGNORECASE
)
_NO_LAW = re.compile(
    r"\b(?:rule of|international|human rights|martial|criminal|civil|family|sharia|islamic|common|school of) law\b|^law$",
    re.I,
)

_STOP_RU = (
    r"был[аои]?|будет|будут|принят\w*|принял\w*|подписа\w*|вступ\w+|котор\w+|во?(?!\s+некотор)|от\s+\d+|не|и\s+(?:был\w*|вернуть|исключить|внес\w+|направ\w+)|до|"
    r"уже|вновь|снова|долж\w+|может|могут|опубликован\w*|внес[её]н\w*|рассматрива\w+|наход\w+|для|что|как|это|этот|на\s+(?:рассмотр|обсужд|подпис|перв|втор|трет)\w*|"
    r"предусматрива\w+|запреща\w+|обязыва\w+|ограничива\w+|вызва\w+|остаётся|остается|"
    r"закрепля\w+|позволя\w+|вводи\w+|вводят|устанавлива\w+|расширя\w+|ужесточа\w+|разреша\w+|угрожа\w+|содерж[иа]т\w*|наруша\w+|противореч\w+|"
    r"да[её]т|дают|действу\w+|требу\w+|определя\w+|лиша\w+|сохраня\w+|отвеча\w+|сузит|стал\w?|наделя\w+|допуска\w+|затрагива\w+|дела[ею]т|грозит|"
    r"январ\w+|феврал\w+|март\w*|апрел\w+|ма[йея]\b|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+|\d+"
)
_IN_RU = r"(?<!изменений)(?<!дополнений)"
_RUSSIAN = re.compile(
    r"\b(?:(?P<draft>законопроект\w{0,3}|проект\w{0,3}\s+закон\w{0,2})|(?P<law>закон(?:а|у|ом|е|ы|ов|ам|ами|ах)?))\s+"
    rf"(?P<about>(?:об?о?\s+)?{_QUOTED}|об?о?\s+(?!том\b|ч[её]м\b)[^,.;:()?!—]{{2,130}}?(?={_END}|{_IN_RU}\s+(?:{_STOP_RU})\b))"
    r"|\b(?P<code>уголовно-процессуальн|гражданско-процессуальн|уголовн|гражданск|налогов|трудов|административн|семейн)(?:ый|ий|ого|ому|ым|им|ом)\s+кодекс(?:а|у|ом|е)?\b"
    r"|\bкодекс\w{0,2}\s+об\s+административных\s+правонарушениях",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|their|new|draft|proposed|so-called|restrictive|controversial|amended|current|existing|two|three|several)\s+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:these|those|both|two|three|several|all\s+three)\s+(?:\w+\s+){0,2}?(?:laws|bills|drafts|amendments)\b"
    r"|\b(?:эти|этих|оба|обоих|два|двух|трёх|трех|несколько|ни\s+один\s+из)\s+(?:этих\s+)?(?:закон\w*|законопроект\w*)",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"\b(?:these|those|both|all\s+three|the\s+(?:two|three))\s+(?:\w+\s+)?(?:draft\s+laws|bills|drafts|laws|draft\s+amendments)\b"
    r"|\b(?:эт(?:и|их|им|ими)|оба|обоих|все\s+три)\s+(?:законопроект\w*|закон\w*)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|(?:a|the)\s+(?:second|third|fourth|further|separate|different|other)|one|one\s+more)\s+(?:\w+\s+){0,2}?(?:draft\s+)?(?:laws?|bills?|drafts?|amendments?)\b"
    r"|\b(?:one|another)\s+of\s+(?:them|these|the)\b"
    r"|\b(?:ещё|еще)\s+один\s+(?:законопроект|закон)|\b(?:друг|втор|трет)\w{2,3}\s+(?:законопроект|закон)\w*|\bодин\s+из\s+(?:них|этих)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(?:(?:would|will|could|seeks?\s+to|aims?\s+to|proposes?\s+to)\s+(?:also\s+|further\s+)?(?:significantly\s+|considerably\s+)?"
    r"(?:oblige|require|prohibit|ban|expand|restrict|limit|introduce|criminali[sz]e|forbid|allow|force|widen|increase|give|grant|impose|make|broaden|"
    r"tighten|extend|toughen|establish|abolish|provide|penali[sz]e|punish|create|raise|define|strip|label)"
    r"|(?:significantly\s+|considerably\s+)?(?:oblige[sd]?|require[sd]?|prohibit(?:s|ed)?|bans|banned|expand(?:s|ed)?|restrict(?:s|ed)?|limit(?:s|ed)|introduces|"
    r"criminali[sz]e[sd]?|forbids|forbade|forces|widen(?:s|ed)|increase[sd]|imposes|broaden(?:s|ed)|tighten(?:s|ed)|toughen(?:s|ed)|penali[sz]e[sd]?|punishes))\s"
    r"|\b(?:обязыва\w+|обяж\w+|запреща\w+|запретил?\w*|расширя\w+|расширил?\w*|ограничива\w+|вводит|вводят|ужесточа\w+|криминализ\w+|предусматрива\w+|требу\w+|разреша\w+)\s",
    re.IGNORECASE,
)
_SOME = re.compile(r"\ban?\s+(?:[\w-]+\s+){0,3}?(?:law|bill|decree)\b", re.IGNORECASE)
_KNOWN = re.compile(
    r"\b(?:the|this|that|its)\s+(?:[\w-]+\s+){0,2}?(?:law|bill|decree|draft|code|amendments?)s?\b", re.IGNORECASE
)
_WOULD = re.compile(
    r"^(?:would|will|could|seeks?\s+to|aims?\s+to|proposes?\s+to)\s+(?:also\s+|further\s+)?", re.IGNORECASE
)
_ENOUGH = re.compile(
    r"\s*(?:[;.!?]|,(?=\s)|\s—\s|\s(?:so\s+(?:as|that|it|they)|thus|thereby|making|in\s+order\s+to|and\s+(?:was|were|has|have|a\s+(?:second|third)|the\s+other)|чтобы|тем\s+самым)\b)"
)
_ONE_OF_SEVERAL = re.compile(
    r"(?:(?<=[:;,] )|(?<=and )|(?<= и )|(?<= а ))(?:(?:the\s|a\s)?(?:first|second|third|fourth|other|one|another)(?:\sone)?"
    r"|(?:один|первый|второй|третий|другой)(?:\sиз\sних)?)\s(?=[a-zа-яё]+\b)([^;,]{6,200})",
    re.IGNORECASE,
)
_RU_NAMES = {"гражданск": "Гражданский кодекс"}


_KAZAKH = re.compile(r"(?<![\w-])((?:[а-яёәғқңөұүһі-]+\s){1,6}туралы)\s(заң)(?:\s?(?:ы|ға|ды|ның)?\b|\sжоба\w*)")


@dataclass(frozen=True, slots=True)
class LawNamed:
    """A law called by its own name at `text[start:end]`; `name` is how it is called anywhere else."""

    start: int
    end: int
    name: str


def laws_named(text: str) -> list[LawNamed]:
    """The laws that a sentence calls by name, in order. "The law" and "these bills" are not among them."""
    found: list[LawNamed] = []
    for one in sorted(_all_named(text), key=lambda law: (law.start, -law.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all_named(text: str) -> Iterator[LawNamed]:
    for m in _ENGLISH.finditer(text):
        name = _without_opening(m[0])
        if not _NO_LAW.search(name) and not _NO_LAW_BEFORE.search(text, max(0, m.start() - 20), m.start()):
            yield LawNamed(m.start(), m.end(), name)
    for m in _TITLED.finditer(text):
        name = _without_opening(m[0])
        if " " in name and not _NO_LAW.search(name):
            yield LawNamed(m.start(), m.end(), name)
    for m in _KAZAKH.finditer(text):
        yield LawNamed(m.start(), m.end(), " ".join(f"{m[1]} {m[2]}".split()))
    for m in _RUSSIAN.finditer(text):
        yield LawNamed(m.start(), m.end(), _in_the_nominative(m))


def _without_opening(words: str) -> str:
    name, before = " ".join(words.split()).strip(" ,"), ""
    while name != before:
        before, name = name, _LEADING.sub("", name)
    name = re.sub(r"(?<=\w),(?=\s(?:on|regulating)\b)", "", name)  # "a second bill, on propaganda"
    return name.rstrip(" -–—")


def _in_the_nominative(m: re.Match[str]) -> str:
    if m["code"]:
        stem = m["code"].lower()
        return _RU_NAMES.get(stem) or f"{stem.capitalize()}ый кодекс"
    if m["about"]:
        return f"{'законопроект' if m['draft'] else 'закон'} {' '.join(m['about'].split())}"
    return "Кодекс об административных правонарушениях"


def told_apart(text: str) -> list[str]:
    """The drafts that a sentence tells apart by what each would do: "one requires …, the other one prohibits …"."""
    flat = re.sub(r"\s", " ", text)
    return [described(m[1]) for m in _ONE_OF_SEVERAL.finditer(flat)]


def told_as_another(text: str) -> str | None:
    """The description of the one draft a sentence speaks of as another: "Another draft law …, widened the definition"."""
    flat = re.sub(r"\s+", " ", text)
    another = _ANOTHER.search(flat)
    does = _DOES.search(flat, another.end()) if another else None
    return described(flat[does.start() :]) if does else None


def described(doing: str) -> str:
    """A draft by what it would do, from the verb on, as short as it stays itself."""
    words = _WOULD.sub("", " ".join(doing.split()).strip(" .,;"))
    enough = _ENOUGH.search(words, 12)
    words = words[: enough.start()] if enough else words
    if len(words) > LONGEST_DESCRIPTION:
        words = words[:LONGEST_DESCRIPTION].rpartition(" ")[0]
    return DESCRIBED + words


def speaks_of_these(text: str) -> bool:
    """Whether a sentence means several drafts spoken of before: "none of these draft laws"."""
    return _THESE.search(text) is not None


def speaks_of_several(text: str) -> bool:
    return _SEVERAL.search(text) is not None


def speaks_of_another(text: str) -> bool:
    """Whether a sentence brings up a draft not spoken of before."""
    return _ANOTHER.search(text) is not None


def speaks_of_some_law(text: str) -> bool:
    """Whether a sentence brings up a law as new to the reader, and no law as known: "a law", not "the law"."""
    return _SOME.search(text) is not None and _KNOWN.search(text) is None
