"""The stage line of a law, a registration, a visit: solid for what happened, hollow for what is only expected."""

from __future__ import annotations

from markupsafe import Markup

from qalqan.site.drawings.canvas import Drawing, line, lines_of, mark, svg, text, text_lines
from qalqan.site.language import Language
from qalqan.site.rows import ProcessRow, StepRow
from qalqan.site.standing import expected_steps, is_denied, steps_until
from qalqan.texts.edtf import bounds

_COLUMN = 112
_RAIL = 34


def state_of(step: StepRow) -> str:
    return "expected" if step.expected else "negative" if step.negative else "happened"


def words_of_state(language: Language, process_kind: str, step: StepRow) -> str:
    words = {
        "expected": language.say("expected"),
        "negative": language.say("did not happen"),
        "happened": language.say("happened"),
    }
    if step.negative and not is_denied(process_kind, step):
        return words["happened"]  # the stage's own name says no
    return words[state_of(step)]


def stage_line(process: ProcessRow, language: Language, as_of: str) -> Drawing:
    """The steps of a process from left to right as known on a day."""
    steps = [*steps_until(process, as_of), *expected_steps(process, as_of)]
    title = language.say("Stages of: %(subject)s", subject=language.subject_of(process))
    parts: list[Markup] = []
    bottom = _RAIL + 25
    for number, step in enumerate(steps):
        x = 8 + number * _COLUMN
        if number + 1 < len(steps):
            hollow = step.expected or steps[number + 1].expected
            parts.append(line(x + 8, _RAIL, x + _COLUMN - 8, _RAIL, "d-rail-hollow" if hollow else "d-rail"))
        parts.append(mark(x, _RAIL, state_of(step)))
        parts.append(text(x - 6, 14, short_when(language, step), "d-date"))
        label = lines_of(language.stage(process.kind, step.stage), _COLUMN - 14, 12.5)
        parts.append(text_lines(x - 6, _RAIL + 25, label, "d-label", 16))
        bottom = max(bottom, _RAIL + 25 + 16 * len(label))
        if step.expected or is_denied(process.kind, step):
            bottom = max(bottom, _RAIL + 37 + 16 * len(label))
            parts.append(
                text(x - 6, _RAIL + 27 + 16 * len(label), words_of_state(language, process.kind, step), "d-quiet")
            )
    rows = tuple(
        (
            language.when(step.date),
            language.stage(process.kind, step.stage),
            words_of_state(language, process.kind, step),
            step.by or "",
        )
        for step in steps
    )
    width = max(len(steps) * _COLUMN, 160)
    return Drawing(
        title,
        _sentence(language, rows),
        svg(width, bottom, title, _sentence(language, rows), parts, "stage-line"),
        (language.say("Date"), language.say("Stage"), language.say("State"), language.say("By")),
        rows,
    )


def short_when(language: Language, step: StepRow) -> str:
    """The date as it fits above a dot: no month names longer than four letters, no day where there is none."""
    if not step.date:
        return language.say("no date")
    start = step.date.split("/")[0].rstrip("?~%")
    first, last = bounds(start)
    if first is None or last is None or "X" in start:
        return language.when(step.date)
    if first == last:
        return language.short_day(first)
    return language.short_month(first) if (last - first).days < 31 else language.when(start)


def _sentence(language: Language, rows: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(f"{when}: {stage} ({state})" for when, stage, state, _ in rows) or language.say(
        "No step is known."
    )
