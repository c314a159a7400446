"""Review: what waits, one proposal beside its source, and many of one kind at once."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from qalqan.desk.labels import tongue
from qalqan.desk.marking import Span, pieces, place
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.desk.shapes import SHAPES, SPARE_ROWS, choices, read_fields, written
from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.followup.actions import accept_all, decide
from qalqan.library.models import Work
from qalqan.review.models import Candidate
from qalqan.review.queue import how_often_right, waiting
from qalqan.safety.access import may, visible
from qalqan.vocabularies import scheme

A_PAGE = 40
SAMPLE = 12
# How sure the machine is: three bands that a person can hold in her head.
BANDS = {"sure": (0.85, 1.01), "likely": (0.6, 0.85), "unsure": (0.0, 0.6)}
OUTCOMES = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "defer": "deferred"}


class NothingChanged(CannotDecide):
    """The form says what the machine read."""


@policy("review", of=Candidate)
def queue(request: HttpRequest) -> HttpResponse:
    every = waiting(request.account)
    work, kind, band = _chosen(request)
    found = _filtered(every, work, kind, band)
    return page(
        request,
        "review_queue",
        here="review",
        shown=Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        total=found.count(),
        by_work=_counted(_filtered(every, None, kind, band), "text__work__permanent_id", "text__work__title"),
        by_kind=_counted(_filtered(every, work, "", band), "kind"),
        by_band={name: _filtered(every, work, kind, name).count() for name in BANDS},
        work=work,
        kind=kind,
        band=band,
        bands=_band_names(),
        within=_within(work, kind, band),
        without=lambda part: _within(*[None if name == part else v for name, v in _parts(work, kind, band)]),
        also=lambda **more: _within(**{**dict(_parts(work, kind, band)), **more}),
    )


def _band_names() -> dict[str, str]:
    return {"sure": _("sure"), "likely": _("likely"), "unsure": _("unsure")}


def _chosen(request: HttpRequest) -> tuple[Work | None, str, str]:
    key = request.GET.get("work", "")
    work = visible(Work.objects.filter(permanent_id=key), request.account).first() if key else None
    kind = request.GET.get("kind", "")
    band = request.GET.get("band", "")
    return work, kind if kind in SHAPES else "", band if band in BANDS else ""


def _parts(work: Any, kind: str | None, band: str | None) -> list[tuple[str, Any]]:
    return [("work", work), ("kind", kind), ("band", band)]


def _within(work: Any = None, kind: str | None = "", band: str | None = "") -> str:
    """The filters as they stand in an address; codes and a random id, nothing of a person."""
    key = getattr(work, "permanent_id", work)
    said = [f"{name}={value}" for name, value in (("work", key), ("kind", kind), ("band", band)) if value]
    return "?" + "&".join(said) if said else ""


def _filtered(found: QuerySet[Candidate], work: Work | None, kind: str, band: str) -> QuerySet[Candidate]:
    if work is not None:
        found = found.filter(text__work=work)
    if kind:
        found = found.filter(kind=kind)
    if band:
        low, high = BANDS[band]
        found = found.filter(confidence__gte=low, confidence__lt=high)
    return found


def _counted(found: QuerySet[Candidate], *by: str) -> list[dict[str, Any]]:
    return list(found.order_by().values(*by).annotate(n=Count("pk", distinct=True)).order_by("-n", by[0]))


@policy("review", Candidate)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    if request.method == "GET":
        return _draw(request, candidate)
    try:
        outcome = _decide(request, candidate)
    except (CannotDecide, UnknownTerm) as error:
        return _draw(request, candidate, wrong=str(error), status=400)
    work, kind, band = _chosen(request)
    following = _next(request, candidate)
    said = {
        "accepted": _("Accepted."),
        "corrected": _("Corrected and accepted."),
        "rejected": _("Rejected."),
        "deferred": _("Put off."),
    }[outcome]
    request.session["decided"] = candidate.permanent_id
    if following is None:
        return to("review", said=said + " " + _("Nothing more waits here."), request=request)
    return to("proposal", following.permanent_id, said=said, request=request, then=_within(work, kind, band))


def _decide(request: HttpRequest, candidate: Candidate) -> str:
    given = request.POST
    outcome = OUTCOMES.get(given.get("answer", ""))
    if outcome is None:
        raise CannotDecide(_("Choose what to do: accept, correct, reject or put off."))
    if outcome == "accepted" and "words" in given and _was_changed(request, candidate):
        # Accepting takes the machine's reading as it is: what she wrote would be lost without a word.
        raise CannotDecide(_("You changed something here: save it as corrected, with a reason."))
    shown = given.get("seen", "")
    seen = int(shown) if shown.isascii() and shown.isdigit() else None
    corrected = _corrected(request, candidate) if outcome == "corrected" else {}
    decide(candidate, outcome, request.account, reason=given.get("reason", ""), seen=seen, **corrected)
    return outcome


def _was_changed(request: HttpRequest, candidate: Candidate) -> bool:
    try:
        _corrected(request, candidate)
    except NothingChanged:
        return False
    except CannotDecide:
        return True
    return True


def _corrected(request: HttpRequest, candidate: Candidate) -> dict[str, Any]:
    """What the form says otherwise than the machine. Raises CannotDecide for words that the text does not have."""
    given = request.POST
    read = read_fields(candidate.kind, given, candidate.fields)
    changed = {name: value for name, value in read.items() if value != candidate.fields.get(name)}
    fields = {name: value for name, value in changed.items() if name in candidate.fields or value}
    hedge = given.get("hedge", candidate.hedge)
    if hedge not in scheme("hedges"):
        raise CannotDecide(_("Choose how sure the source is from the list."))
    at = place(candidate.text.body, given.get("words", candidate.exact), candidate.start)
    if at is None:
        raise CannotDecide(_("These words do not stand in the publication: copy them from it exactly."))
    if not fields and hedge == candidate.hedge and at == (candidate.start, candidate.end):
        raise NothingChanged(_("Nothing was changed: accept the proposal as it is, or correct it first."))
    return {"fields": fields, "hedge": hedge, "start": at[0], "end": at[1]}


def _next(request: HttpRequest, candidate: Candidate) -> Candidate | None:
    """The next that waits within the same filters, after this one in reading order, else from the start."""
    work, kind, band = _chosen(request)
    found = list(_filtered(waiting(request.account), work, kind, band).values_list("pk", "text_id", "start"))
    here = (candidate.text_id, candidate.start, candidate.pk)
    later = [pk for pk, text, start in found if (text, start, pk) > here]
    others = [pk for pk, _text, _start in found if pk != candidate.pk]
    chosen = later[:1] or others[:1]
    return Candidate.objects.get(pk=chosen[0]) if chosen else None


def _draw(request: HttpRequest, candidate: Candidate, wrong: str = "", status: int = 200) -> HttpResponse:
    account = request.account
    work, kind, band = _chosen(request)
    right, decided = how_often_right(candidate.origin)
    every = visible(Candidate.objects.filter(text=candidate.text), account)
    left = waiting(account).filter(text=candidate.text).count()
    last = candidate.last_review
    shown = candidate.fields if last is None else last.fields
    following = _next(request, candidate)
    return page(
        request,
        "review_one",
        here="review",
        status=status,
        candidate=candidate,
        wrong=wrong,
        fields=[(shape, _control(shape, shown)) for shape in SHAPES.get(candidate.kind, ())],
        hedges=[(term.code, term.label(tongue())) for term in scheme("hedges")],
        around=_around(candidate),
        reviews=candidate.reviews.select_related("account"),
        right=right,
        decided=decided,
        total=every.count(),
        done=every.count() - left,
        following=following,
        within=_within(work, kind, band),
        before=_before(request, candidate),
        children=visible(candidate.children.all(), account),
        spare=SPARE_ROWS,
        written=written,
        choices=lambda shape: choices(shape, shown, tongue()),
    )


def _before(request: HttpRequest, candidate: Candidate) -> Candidate | None:
    """What she decided a moment ago, to go back to: undoing is deciding again."""
    key = request.session.get("decided", "")
    found = Candidate.objects.filter(permanent_id=key).exclude(pk=candidate.pk).first() if key else None
    return found if found is not None and may(request.account, "review", found) else None


def _control(shape: Any, fields: dict[str, Any]) -> Any:
    value = fields.get(shape.name)
    if shape.kind != "rows":
        return value
    rows = [row if isinstance(row, dict) else {"name": str(row)} for row in value or []]
    return [*rows, *({} for _spare in range(SPARE_ROWS))]


def _around(candidate: Candidate) -> list[tuple[Any, list[Any]]]:
    """The passages of the words with one before and one after; the words marked, the others plain."""
    passages = list(candidate.text.passages.exclude(kind="chrome"))
    over = [n for n, p in enumerate(passages) if p.start < candidate.end and p.end > candidate.start]
    first, last = (over[0], over[-1]) if over else (0, 0)
    span = [Span(candidate.start, candidate.end, candidate)]
    return [(p, pieces(candidate.text.body, p.start, p.end, span)) for p in passages[max(0, first - 2) : last + 3]]


@policy("review", Work)
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest, work: Work) -> HttpResponse:
    """Accept all of one kind from one source, after a look at a sample that is drawn evenly through the text."""
    kind = request.GET.get("kind", "")
    found = list(waiting(request.account, kind=kind if kind in SHAPES else None, work=work))
    if request.method == "POST":
        accepted, left = accept_all(work, request.account, kind=kind if kind in SHAPES else None)
        said = ngettext("%(number)s was accepted.", "%(number)s were accepted.", accepted) % {"number": accepted}
        if left:
            said += " " + _("%(number)s could not be admitted and still wait.") % {"number": left}
        return to("review", said=said, request=request, then=_within(work))
    step = max(1, len(found) // SAMPLE)
    return page(
        request, "review_many", here="review", work=work, kind=kind, total=len(found), sample=found[::step][:SAMPLE]
    )
