"""To whom an act was done: the named, else who "he" is, else the unnamed group with its count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from qalqan.extraction.act_dates import PLUPERFECT, in_relative_clause
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.mentions.names import Named
from qalqan.extraction.persons_counted import those_counted

_HE = re.compile(r"\b(?:he|him|his|she|her|hers|он|его|ему|она|её|ее|ей|неё|нее|ней|него|нему|ним)\b")
_COUNT = re.compile(
    r"(?<![\w-])(?:(at least|more than|over|about|around|up to|some|nearly|almost|не менее|более|около)\s)?(\d{1,3}(?:,\d{3})+|\d{1,6}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|a dozen|two dozen|dozens|scores|hundreds|thousands|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|several|десятки|сотни|двое|трое)\s(?:of\s)?(?:[^\W\d_][\w-]*\s){0,3}$"
)
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12, "dozens": 24, "two dozen": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "двое": 2, "трое": 3, "десятки": 20, "сотни": 200}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORDS |= {"eleven": 11, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19} | _TENS  # fmt: skip
# Who is somebody else's: "two of his colleagues were sentenced", "fined his brother". It was not done to him.
_KIN = r"(?:(?:\w+\s){0,2}?(?:colleagues?|relatives?|brothers?|sisters?|mother|father|parents|wife|husband|sons?|daughters?|children|cousins?|nephews?|nieces?|uncle|aunt|friends?|companions?|lawyers?|clients?|supporters|followers|co-defendants?|employees|neighbours?|family(?! name)))"
_KIN_BEFORE = re.compile(
    rf"(?<!\bby\s)(?:\b(?:his|her|their)|'s)\s(?P<who>{_KIN})\s(?:(?:was|were|is|are|has|have|had|been|being|also|then|later|reportedly|allegedly|given|handed|put|a|an|the|prison|\w+ly)\s){{0,6}}$"
)
_KIN_AFTER = re.compile(rf"\s(?:\w+\sof\s)?(?:his|her|their)\s(?P<who>{_KIN})\b(?!,?\s[A-ZÀ-ÞА-ЯЁ])")
# What the family is told or not told was done to the one whom it looks for.
_OF_THE_ONE_HIMSELF = frozenset(
    ("RELATIVES-TARGETED", "DEATH-IN-CUSTODY", "INCOMMUNICADO-DETENTION", "ENFORCED-DISAPPEARANCE")
)
_ANOTHER = re.compile(
    r"\b(?:another|an?|other|one|two|three|four|five|several)\s(?:\w+\s){0,2}?(?:prisoners?|detainees?|defendants?|activists?|defenders?|journalists?|bloggers?|lawyers?|protesters?|m[ae]n|wom[ae]n|persons?|inmates?|believers?|students?|residents?)\b"
)
_LISTED = re.compile(r"(?:,|,? and|,? or|,? и)\s(?:[\w-]+\s){0,3}")
_DOING = re.compile(
    r"\b(?:by|according to|по словам|со слов|said|told|judge|president|prosecutor|minister|spokes\w+|судья|прокурор|следователь|министр|президент|омбудсмен|under|supporters of|prime minister|rapporteur)\s(?:\w+\s){0,2}$"
)
_SPEAKS = re.compile(
    r",?\s(?:said|told|says|reported|wrote|added|stated|argued|noted)\b"
    r"|,?\s(?:также\s)?(?:сообщил|рассказал|заявил|отметил|пояснил|подчеркнул|добавил|уточнил|написал|сказал)[аи]?\b"
)
_WORDS_OF = re.compile(  # whose words these are
    r"\b(?:по словам|по данным|по мнению|по утверждению|по сведениям|по заявлению|со слов|(?:сообщил|рассказал|заявил|отметил|пояснил|подчеркнул|добавил|уточнил|сказал)[аи]?)\s(?:\w+\s){0,3}$"
)
_IS_DONE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s(?:\w+\s){0,2}$")
_LISTED_NAMES = re.compile(r"[^.;]{0,60}(?:,|and|и)[^.;]{0,40}")
_REPORT_FACING = re.compile(r"\s(?:report|reported)\s(?:facing|being|having)")
_OF_NO_PERSONS = re.compile(r"\b(?:countries|states|years?|months?|days?|percent|стран|лет)\b")
# Who speaks for somebody else: "his lawyer, Ms A", «по словам её адвоката Б».
_FOR_ANOTHER = re.compile(
    r"\b(?:(?:his|her|their|its|the|whose|a|defen[cs]e|человека|его|её|ее|их)\s(?:\w+\s)?)?(?:lawyer|attorney|counsel|advocate|spokesperson|spokesman|spokeswoman|brother|sister|mother|father|wife|husband|"
    r"адвокат\w{0,3}|защитник\w{0,3}|брат\w{0,2}|сестр\w{1,2}|мат[ье]\w{0,3}|отец|отца|жен[аыеу]|муж[ау]?),?\s(?:(?:mr|ms|mrs|dr)\.?\s)?$"
)
_KIN_OF = re.compile(
    r"\b(?:брат|сестра|мать|отец|жена|муж|сын|дочь|дядя|т[её]тя|коллега|соратник|соратница)\s$"
)  # "брат А, Б"
_OFFICE = re.compile(r"\b(?:судь\w{1,3}|прокурор\w{0,3}|следовател\w{1,3}|министр\w{0,3})\s$")  # not whom "его" means
_OBJECT_REACH = 110  # code points between a verb and the organisation it is done to
_ONLY_ORGANISATIONS = frozenset(("LIQUIDATION", "REG-REFUSED", "SUSPENSION", "ACCOUNT-FROZEN", "AUDIT-TAX", "INSPECTION", "LABEL-FOREIGN-AGENT", "MEDIA-CLOSURE"))  # fmt: skip
_NEVER_PERSONS = _ONLY_ORGANISATIONS - {"SUSPENSION"}
_OF_ORGANISATIONS = frozenset(("LIQUIDATION", "REG-REFUSED", "INSPECTION", "AUDIT-TAX", "WARNING", "SUSPENSION", "SEARCH", "FINE", "SITE-BLOCKED", "ACCOUNT-FROZEN", "MEDIA-CLOSURE", "LABEL-FOREIGN-AGENT"))  # fmt: skip


@dataclass(slots=True)
class Cases:
    """The cases of one text: acts on the same named victim share a case; so do the unnamed of one passage and State."""

    numbers: dict[str, str] = field(default_factory=dict)
    last_person: Named | None = None
    last_person_at: int = -1
    last_role: str = ""  # the word beside the person last named: "блогера"

    def of(self, key: str) -> str:
        return self.numbers.setdefault(key, f"case-{len(self.numbers) + 1}")


def remember(context: Context, cases: Cases, names: Sequence[Named], sentence: Sentence) -> None:
    """Who was spoken of last; a lawyer or a relative who only speaks for someone takes nobody's place."""
    persons = [name for name in names if name.kind == "person"]
    persons = [name for name in persons if not _owns_another(context, name, persons)]
    persons = [name for name in persons if not _holds_office(context, name)]
    spoken_for = cases.last_person is not None and sentence.n - cases.last_person_at <= 2
    if spoken_for:
        persons = [name for name in persons if not _speaks_for_another(context, name)]
    if persons:
        cases.last_person, cases.last_person_at = persons[0], sentence.n
        cases.last_role = _person(context, sentence, persons[0])["role"] or ""


def victims_of(
    context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named], cases: Cases
) -> list[dict[str, Any]]:
    """The named; else who "he" is; else the unnamed group."""
    if in_relative_clause(context, sentence, hit) and context.folded[hit.start - 5 : hit.start] == "been ":
        return _antecedent(context, sentence, hit, names)
    kin = _kin_of_the_named(context, sentence, hit, names)
    if kin:
        return kin
    persons = [name for name in names if name.kind == "person" and not _is_doer(context, name, hit)]
    persons = [name for name in persons if not _owns_another(context, name, persons)]
    if hit.code in _ONLY_ORGANISATIONS or not persons:
        organisation = _organisation(context, sentence, hit, names)
        if organisation is not None:
            return [organisation]
    if hit.code in _NEVER_PERSONS:
        return [one for one in _group(context, sentence, hit) if one["kind"] == "organisation"]
    pair = those_counted(context, sentence, lambda name: not _speaks_for_another(context, name)) if not persons else []
    if pair:
        return [_person(context, sentence, one) for one in pair]
    teller = _teller(context, sentence, hit, names) if not persons else None
    if teller is not None:  # "X said that police beat him"
        return [_person(context, sentence, teller)]
    if persons:
        return [_person(context, sentence, name) for name in _affected(context, persons, hit)]
    last = cases.last_person
    if last is None or sentence.n - cases.last_person_at > 2:
        last = _named_just_before(context, sentence) if _HE.search(context.folded, sentence.start, hit.end) else None
    if last is not None:
        definite = context.folded[max(0, hit.start - 4) : hit.start] == "the "
        definite = definite and " of" not in context.folded[hit.start : hit.end]  # "the fate of 120 prisoners"
        he = definite or _HE.search(context.folded, sentence.start, sentence.end) is not None
        if he and not _is_told_of_another(context, sentence, hit):
            cases.last_person_at = sentence.n
            return [_person(context, sentence, last)]
    if _is_called_by_role(context, sentence, hit, cases) and cases.last_person:
        cases.last_person_at = sentence.n
        return [_person(context, sentence, cases.last_person)]
    return _group(context, sentence, hit)


def _kin_of_the_named(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> list[dict[str, Any]]:
    """The relatives or colleagues of somebody, where the act was done to them and they bear no name."""
    near = context.folded[max(sentence.start, hit.start - 110) : hit.start]
    owned = "his " in near or "her " in near or "their " in near or "'s " in near
    before = _KIN_BEFORE.search(context.folded, hit.start - len(near), hit.start) if owned else None
    after = None if before else _KIN_AFTER.match(context.body, hit.end, sentence.end)
    found = before or after
    if found is None or hit.code in _OF_THE_ONE_HIMSELF:
        return []
    if any(0 <= one.start - found.end("who") <= 3 for one in names if one.kind == "person"):
        return []
    who = " ".join(found["who"].lower().split())
    return [{"name": None, "role": who, "kind": "group", "count": None}]


def _is_told_of_another(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """ "The body of another prisoner was handed over to his family": he is not the one named before."""
    other = _ANOTHER.search(context.folded, sentence.start, hit.end)
    return other is not None and _HE.search(context.folded, sentence.start, other.start()) is None


ROLE_LETTERS = 5  # of a role that all its cases share: "блогера", "блогеру"


def _is_called_by_role(context: Context, sentence: Sentence, hit: Hit, cases: Cases) -> bool:
    """ "Блогера взяли под стражу": the one who was named as a blogger just before. Russian has no article to say so."""
    if not cases.last_role or not 0 < sentence.n - cases.last_person_at <= 3 or not "а" <= cases.last_role[0] <= "я":
        return False
    said = [context.folded[role.start : role.end] for role in sentence.of("roles")]
    mine = [one for one in said if one[:ROLE_LETTERS] == cases.last_role[:ROLE_LETTERS]]
    return bool(mine) and not any(one.endswith(("и", "ы", "ов", "ам", "ами", "ах", "ей")) for one in mine)


def _owns_another(context: Context, name: Named, persons: Sequence[Named]) -> bool:
    """ "Mr A's colleague, Ms B": it is told of B."""
    owns = context.body[name.end : name.end + 2] in ("'s", "’s")
    if context.body.startswith(", ", name.end) and any(other.start == name.end + 2 for other in persons):
        return _KIN_OF.search(context.folded[max(0, name.start - 24) : name.start]) is not None
    return owns and any(0 < other.start - name.end < 60 for other in persons)


def _organisation(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> dict[str, Any] | None:
    """The organisation that was closed, searched or fined: the first before the verb, else the first after it."""
    if hit.code not in _OF_ORGANISATIONS:
        return None
    found = [name for name in names if name.kind == "organisation" and not _is_agent(context, name)]
    before = [name for name in found if name.start < hit.end]
    after = [name for name in found if name.start >= hit.end and name.start - hit.end <= _OBJECT_REACH]
    nominal = context.folded.endswith(" of", hit.start, hit.end)  # "the liquidation of X": not who heard of it
    chosen = (after or before if nominal else before or after)[:1] or _organisation_just_before(context, sentence)
    if not chosen:
        return None
    return {"name": chosen[0].name, "role": None, "kind": "organisation", "count": None}


_THE_ORGANISATION = re.compile(
    r"\b(?:организаци(?:я|ю|и|ей)|объединени(?:е|я|ю|ем)|ассоциаци(?:я|ю|и)|фонд[ау]?|редакци(?:я|ю|и))\b"
)


def _organisation_just_before(context: Context, sentence: Sentence) -> list[Named]:
    """Which "организация" is meant: the one that the sentences before it in the paragraph, or the paragraph before, name last."""
    if not _THE_ORGANISATION.search(context.folded, sentence.start, sentence.end):
        return []
    for one in context.sentences[max(0, sentence.n - 4) : sentence.n][::-1]:
        named = [name for name in context.names_in(one) if name.kind == "organisation" and not _is_agent(context, name)]
        if named:
            return named[:1]
    return []


def _is_agent(context: Context, name: Named) -> bool:
    before = context.folded[max(0, name.start - 24) : name.start]
    return _DOING.search(before) is not None or _SPEAKS.match(context.folded, name.end, name.end + 24) is not None


def _teller(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> Named | None:
    """Who tells what was done to "him" in the same sentence, and is nobody's lawyer."""
    tellers = [
        name
        for name in names
        if name.kind == "person"
        and name.end < hit.start
        and _SPEAKS.match(context.folded, name.end, name.end + 24)
        and not _speaks_for_another(context, name)
    ]
    if not tellers or not _HE.search(context.folded, tellers[-1].end, sentence.end):
        return None
    return tellers[-1]


def _holds_office(context: Context, name: Named) -> bool:
    return _OFFICE.search(context.folded[max(0, name.start - 40) : name.start]) is not None


def _speaks_for_another(context: Context, name: Named) -> bool:
    return _FOR_ANOTHER.search(context.folded[max(0, name.start - 48) : name.start]) is not None


def _named_just_before(context: Context, sentence: Sentence) -> Named | None:
    """Who the one or two sentences before name first, where nothing in them was told of."""
    for one in islice(context.paragraph_of(sentence), 2):
        persons = [
            name
            for name in context.names_in(one)
            if name.kind == "person" and not _speaks_for_another(context, name) and not _holds_office(context, name)
        ]
        if persons:
            return persons[0]
    return None


def left_over(
    context: Context, sentence: Sentence, names: Sequence[Named], given: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The persons of a sentence who are no act's victim yet."""
    known = {one["name"] for one in given}
    return [_person(context, sentence, one) for one in names if one.kind == "person" and one.name not in known]


def _antecedent(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> list[dict[str, Any]]:
    """Who "who" is: the person named right before it, else nobody by name."""
    opened_at = PLUPERFECT.search(context.folded[sentence.start : hit.start])
    at = sentence.start + (opened_at.start() if opened_at else 0)
    near = [name for name in names if name.kind == "person" and 0 <= at - name.end <= 3]
    return [_person(context, sentence, near[-1])] if near else []


def _is_doer(context: Context, name: Named, hit: Hit) -> bool:
    before = context.folded[max(0, name.start - 40) : name.start]
    if _WORDS_OF.search(before):
        return True
    return _DOING.search(before) is not None or _SPEAKS.match(context.folded, name.end, name.end + 24) is not None


def _affected(context: Context, persons: Sequence[Named], hit: Hit) -> list[Named]:
    """Those listed together after the verb ("beat A, B and C"), else the last before it, else the first after it."""
    after = [name for name in persons if name.start >= hit.end]
    before = [name for name in persons if name.start < hit.end]
    active = _IS_DONE.search(context.folded[max(0, hit.start - 30) : hit.start]) is None
    if before and not (active and after and _is_verb(context, hit)):
        listed = [before[0]]
        for name in before[1:]:
            if _LISTED_NAMES.fullmatch(context.folded, listed[-1].end, name.start):
                listed.append(name)
        return listed if len(listed) < 6 else listed[:5]
    return list(after[:6])


def _is_verb(context: Context, hit: Hit) -> bool:
    words = context.folded[hit.start : hit.end]
    return words.split(maxsplit=1)[0].endswith("ed") or words in ("beat", "shot", "killed")


def _person(context: Context, sentence: Sentence, name: Named) -> dict[str, Any]:
    roles = [h for h in sentence.of("roles") if 0 <= name.start - h.end <= 24 or 0 <= h.start - name.end <= 24]
    role = context.folded[roles[0].start : roles[0].end] if roles else None
    return {"name": name.name, "role": role, "kind": "person", "count": None}


def _group(context: Context, sentence: Sentence, hit: Hit) -> list[dict[str, Any]]:
    """The unnamed, listed together: "at least two dozen activists, journalists and …", with the count that the text gives."""
    roles = [
        role for role in sentence.of("roles") if role.code != "official" and not _is_holder(context, sentence, role)
    ]
    roles = [one for one in roles if not any(o is not one and o.start <= one.start and one.end <= o.end for o in roles)]
    before = [role for role in roles if role.end <= hit.start + 1]
    listed = before[:1] or [role for role in roles if role.start >= hit.start][:1]
    for role in roles:
        if listed and role.start > listed[-1].end and _LISTED.fullmatch(context.folded[listed[-1].end : role.start]):
            listed.append(role)
    out = []
    for role in listed[:4]:
        counted = _COUNT.search(context.folded[max(sentence.start, role.start - 50) : role.start])
        kind = "organisation" if role.code == "organisation" else "group"
        out.append(
            {"name": None, "role": context.folded[role.start : role.end], "kind": kind, "count": _count(counted)}
        )
    return out


def _is_holder(context: Context, sentence: Sentence, role: Hit) -> bool:
    """ "Human rights defenders believe that …", "по словам адвоката": they say it, they did not suffer it."""
    if _WORDS_OF.search(context.folded, max(sentence.start, role.start - 48), role.start):
        return True
    return any(
        hedge.code in ("believed", "feared", "reported", "alleged") and 0 <= hedge.start - role.end <= 2
        for hedge in sentence.of("hedge")
    ) and not _REPORT_FACING.match(context.folded, role.end, role.end + 30)


def _count(m: re.Match[str] | None) -> int | None:
    if m is None or _OF_NO_PERSONS.search(m[0]):
        return None
    word = m[2].replace(",", "")
    tens, _, unit = word.partition("-")
    if unit and tens in _TENS:
        return _TENS[tens] + (_NUMBER_WORDS.get(unit) or 1)
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word)
