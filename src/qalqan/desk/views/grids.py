"""Grids: one list of questions over a case, a law or what is followed; several of them beside each other; fears looked at again."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk import boards
from qalqan.desk.labels import country as country_words
from qalqan.desk.labels import day as day_words
from qalqan.desk.labels import of, tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotFound, UnknownTerm
from qalqan.followup.actions import answer
from qalqan.followup.fears import counted, fears
from qalqan.followup.grid_proposals import proposals
from qalqan.followup.grids import (
    FORESIGHT,
    LAID_OVER,
    Laid,
    answers_of,
    elements,
    grids_over,
    laid,
    laid_over,
    subjects_of,
)
from qalqan.followup.models import Assessment, Clause, Process
from qalqan.record.actions import Words
from qalqan.record.models import Act, Actor, Case, Instrument, Provision
from qalqan.safety.access import may, visible
from qalqan.safety.entries import Levelled
from qalqan.site.drawings.boards import Cell
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.grids import answers_board
from qalqan.texts.anchors import Anchor
from qalqan.vocabularies import Term, scheme, term

BESIDE = 8  # subjects in one table; how many there are is said, and the next page shows more
A_PAGE = 40
PAGES = {Case: "case", Actor: "actor", Instrument: "law", Process: "process", Provision: "provision", Clause: "demand"}


def title_of(entry: Levelled) -> str:
    """What a person calls this entry."""
    if isinstance(entry, Instrument):
        return entry.called
    if isinstance(entry, Provision):
        return entry.about or of(entry.restriction, "restrictions") or entry.instrument.called
    if isinstance(entry, Clause):
        return entry.exact
    if isinstance(entry, Act):
        return f"{of(entry.type, 'acts')}, {day_words(entry.date)}" if entry.date else of(entry.type, "acts")
    named = getattr(entry, "title", "") or getattr(entry, "name", "") or getattr(entry, "subject", "")
    return str(named) or country_words(getattr(entry, "country", ""))


def _grid(code: str) -> Term:
    if code not in scheme("grid-kinds"):
        raise NotFound("There is no list of questions of this name.")
    return term("grid-kinds", code)


def _about(code: str, key: str, account: Any, verb: str) -> Levelled:
    """What the grid is laid over, where this account may do `verb` to it. Raises NotFound."""
    for model in LAID_OVER.values():
        found = model._default_manager.filter(permanent_id=key).first()
        if found is not None and may(account, verb, found):
            if code in {one.code for one in grids_over(found)}:
                return found
            break
    raise NotFound("There is nothing here: go back to Today.")


@policy("see", of=Case)
def grids(request: HttpRequest) -> HttpResponse:
    """The grids, with over how much each has been laid."""
    lines = [
        (one, len(elements(one.code)), len(subjects_of(one.code, request.account))) for one in scheme("grid-kinds")
    ]
    return page(request, "grids", here="record", lines=lines)


@policy("see", of=Case)
def compared(request: HttpRequest, code: str) -> HttpResponse:
    """One grid over all it was laid over, beside each other as of a day; of one country where asked."""
    account, day, one = request.account, as_of(request), _grid(code)
    country = request.GET.get("country", "")
    country = country if country in scheme("countries") else ""
    found = [about for about in subjects_of(code, account) if not country or country in country_of(about)]
    shown = Paginator(found, BESIDE).get_page(request.GET.get("page"))
    columns = laid_over(code, list(shown), account, day)
    return page(
        request, "grid_compared", here="record", grid=one, as_of=day, shown=shown, columns=columns, country=country,
        countries=boards.countries_of_concern(account), titles=[title_of(about) for about in shown],
        drawing=_drawn(one, columns) if columns else None, elements=elements(code),
    )  # fmt: skip


def country_of(about: Levelled) -> str:
    return str(getattr(about, "jurisdiction", "") or getattr(about, "country", "") or "")


def _drawn(grid: Term, columns: list[Laid]) -> Drawing:
    answers = grid.properties["answers"]
    rows = []
    for number, element in enumerate(elements(grid.code)):
        cells = [column.cells[number] for column in columns]
        rows.append((
            element.label(tongue()),
            [Cell(sign_of(answers, cell.code), of(cell.code, answers), day_words(cell.answer.day) if cell.answer else "")
             for cell in cells],
        ))  # fmt: skip
    return answers_board(grid.label(tongue()), _("Question"), [title_of(one.about) for one in columns], rows)


def sign_of(answers: str, code: str) -> str:
    return str(term(answers, code).properties.get("sign", "none"))


@policy("see", of=Case)
def over(request: HttpRequest, code: str, key: str) -> HttpResponse:
    return _laid_page(request, code, _about(code, key, request.account, "see"))


def _laid_page(request: HttpRequest, code: str, about: Levelled, wrong: str = "", asked: str = "") -> HttpResponse:
    account, day = request.account, as_of(request)
    over = laid(code, about, account, day)
    return page(
        request,
        "grid",
        here="record",
        status=400 if wrong else 200,
        grid=_grid(code),
        about=about,
        title=title_of(about),
        own_page=PAGES.get(type(about), ""),
        as_of=day,
        laid=over,
        elements={one.code: one for one in elements(code)},
        answers=[(one.code, one.label(tongue()), one.has("words")) for one in answers_of(code)],
        proposed=proposals(code, about, account),
        words=boards.words_of([about], account)[about.permanent_id],
        works=chosen(account),
        may_change=bool(may(account, "change", about)),
        now=timezone.now().date(),
        wrong=wrong,
        asked=asked,
    )


@policy("change", of=Case)
@require_POST
def say(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A person answers one element, from her own reading or by taking over what the record proposes."""
    about, given = _about(code, key, request.account, "change"), request.POST
    question = given.get("question", "")
    try:
        made = _taken_over(request, code, about) if given.get("proposal") else _answered(request, about)
    except (CannotDecide, UnknownTerm) as error:
        return _laid_page(request, code, about, str(error), question)
    earlier = Assessment.objects.filter(about=made.about, question=made.question).exclude(pk=made.pk)
    said = _("Answered.")
    if visible(earlier, request.account).exists():
        said = _("Answered. The former answer stays beside it.")
    return to("grid-over", code, key, said=said, request=request, then=f"#{made.question.partition('/')[2]}")


def _answered(request: HttpRequest, about: Levelled) -> Assessment:
    given, account = request.POST, request.account
    words = [
        words_in(given.get(f"source-{stance}", ""), exact, account, stance)
        for stance in ("for", "against")
        if (exact := given.get(f"words-{stance}", "").strip())
    ]
    return answer(
        about, given.get("question", ""), given.get("answer", ""), given.get("day", "").strip(), account,
        given.get("reason", ""), words,
    )  # fmt: skip


def _taken_over(request: HttpRequest, code: str, about: Levelled) -> Assessment:
    """The answer that the record proposed, with its words, said by this person on her own responsibility."""
    given, account = request.POST, request.account
    every = [one for found in proposals(code, about, account).values() for one in found]
    chosen_one = next((one for one in every if one.key == given.get("proposal")), None)
    if chosen_one is None:
        raise CannotDecide(_("This is no longer proposed: somebody changed the record; look again."))
    words = [Words(one.passage, Anchor.at(one.passage.text.body, one.start, one.end)) for one in chosen_one.words]
    return answer(
        about, chosen_one.question, chosen_one.answer, given.get("day", "").strip(), account, given.get("reason", ""),
        words, method=chosen_one.rule,
    )  # fmt: skip


@policy("see", of=Case)
def feared(request: HttpRequest) -> HttpResponse:
    """What sources feared: what is due to be looked at first, then what is open, then what was settled."""
    account, day = request.account, as_of(request)
    country = request.GET.get("country", "")
    country = country if country in scheme("countries") else ""
    found = fears(account, day, country)
    return page(
        request, "fears", here="record", as_of=day, country=country, countries=boards.countries_of_concern(account),
        counts=counted(found), due=sum(one.due for one in found), total=len(found), grid=FORESIGHT,
        shown=Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    )  # fmt: skip
