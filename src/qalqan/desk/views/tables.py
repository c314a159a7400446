"""Tables of answers, rules, treaties and fears as files: one line for each, with the words and where they stand.

What is sealed is in none of them. By POST, and logged: a file leaves the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from qalqan.desk.labels import of
from qalqan.desk.policy import policy
from qalqan.desk.views.grids import country_of, title_of
from qalqan.errors import NotFound
from qalqan.followup.fears import fears
from qalqan.followup.grids import laid_over, subjects_of
from qalqan.publishing.exports.spreadsheets import as_csv, as_xlsx
from qalqan.publishing.exports.tables import Table, table
from qalqan.record.models import Case, Evidence
from qalqan.record.parties import parties
from qalqan.record.rules import rules_by_country
from qalqan.safety import audit
from qalqan.safety.access import visible
from qalqan.safety.levels import SEALED
from qalqan.vocabularies import scheme

ANSWERS = ("id", "about", "title", "country", "question", "asks", "answer", "day", "assessor", "reason", "former",
           "words", "against", "source")  # fmt: skip
RULES = ("id", "country", "restriction", "law", "about", "bound", "number", "unit", "applies_to", "defects", "hedge", "words", "source")  # fmt: skip
PARTIES = ("id", "treaty", "country", "action", "day", "articles", "note", "hedge", "words", "source")
FEARS = ("id", "country", "hedge", "said", "words", "source", "answer", "day", "assessor", "reason", "look")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy("export", of=Case)
@require_POST
def table_file(request: HttpRequest, code: str) -> HttpResponse:
    """`code`: a list of questions, or rules, parties, fears. `format` csv or xlsx."""
    account, made_on = request.account, timezone.now().date()
    made = read_table(code, account, made_on)
    as_sheet = request.POST.get("format") == "xlsx"
    digest = sha256("\n".join(sorted(str(row["id"]) for row in made.rows)).encode()).hexdigest()[:32]
    with transaction.atomic():
        purpose = f"{'xlsx' if as_sheet else 'csv'}:{code}:{len(made.rows)}"
        audit.log("exported", digest, account=account, level="team", purpose=purpose)
    content = as_xlsx([made]) if as_sheet else as_csv(made)
    response = HttpResponse(content, content_type=XLSX if as_sheet else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.{"xlsx" if as_sheet else "csv"}"'
    return response


def read_table(code: str, account: Any, as_of: date) -> Table:
    """The whole table, without a limit, of what the account may see and is not sealed. Raises NotFound."""
    if code in scheme("grid-kinds"):
        return table(code, ANSWERS, _answers(code, account, as_of))
    if code == "rules":
        return table(code, RULES, _rules(account))
    if code == "parties":
        return table(code, PARTIES, _parties(account, as_of))
    if code == "fears":
        return table(code, FEARS, _fears(account, as_of))
    raise NotFound("There is no table of this name.")


def _answers(code: str, account: Any, as_of: date) -> Iterator[dict[str, Any]]:
    open_ones = [one for one in subjects_of(code, account) if one.level != SEALED]
    for laid in laid_over(code, open_ones, account, as_of):
        for cell in laid.cells:
            if cell.answer is None or cell.answer.level == SEALED:
                continue
            yield {
                "id": cell.answer.permanent_id,
                "about": laid.about.permanent_id,
                "title": title_of(laid.about),
                "country": country_of(laid.about),
                "question": cell.question,
                "asks": of(cell.question, "grids"),
                "answer": cell.code,
                "day": cell.answer.day,
                "assessor": cell.answer.assessor,
                "reason": cell.answer.reason,
                "former": len(cell.former) + len(cell.differing),
                "against": _said(cell.words, "against"),
                **_words(cell.words),
            }


def _rules(account: Any) -> Iterator[dict[str, Any]]:
    for (restriction, country), cells in sorted(rules_by_country(account, "").cells.items()):
        for cell in cells:
            if SEALED in (cell.provision.level, cell.provision.instrument.level):
                continue
            told = {
                "id": cell.provision.permanent_id, "country": country, "restriction": restriction,
                "law": cell.provision.instrument.called, "about": cell.provision.about,
                "defects": cell.provision.defects, "hedge": cell.provision.hedge, **_words(cell.words),
            }  # fmt: skip
            numbers = [one for one in cell.thresholds if one.level != SEALED]
            for one in numbers or [None]:
                yield told | {name: getattr(one, name, "") for name in ("bound", "number", "unit", "applies_to")}


def _parties(account: Any, as_of: date) -> Iterator[dict[str, Any]]:
    told = [one for cell in parties(account, as_of).cells.values() for one in cell.told if one.level != SEALED]
    words = _words_of([one.permanent_id for one in told], account)
    for one in told:
        plain = ("treaty", "country", "action", "day", "articles", "note", "hedge")
        yield {"id": one.permanent_id, **{name: getattr(one, name) for name in plain}, **_words(words.get(one.permanent_id, ()))}  # fmt: skip


def _fears(account: Any, as_of: date) -> Iterator[dict[str, Any]]:
    for one in fears(account, as_of):
        if one.entry.level == SEALED:
            continue
        answer = one.cell.answer if one.cell.answer and one.cell.answer.level != SEALED else None
        yield {
            "id": one.entry.permanent_id, "country": one.country, "hedge": one.entry.hedge, "said": one.said,
            **_words(one.words), "answer": answer.rung if answer else "", "day": answer.day if answer else "",
            "assessor": answer.assessor if answer else "", "reason": answer.reason if answer else "",
            "look": one.look.isoformat() if one.look else "",
        }  # fmt: skip


def _words(found: Iterable[Evidence]) -> dict[str, Any]:
    """The words for it and the publications in which they stand."""
    listed = [one for one in found if one.passage.text.level != SEALED]
    works = [one.passage.text.work for one in listed]
    source = [", ".join(filter(None, (work.publisher, work.title, work.published))) for work in works]
    return {"words": _said(listed, "for"), "source": " | ".join(dict.fromkeys(source))}


def _said(found: Iterable[Evidence], stance: str) -> str:
    told = (one for one in found if one.stance == stance and one.passage.text.level != SEALED)
    return " … ".join(" ".join(one.exact.split()) for one in told)


def _words_of(keys: list[str], account: Any) -> dict[str, list[Evidence]]:
    seen = visible(Evidence.objects.filter(entry__in=keys), account, through="passage__text")
    resting: dict[str, list[Evidence]] = {}
    for words in visible(seen, account, through="passage__text__work").select_related("passage__text__work"):
        resting.setdefault(words.entry, []).append(words)
    return resting
