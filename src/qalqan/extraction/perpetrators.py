"""By whom an act was done: those after "by", else those who are the subject before an active verb."""

from __future__ import annotations

import re
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit

_BY = re.compile(r"\bby\s(?:[\w'-]+\s){0,3}$")  # "by several masked", "by the Russian"
_NOT_HIS = re.compile(r"\b(?:was|were|been|being|by|of|who|against|battles?)\b|[.;,]")
_RUSSIAN_VERB = re.compile(
    r"(?P<active>[а-яё]{3,}(?:л|ла|ли|ло|ют|ет|ит|ят))$|[а-яё]{3,}(?:ен|ён|ана|ано|аны|ан|ена|ены|ено|ят|ыт|та|ты)$|(?:ся|сь)$"
)
_RUSSIAN_BETWEEN = re.compile(
    r"\s(?:(?:его|её|ее|их|неизвестн\w+|несколько|двое|трое|местн\w+|вооруженн\w+|вооружённ\w+|[а-яё]+(?:ыми|ими|ым|ом|ые|ие))\s){0,2}"
)
_KIND_OF: dict[str, str] = {
    "state-security": "state-body",
    "government": "state-body",
    "armed-group": "armed-group",
    "non-state": "unidentified",
    "company": "company",
}
_KIND_OF_PERPETRATOR = {
    "state-security": "state-actor",
    "government": "state-actor",
    "armed-group": "non-state-armed",
    "non-state": "without-permission",
    "company": "with-permission",
}


def perpetrators_of(context: Context, sentence: Sentence, hit: Hit) -> list[dict[str, Any]]:
    """Those who did an act, as the text calls them: two at most."""
    return [
        {"name": " ".join(context.words(one.start, one.end).split()), "kind": _KIND_OF[one.code]}
        for one in doers_of(context, sentence, hit)[:2]
    ]


def kind_of_perpetrator(context: Context, sentence: Sentence, hit: Hit) -> str | None:
    """The code of `perpetrator-kinds` for who did an act by its sentence alone; None where nobody is said to."""
    done_by = doers_of(context, sentence, hit)
    return _KIND_OF_PERPETRATOR[done_by[0].code] if done_by else None


def punishes_officials(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """ "Convicted two police officers of torturing A": a punishment for what was done to A, not done to A."""
    after = [
        one for one in sentence.of("perpetrators") if hit.end <= one.start <= hit.end + 24 and one.code in _OFFICIALS
    ]
    before = [
        one for one in sentence.of("perpetrators") if hit.start - 16 <= one.end <= hit.start and one.code in _OFFICIALS
    ]
    done = context.folded[hit.end - 3 : hit.end + 40]
    passive = _IS_PUNISHED.search(context.folded[max(0, hit.start - 12) : hit.start]) is not None
    return bool(after and _COUNTED.search(context.folded[hit.end : after[0].start + 1])) or bool(
        before and passive and _FOR_VIOLENCE.search(done)
    )


_OFFICIALS = frozenset(("state-security",))
_COUNTED = re.compile(r"^\s(?:(?:two|three|four|five|six|several|a|an|the|former|prison|\d+)\s){0,3}(?:\w)?$")
_IS_PUNISHED = re.compile(r"\b(?:was|were|been)\s$")
_FOR_VIOLENCE = re.compile(r"\b(?:of|for)\s(?:tortur|beat|ill-treat|kill|abus|exceed)")


def doers_of(context: Context, sentence: Sentence, hit: Hit) -> list[Hit]:
    """Those after "by", else those who are the subject before an active verb."""
    out: list[Hit] = []
    for doer in sentence.of("perpetrators"):
        before = context.folded[max(sentence.start, doer.start - 40) : doer.start]
        by = (
            doer.start >= hit.end
            and _near_after(context, hit, doer)
            and (_BY.search(before) or _after_russian_verb(context, hit, doer))
        )
        if (by or doer.end <= hit.start and _acts_itself(context, doer, hit)) and not any(
            one.start <= doer.start and doer.end <= one.end for one in out
        ):
            out.append(doer)
    return out


def _near_after(context: Context, hit: Hit, doer: Hit) -> bool:
    between = context.folded[hit.end : doer.start]
    return len(between) <= 60 and "," not in between and ";" not in between and ":" not in between


def _after_russian_verb(context: Context, hit: Hit, doer: Hit) -> bool:
    """ "Задержан сотрудниками полиции", "его избивали полицейские": those after a verb, in the case of who does it."""
    verb = _RUSSIAN_VERB.search(context.folded[hit.start : hit.end])
    if verb is None or not _RUSSIAN_BETWEEN.fullmatch(context.folded[hit.end : doer.start]):
        return False
    from qalqan.extraction.mentions.russian.morphology import readings  # its dictionary is for Russian only

    word = context.folded[doer.start : doer.end].split()[0]
    wanted = "nomn" if verb["active"] else "ablt"
    return any(one.case == wanted for one in readings(word))


def _acts_itself(context: Context, doer: Hit, hit: Hit) -> bool:
    between = context.folded[doer.end : hit.start]
    return len(between) < 60 and _NOT_HIS.search(between) is None
