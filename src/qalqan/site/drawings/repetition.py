"""The repetition line: one demand through the years, a full dot for the same words, a ring for changed ones."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from qalqan.site.drawings.canvas import Drawing, TimeScale, circle, line, lines_of, ruler, svg, text
from qalqan.site.language import Language
from qalqan.texts.edtf import bounds

_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a demand was made. `relation` is None for the demand whose line this is."""

    date: str | None
    work_title: str
    relation: str | None


def repetition_line(occurrences: tuple[Occurrence, ...], language: Language, title: str) -> Drawing:
    """The demand and its repetitions in order of publication."""
    made = sorted(occurrences, key=lambda one: (bounds(one.date)[0] is None, one.date or "", one.work_title))
    days = [day for one in made if (day := bounds(one.date)[0])]
    parts: list[Markup] = []
    rail = 16 + 18 * len(made)
    if days:
        scale = TimeScale(min(days), max(days), 10, _WIDTH - 10)
        parts = [*ruler(scale, rail, rail + 8), line(10, rail, _WIDTH - 10, rail, "d-rail")]
        for number, one in enumerate(made):
            parts += _dot(one, number, scale, rail, language)
    rows = tuple((language.when(one.date), one.work_title, words_of_relation(language, one.relation)) for one in made)
    description = "; ".join(f"{when}: {work} ({relation})" for when, work, relation in rows)
    head = (language.say("Date"), language.say("Publication"), language.say("Wording"))
    return Drawing(title, description, svg(_WIDTH, rail + 30, title, description, parts, "repetition-line"), head, rows)


def words_of_relation(language: Language, relation: str | None) -> str:
    words = {
        None: language.say("this demand"),
        "same-text": language.say("the same words"),
        "repeats": language.say("made again in other words"),
        "related": language.say("a related demand"),
    }
    return words.get(relation) or language.label("relations", relation)


def _dot(one: Occurrence, number: int, scale: TimeScale, rail: float, language: Language) -> list[Markup]:
    day = bounds(one.date)[0]
    if day is None:
        return []
    x, y = scale.x(day), 14 + 18 * number
    at_end = x > _WIDTH * 0.5
    room = (x if at_end else _WIDTH - x) - 14
    words = lines_of(f"{language.when(one.date)} · {one.work_title}", room, 12.5, most=1)[0]
    kind = "d-dot" if one.relation in (None, "same-text") else "d-ring"
    return [
        line(x, y - 6, x, rail, "d-hair"),
        circle(x, rail, 6, kind),
        text(x - 6 if at_end else x + 6, y, words, "d-label", "end" if at_end else "start"),
    ]
