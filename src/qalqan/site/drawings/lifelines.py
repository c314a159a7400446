"""Lives along a scale of time: a person's custody bar, an organisation's life line, the timeline of a case."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from qalqan.site.drawings.canvas import Drawing, TimeScale, circle, line, lines_of, rect, ruler, svg, text
from qalqan.site.language import Language
from qalqan.site.rows import ActRow, ProcessRow, StepRow
from qalqan.site.standing import Stretch, day_of, is_denied, stage_says, steps_until, stretches
from qalqan.texts.edtf import bounds

_WIDTH = 640
Event = tuple[date, str, str, bool]
_LANES = 16  # events that get a line of words each


def custody_bar(process: ProcessRow, language: Language, as_of: str) -> Drawing:
    """Detained, tried, imprisoned, released: full where the person was held, hollow where free or not known."""
    title = language.say("Custody of %(subject)s", subject=language.subject_of(process))
    return _life(process, language, as_of, title, _fullness(process, stretches(process, as_of), "held", fills=True))


def life_line(process: ProcessRow, language: Language, as_of: str) -> Drawing:
    """An organisation from its forming to its closing: full where it could work lawfully."""
    title = language.say("The life of %(subject)s", subject=language.subject_of(process))
    return _life(process, language, as_of, title, _fullness(process, stretches(process, as_of), "closed", fills=False))


def _life(process: ProcessRow, language: Language, as_of: str, title: str, fullness: list[bool]) -> Drawing:
    parts_of_life = stretches(process, as_of)
    end = day_of(as_of)
    scale = _scale([stretch.start for stretch in parts_of_life], end)
    parts: list[Markup] = []
    bar_top = 14 + 15 * len(parts_of_life)
    for number, (stretch, full) in enumerate(zip(parts_of_life, fullness, strict=True)):
        x1, x2 = scale.x(stretch.start), scale.x(stretch.end or end)
        parts.append(rect(x1, bar_top, max(x2 - x1, 1.5), 16, "d-bar" if full else "d-bar-hollow"))
        parts += _flag(stretch, process, language, x1, 12 + 15 * number, bar_top)
    parts = [
        *ruler(scale, bar_top, bar_top + 22),
        *parts,
        text(_WIDTH, bar_top + 48, _as_of(language, as_of), "d-quiet", "end"),
    ]
    rows = tuple(
        (language.when(stretch.step.date), language.stage(process.kind, stretch.step.stage), stretch.step.by or "")
        for stretch in parts_of_life
    )
    description = "; ".join(f"{when}: {stage}" for when, stage, _ in rows)
    picture = svg(_WIDTH, bar_top + 54, title, description, parts, "life-line")
    return Drawing(title, description, picture, (language.say("Date"), language.say("Stage"), language.say("By")), rows)


def _flag(
    stretch: Stretch, process: ProcessRow, language: Language, x: float, y: float, bar_top: float
) -> list[Markup]:
    """A stage's name on a pole over the day on which it began; at the right edge it hangs to the left."""
    label = f"{language.stage(process.kind, stretch.step.stage)}, {language.when(stretch.step.date)}"
    pole = line(x, y - 8, x, bar_top, "d-hair")
    if x > _WIDTH * 0.55:
        return [pole, text(x - 4, y, label, "d-label", "end")]
    return [pole, text(x + 4, y, label, "d-label")]


def _fullness(process: ProcessRow, parts_of_life: tuple[Stretch, ...], property_: str, fills: bool) -> list[bool]:
    """Whether each stretch is full: a stage that says nothing (a hearing, a charge) leaves it as it was."""
    full, result = False, []
    for stretch in parts_of_life:
        said = stage_says(process.kind, stretch.step.stage, property_)
        full = full if said is None else said is fills
        result.append(full)
    return result


def timeline(
    acts: tuple[ActRow, ...], processes: tuple[ProcessRow, ...], language: Language, title: str, as_of: str
) -> Drawing:
    """Acts above, steps below one line of time; a ring where the source only alleges or reports."""
    return event_line(_events(acts, processes, language, as_of), language, title, as_of)


def newest(
    acts: tuple[ActRow, ...], processes: tuple[ProcessRow, ...], language: Language, as_of: str, most: int = 14
) -> list[Event]:
    """The newest acts and steps, each step with the name of what it moved: for a page on which many come together."""
    events = [event for process in processes for event in _events((), (process,), language, as_of, named=True)]
    return sorted([*_events(acts, (), language, as_of), *events])[-most:]


def event_line(events: list[Event], language: Language, title: str, as_of: str) -> Drawing:
    """Events (day, words, kind, is it firm) along one line of time, in the order given."""
    end = day_of(as_of)
    scale = _scale([day for day, *_ in events], end)
    lanes = len(events) if len(events) <= _LANES else 7
    rail = 22 + 17 * lanes
    parts = [*ruler(scale, rail, rail + 8), line(0, rail, _WIDTH, rail, "d-rail")]
    for number, (day, words, kind, firm) in enumerate(events):
        x, y = scale.x(day), 14 + 17 * (number % max(lanes, 1))
        parts.append(line(x, y - 6, x, rail, "d-hair"))
        parts.append(_event_mark(x, rail, kind, firm))
        at_end = x > _WIDTH * 0.55
        fitted = lines_of(words, (x if at_end else _WIDTH - x) - 8, 12.5, most=1)[0]
        parts.append(text(x - 5 if at_end else x + 5, y, fitted, "d-label", "end" if at_end else "start"))
    parts.append(text(_WIDTH, rail + 36, _as_of(language, as_of), "d-quiet", "end"))
    rows = tuple((language.day(day), words, kind) for day, words, kind, _ in events)
    description = "; ".join(f"{day}: {words}" for day, words, _ in rows)
    head = (language.say("Not earlier than"), language.say("What"), language.say("Kind"))
    return Drawing(title, description, svg(_WIDTH, rail + 42, title, description, parts, "timeline"), head, rows)


def _events(
    acts: tuple[ActRow, ...], processes: tuple[ProcessRow, ...], language: Language, as_of: str, *, named: bool = False
) -> list[Event]:
    end = day_of(as_of)
    events: list[Event] = []
    for act in acts:
        day = bounds(act.date)[0]
        if day and day <= end:
            firm = act.hedge == "asserted"
            hedge = "" if firm else f" ({language.label('hedges', act.hedge)})"
            events.append((day, f"{language.label('acts', act.type)}{hedge}", language.say("act"), firm))
    for process in processes:
        for step in steps_until(process, as_of):
            day = bounds(step.date)[0]
            if day:
                words = _step_words(process, step, language)
                events.append(
                    (day, f"{language.subject_of(process)}: {words}" if named else words, language.say("step"), True)
                )
    return sorted(events)


def _step_words(process: ProcessRow, step: StepRow, language: Language) -> str:
    words = language.stage(process.kind, step.stage)
    return f"{words} ({language.say('did not happen')})" if is_denied(process.kind, step) else words


def _event_mark(x: float, y: float, kind: str, firm: bool) -> Markup:
    if not firm:
        return circle(x, y, 5, "d-ring")
    return circle(x, y, 5, "d-dot")


def _scale(days: list[date], end: date) -> TimeScale:
    first = min([*days, end - timedelta(days=30)])
    return TimeScale(first, end, 2, _WIDTH - 2)


def _as_of(language: Language, as_of: str) -> str:
    return language.say("as of %(date)s", date=language.when(as_of))
