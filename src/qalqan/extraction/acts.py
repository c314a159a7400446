"""Acts: what was done, to whom, by whom, where and when, with the text's own hedge.

One candidate is one kind of act in one sentence. Where the text names the victim it is an `act`; unnamed or counted
victims make a `pattern`, which is never counted as one case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.mentions.names import Named
from qalqan.extraction.mentions.places import find_places
from qalqan.extraction.proposals import Proposals
from qalqan.texts.dates import DateFound

_MIGHT = re.compile(
    r"\b(?:may|might|could|can|would|should|must|to|will|if|cannot|может|могут|мог\w*|бы)\s(?:\w+\s){0,2}?(?:be\s)?(?:\w+ly\s)?$"
)
_NOT = re.compile(
    r"\b(?:not|never|no|nor|without|neither|не|без|ни)\s(?:been\s|be\s|any\s|being\s|yet\s|had\s|have\s){0,2}$"
)
_TOPIC = re.compile(
    r"\b(?:against|combat(?:ing)?|eradicat\w+|prevent(?:ion|ing|s)?(?: of)?|prohibit\w*(?: of)?|freedom from|end(?:ing)?|condemn\w*|on|"
    r"investigat\w+(?: of| into| incidents of)?|crime of|definition of|victims of|risk of|subcommittee on|protection from|"
    r"absolute ban on|fight|law on|charges? (?:of|with)|cases? of|convicted of|accused of|suspected of|suspicion of|for allegedly|for|связанн\w+ с|против|борьб\w+ с|предупреждени\w+)\s(?:the\s|alleged\s|any\s)?$"
)
_GROUNDS = re.compile(
    r"\b(?:grounds? (?:for|justifying)|sanction of|powers? (?:to|of)|discretion to|procedures? for|threat of|suspension or|rules on)\s(?:the\s)?(?:\w+\s)?$"
)
_TOPIC_ONLY = frozenset(
    (
        "TORTURE",
        "ILL-TREATMENT",
        "KILLING",
        "ENFORCED-DISAPPEARANCE",
        "SURVEILLANCE",
        "SEXUAL-VIOLENCE",
        "KIDNAPPING",
        "INTIMIDATION",
        "PHYSICAL-ATTACK",
        "IMPUNITY",
        "CENSORSHIP",
    )
)
_PLUPERFECT = re.compile(r"\b(?:who|which|whom|whose|которы\w+)\b[^,.;]*$")
_HAVE_BEEN = re.compile(r"\b(?:have|has)\s(?:\w+\s){0,4}$")
_EVENT_AFTER = re.compile(
    r"^\s(?!and\b|in\b|at\b|on\b|when\b|while\b|by\b|for\b|after\b|to\b|with\b|as\b|the\b|was\b|were\b|he\b|she\b|they\b|from\b|near\b|but\b|police\b)[a-z-]{3,}"
)
_STILL = re.compile(
    r"\b(?:remains?|continues? to serve|still|is serving|are serving|continue to be held|is being held|are being held|остаются|остается|остаётся|продолжает отбывать)\b"
)
_HE = re.compile(r"\b(?:he|him|his|she|her|hers|он|его|ему|она|её|ее|ей)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|he|him|his|she|her|who|они|их|им|он|его|она|её|ее)\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:the\s|local\s|several\s|some\s|unknown\s|unidentified\s|masked\s|armed\s|a\s|an\s)*$")
_COUNT = re.compile(
    r"\b(?:(at least|more than|over|about|around|up to|some|nearly|almost|не менее|более|около)\s)?(\d{1,3}(?:,\d{3})+|\d{1,6}|a dozen|two dozen|dozens|scores|hundreds|thousands|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|десятки|сотни|двое|трое)\s(?:of\s)?(?:[\w-]+\s){0,3}$"
)
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12, "dozens": 24, "two dozen": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "двое": 2, "трое": 3, "десятки": 20, "сотни": 200}  # fmt: skip
_LISTED = re.compile(r"(?:,|,? and|,? or|,? и)\s(?:[\w-]+\s){0,3}")
_PAST = re.compile(r"\b(?:was|were|did)\b")
_PERFECT = re.compile(r"\b(?:have|has|had|may|might|often|routinely|frequently)\b")
_REASON = re.compile(
    r"\b(?:because of|in retaliation for|for (?:his|her|their|its)|in connection with|on suspicion of|on charges of|on the charge of|for refusing|for failing|for allegedly|на основании|по обвинению в|по подозрению в|за)\s[^,.;]{4,140}"
)
_OF_ORGANISATIONS = frozenset(("LIQUIDATION", "REG-REFUSED", "INSPECTION", "AUDIT-TAX", "WARNING", "SUSPENSION", "SEARCH", "FINE", "SITE-BLOCKED", "ACCOUNT-FROZEN", "MEDIA-CLOSURE", "LABEL-FOREIGN-AGENT"))  # fmt: skip
_KIND_OF: dict[str, str] = {
    "state-security": "state-body",
    "government": "state-body",
    "armed-group": "armed-group",
    "non-state": "unidentified",
    "company": "company",
}


@dataclass(slots=True)
class Cases:
    """The cases of one text: acts on the same named victim share a case; so do the unnamed of one passage and State."""

    numbers: dict[str, str] = field(default_factory=dict)
    last_person: Named | None = None
    last_person_at: int = -1

    def of(self, key: str) -> str:
        return self.numbers.setdefault(key, f"case-{len(self.numbers) + 1}")


def propose_acts(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """All acts and patterns of the sentences, in order."""
    cases = Cases()
    earlier: dict[str, tuple[Sentence, dict[str, str | None]]] = {}
    for sentence in sentences:
        hits = _meant(context, sentence)
        names: list[Named] | None = None
        if hits or sentence.has("roles") or sentence.has("steps"):
            names = context.names_in(sentence)
            _remember(cases, names, sentence)
        for hit in hits:
            _propose(context, sentence, hit, hits, names or [], cases, earlier, proposals)


def _remember(cases: Cases, names: Sequence[Named], sentence: Sentence) -> None:
    persons = [name for name in names if name.kind == "person"]
    if persons:
        cases.last_person, cases.last_person_at = persons[0], sentence.n


def _meant(context: Context, sentence: Sentence) -> list[Hit]:
    """The act cues of a sentence that say that something was done: one for each code."""
    if sentence.passage.kind == "heading":
        return []
    hits = sentence.of("acts")
    kept: dict[str, Hit] = {}
    for hit in hits:
        if any(
            o is not hit and o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start
            for o in hits
        ):
            continue
        before = context.folded[max(sentence.start, hit.start - 48) : hit.start]
        if _MIGHT.search(before) and not sentence.has("hedge"):
            continue
        if _NOT.search(before) and not context.folded.startswith(("no ", "without", "not "), hit.start):
            continue
        if hit.code in _TOPIC_ONLY and _TOPIC.search(before) or _GROUNDS.search(before):
            continue
        kept.setdefault(hit.code, hit)
    if not kept:
        weak = [
            h
            for h in sentence.of("acts-weak")
            if not _TOPIC.search(context.folded[max(sentence.start, h.start - 48) : h.start])
        ]
        kept.update({h.code: h for h in weak[:1]})
    return sorted(kept.values(), key=lambda hit: hit.start)


def _propose(
    context: Context,
    sentence: Sentence,
    hit: Hit,
    hits: Sequence[Hit],
    names: Sequence[Named],
    cases: Cases,
    earlier: dict[str, tuple[Sentence, dict[str, str | None]]],
    proposals: Proposals,
) -> None:
    start, end = _part(context, sentence, hit)
    countries = context.countries_at(sentence, hit.start)
    victims = _victims(context, sentence, hit, names, cases)
    named = [one for one in victims if one["name"]]
    perpetrators = _perpetrators(context, sentence, hit, named)
    date = _date(context, sentence, hit)
    anaphoric = False
    if (
        date["edtf"] is None
        and _PAST.search(context.folded, sentence.start, sentence.end)
        and not _PERFECT.search(context.folded, sentence.start, hit.start)
    ):
        date, anaphoric = _date_before(context, sentence, earlier, date, named)
    key = named[0]["name"] if named else f"{','.join(countries)}/{sentence.passage.id}"
    places = find_places(context.body, start, end)
    reason = _REASON.search(context.body, hit.end, end)
    fields: dict[str, Any] = {
        "type": hit.code,
        "victims": victims,
        "perpetrators": perpetrators,
        "duty_bearers": [],
        "country": countries[0] if len(countries) == 1 else list(countries) or None,
        "place": places[0].name if places else None,
        "date": date,
        "reason": " ".join(reason[0].split()) if reason else None,
        "case": cases.of(key),
    }
    if date["edtf"]:
        earlier[sentence.passage.id] = (sentence, date)
    # Nobody did it and nobody suffered it: more a topic than an act.
    topic = not victims and not perpetrators and not _THEY.search(context.body, sentence.start, sentence.end)
    hedge = hedge_at(context, sentence, hit.start, hit.end)
    confidence = (
        0.6
        + 0.15 * bool(named)
        + 0.08 * bool(date["edtf"])
        + 0.05 * bool(perpetrators)
        - 0.1 * (hedge == "feared")
        + 0.03 * bool(set(countries) & set(context.subjects))
        - 0.05 * anaphoric
        - 0.2 * topic
    )
    proposals.add(
        "act" if named else "pattern",
        (start, end),
        fields,
        origin="acts.cue/1",
        confidence=min(0.9, confidence),
        hedge=hedge,
        attributed_to=attributed_to(context, sentence) if hedge != "asserted" else None,
    )


def _part(context: Context, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The sentence, or its part between semicolons where it is long."""
    if sentence.end - sentence.start < 300:
        return sentence.start, sentence.end
    start = context.body.rfind(";", sentence.start, hit.start) + 1 or sentence.start
    end = context.body.find(";", hit.end, sentence.end)
    return start, (end if end > 0 else sentence.end)


# --- when -------------------------------------------------------------------------------------------------------------


def _date(context: Context, sentence: Sentence, hit: Hit) -> dict[str, str | None]:
    """The date that goes with an act: the nearest, but for one that names another event ("the June 2010 violence")."""
    found = [one for one in context.dates_in(sentence.start, sentence.end) if one.edtf]
    own = [one for one in found if not _names_an_event(context, one) or _in_relative_clause(context, sentence, hit)]
    if not own:
        still = _STILL.search(context.folded, sentence.start, sentence.end)
        if still and context.as_of and hit.code in ("IMPRISONMENT", "ARBITRARY-DETENTION"):
            return {"edtf": f"../{context.as_of}", "basis": "relative"}
        return {"edtf": None, "basis": "none"}
    inside_relative = _in_relative_clause(context, sentence, hit)
    if "allegation" in context.folded[hit.start : hit.end]:  # the date is of what was done about it
        return {"edtf": None, "basis": "none"}
    first = own[0]
    if first.start - sentence.start <= 24 and not inside_relative:
        chosen = first
    else:
        chosen = min(own, key=lambda one: (_apart(one, hit), one.start))
    if (
        chosen.end <= hit.start
        and _HAVE_BEEN.search(context.folded[sentence.start : hit.start])
        and "," in context.body[chosen.end : hit.start]
    ):
        return {
            "edtf": None,
            "basis": "none",
        }  # "detained in June 2010, have been threatened": since then, no day given
    return {"edtf": chosen.edtf, "basis": chosen.basis}


def _in_relative_clause(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the act is told of someone else on the way: "supporters of a man who had been killed"."""
    return _PLUPERFECT.search(context.folded[sentence.start : hit.start]) is not None


def _apart(date: DateFound, hit: Hit) -> int:
    return date.start - hit.end if date.start >= hit.end else (hit.start - date.end) * 2


def _names_an_event(context: Context, date: DateFound) -> bool:
    before = context.folded[max(0, date.start - 8) : date.start]
    return (
        re.search(r"\b(?:the|its|his|her|their|this)\s$", before) is not None
        and _EVENT_AFTER.match(context.body[date.end : date.end + 24]) is not None
    )


def _date_before(
    context: Context,
    sentence: Sentence,
    earlier: dict[str, tuple[Sentence, dict[str, str | None]]],
    none: dict[str, str | None],
    named: Sequence[dict[str, Any]],
) -> tuple[dict[str, str | None], bool]:
    """ "The detainees were held …" tells on about the event of the sentence before: its date holds."""
    found = earlier.get(sentence.passage.id)
    if found is None or sentence.n - found[0].n > 2 or context.countries_at(sentence) != context.countries_at(found[0]):
        return none, False
    if not found[1]["edtf"] or str(found[1]["edtf"]).startswith(".."):
        return none, False
    return {"edtf": found[1]["edtf"], "basis": "relative"}, True


# --- to whom ----------------------------------------------------------------------------------------------------------


def _victims(
    context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named], cases: Cases
) -> list[dict[str, Any]]:
    """The named; else who "he" is; else the unnamed group."""
    if _in_relative_clause(context, sentence, hit) and context.folded[hit.start - 5 : hit.start] == "been ":
        return _antecedent(context, sentence, hit, names)
    persons = [name for name in names if name.kind == "person" and not _is_doer(context, name, hit)]
    if persons:
        return [_person(context, sentence, name) for name in _affected(context, persons, hit)]
    if hit.code in _OF_ORGANISATIONS:
        organisations = [name for name in names if name.kind == "organisation" and name.start < hit.start]
        if organisations:
            return [{"name": organisations[0].name, "role": None, "kind": "organisation", "count": None}]
    last = cases.last_person
    if last is not None and sentence.n - cases.last_person_at <= 2:
        definite = context.folded[max(0, hit.start - 4) : hit.start] == "the "
        if _HE.search(context.body, sentence.start, sentence.end) or definite:
            cases.last_person_at = sentence.n
            return [_person(context, sentence, last)]
    return _group(context, sentence, hit)


def _antecedent(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> list[dict[str, Any]]:
    """Who "who" is: the person named right before it, else nobody by name."""
    opened_at = _PLUPERFECT.search(context.folded[sentence.start : hit.start])
    at = sentence.start + (opened_at.start() if opened_at else 0)
    near = [name for name in names if name.kind == "person" and 0 <= at - name.end <= 3]
    return [_person(context, sentence, near[-1])] if near else []


def _is_doer(context: Context, name: Named, hit: Hit) -> bool:
    before = context.folded[max(0, name.start - 40) : name.start]
    if re.search(
        r"\b(?:by|according to|said|told|judge|president|prosecutor|minister|spokes\w+|under|supporters of|prime minister|rapporteur)\s(?:\w+\s){0,2}$",
        before,
    ):
        return True
    after = context.folded[name.end : name.end + 24]
    return re.match(r",?\s(?:said|told|says|reported|wrote|added|stated|argued|noted)\b", after) is not None


def _affected(context: Context, persons: Sequence[Named], hit: Hit) -> list[Named]:
    """Those listed together after the verb ("beat A, B and C"), else the last before it, else the first after it."""
    after = [name for name in persons if name.start >= hit.end]
    before = [name for name in persons if name.start < hit.end]
    active = (
        re.search(
            r"\b(?:was|were|been|being|be|is|are|got)\s(?:\w+\s){0,2}$",
            context.folded[max(0, hit.start - 30) : hit.start],
        )
        is None
    )
    if before and not (active and after and _is_verb(context, hit)):
        listed = [before[0]]
        for name in before[1:]:
            if re.fullmatch(r"[^.;]{0,60}(?:,|and|и)[^.;]{0,40}", context.folded[listed[-1].end : name.start]):
                listed.append(name)
        return listed if len(listed) < 6 else listed[:5]
    return list(after[:6])


def _is_verb(context: Context, hit: Hit) -> bool:
    words = context.folded[hit.start : hit.end]
    return words.split()[0].endswith("ed") or words in ("beat", "shot", "killed")


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
    """ "Human rights defenders believe that …": they say it, they did not suffer it."""
    return any(
        hedge.code in ("believed", "feared", "reported", "alleged") and 0 <= hedge.start - role.end <= 2
        for hedge in sentence.of("hedge")
    ) and not re.match(r"\s(?:report|reported)\s(?:facing|being|having)", context.folded[role.end : role.end + 30])


def _count(m: re.Match[str] | None) -> int | None:
    if m is None or re.search(r"\b(?:countries|states|years?|months?|days?|percent|стран|лет)\b", m[0]):
        return None
    word = m[2].replace(",", "")
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word)


# --- by whom ----------------------------------------------------------------------------------------------------------


def _perpetrators(
    context: Context, sentence: Sentence, hit: Hit, named: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Those after "by", else those who are the subject before an active verb."""
    out = []
    for doer in sentence.of("perpetrators"):
        before = context.folded[max(sentence.start, doer.start - 40) : doer.start]
        if (
            doer.start >= hit.end
            and _BY.search(before)
            and _near_after(context, hit, doer)
            or doer.end <= hit.start
            and _acts_itself(context, doer, hit)
        ):
            out.append(doer)
    return [
        {"name": " ".join(context.words(one.start, one.end).split()), "kind": _KIND_OF[one.code]} for one in out[:2]
    ]


def _near_after(context: Context, hit: Hit, doer: Hit) -> bool:
    between = context.folded[hit.end : doer.start]
    return len(between) <= 60 and not re.search(r"[,;:]", between)


def _acts_itself(context: Context, doer: Hit, hit: Hit) -> bool:
    between = context.folded[doer.end : hit.start]
    return (
        len(between) < 60
        and re.search(r"\b(?:was|were|been|being|by|of|who|against|battles?)\b|[.;,]", between) is None
    )
