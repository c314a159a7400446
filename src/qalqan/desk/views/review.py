"""Review: what waits, and one proposal beside its source. Many at once: `review_together`."""

from __future__ import annotations

import re
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.filtering import BANDS, chosen, filtered
from qalqan.desk.labels import country as country_words
from qalqan.desk.labels import tongue
from qalqan.desk.marking import Span, pieces, place
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.shapes import FIELD, SHAPES, SPARE_ROWS, choices, read_fields, written
from qalqan.errors import CannotDecide, StaleWrite, UnknownTerm
from qalqan.followup.actions import accept_as_same, decide, undo
from qalqan.followup.likely_same import likely_same
from qalqan.followup.models import Clause, Recommendation, Step
from qalqan.record.models import Act, Provision, Situation, Standard, TreatyAction
from qalqan.review.agreement import how_often_right
from qalqan.review.models import Candidate, Review
from qalqan.review.queue import waiting
from qalqan.review.readers import MOST, readers_asked
from qalqan.safety.access import may, visible
from qalqan.vocabularies import scheme

A_PAGE = 40
WORDS_TO_CHOOSE = 400
# The table that a kind enters: what its proposals may be the same as.
ENTERS: dict[str, Any] = {
    "act": Act, "pattern": Act, "step": Step, "provision": Provision, "recommendation": Recommendation,
    "clause": Clause, "standard": Standard, "situation": Situation,
    "treaty": TreatyAction,
}  # fmt: skip
OUTCOMES = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "defer": "deferred"}


class NothingChanged(CannotDecide):
    """The form says what the machine read."""


@policy("review", of=Candidate)
def queue(request: HttpRequest) -> HttpResponse:
    every = waiting(request.account)
    by = chosen(request)
    found = filtered(every, by)
    return page(
        request,
        "review_queue",
        here="review",
        shown=Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        total=found.count(),
        by_work=_counted(filtered(every, by.but(work=None)), "text__work__permanent_id", "text__work__title"),
        by_kind=_counted(filtered(every, by.but(kind="")), "kind"),
        by_band={name: filtered(every, by.but(band=name)).count() for name in BANDS},
        by_country=[(code, country_words(code)) for code in boards.countries_of_concern(request.account)],
        due=filtered(every, by.but(due="expected")).count(),
        by=by,
        bands={"sure": _("sure"), "likely": _("likely"), "unsure": _("unsure")},
        whys=why_words(),
    )


def why_words() -> dict[str, str]:
    """Why a proposal that was decided on waits again."""
    return {
        "second-reader": _("waits for a second reader"),
        "readers-differ": _("two readers differ"),
        "source-changed": _("its source changed"),
        "parent-gone": _("its recommendation was rejected or taken back"),
        "taken-back": _("the decision was taken back"),
    }


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
    except StaleWrite:
        # Drawn anew with the other's decision under it: she need not go back and write her reason twice.
        return _draw(request, candidate, wrong=_decided_since(), status=409)
    following = _next(request, candidate)
    said = {
        "accepted": _("Accepted."),
        "corrected": _("Corrected and accepted."),
        "rejected": _("Rejected."),
        "deferred": _("Put off."),
        "same": _("Accepted as another source for the same."),
    }[outcome]
    said = _kept_for_another(candidate) or said
    request.session["decided"] = candidate.permanent_id
    if following is None:
        return to("review", said=said + " " + _("Nothing more waits here."), request=request)
    return to("proposal", following.permanent_id, said=said, request=request, then=chosen(request).within())


def _kept_for_another(candidate: Candidate) -> str:
    """What to say where the decision is kept and enters nothing yet, because the circle asks for two who agree."""
    reopened = Candidate.objects.get(pk=candidate.pk).reopened
    if reopened is None:
        return ""
    if reopened.why == "readers-differ":
        return _("Kept: the two readers differ. It waits until they decide the same.")
    return _("Kept: it enters the record when a second reader decides the same.")


def _decided_since() -> str:
    return _(
        "Somebody decided on this after you opened it; nothing was overwritten. "
        "The decision stands under “Decided before”, and what you wrote is still here."
    )


@policy("review", Candidate)
@require_POST
def take_back(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The last decision is taken back: it stays in the list of decisions, and the proposal waits."""
    undo(candidate, request.account, request.POST.get("reason", ""), seen=_seen(request))
    said = _("Taken back: it waits again.")
    return to("proposal", candidate.permanent_id, said=said, request=request, then=chosen(request).within())


def _seen(request: HttpRequest) -> int | None:
    return number_given(request.POST.get("seen", ""))


def _decide(request: HttpRequest, candidate: Candidate) -> str:
    given = request.POST
    if given.get("answer") == "same":
        return _decide_same(request, candidate)
    if given.get("answer") == "agree":
        return _agree(request, candidate)
    outcome = OUTCOMES.get(given.get("answer", ""))
    if outcome is None:
        raise CannotDecide(_("Choose what to do: accept, correct, reject or put off."))
    if outcome == "accepted" and "words" in given and _was_changed(request, candidate):
        # Accepting takes the machine's reading as it is: what she wrote would be lost without a word.
        raise CannotDecide(_("You changed something here: save it as corrected, with a reason."))
    corrected = _corrected(request, candidate) if outcome == "corrected" else {}
    decide(candidate, outcome, request.account, reason=given.get("reason", ""), seen=_seen(request), **corrected)
    return outcome


def _decide_same(request: HttpRequest, candidate: Candidate) -> str:
    given = request.POST
    if "words" in given and _was_changed(request, candidate):
        raise CannotDecide(_("You changed something here: save it as corrected, with a reason."))
    model = ENTERS.get(candidate.kind)
    held = visible(model.objects.all(), request.account) if model else None
    key = given.get("same", "") or given.get("same_id", "").strip()
    target = held.filter(permanent_id=key).first() if held is not None and key else None
    if target is None:
        raise CannotDecide(_("Choose what it is the same as, or give the number of the entry."))
    accept_as_same(candidate, target, request.account, given.get("reason", ""), seen=_seen(request))
    return "same"


def _agree(request: HttpRequest, candidate: Candidate) -> str:
    """Decide what the other reader decided, to the letter."""
    other = _other_reading(request, candidate)
    if other is None:
        raise CannotDecide(_("Nobody else has decided on this proposal yet."))
    reason = request.POST.get("reason", "").strip() or _("Agrees with the first reader.")
    corrected = {"fields": other.fields, "hedge": other.hedge, "start": other.start, "end": other.end}
    decide(
        candidate, other.outcome, request.account, reason=reason, seen=_seen(request),
        **(corrected if other.outcome == "corrected" else {}),
    )  # fmt: skip
    return other.outcome


def _other_reading(request: HttpRequest, candidate: Candidate) -> Review | None:
    """What another person decided last, where the circle asks for two and they have not agreed."""
    if readers_asked(candidate.circle_id) < MOST or candidate.reopened is None:
        return None
    others = candidate.reviews.exclude(account=request.account).exclude(outcome="deferred")
    return others.select_related("account").order_by("-id").first()


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
    at = _words_chosen(request, candidate)
    if at is None:
        raise CannotDecide(_("These words do not stand in the publication: copy them from it exactly."))
    if not fields and hedge == candidate.hedge and at == (candidate.start, candidate.end):
        raise NothingChanged(_("Nothing was changed: accept the proposal as it is, or correct it first."))
    return {"fields": fields, "hedge": hedge, "start": at[0], "end": at[1]}


def _words_chosen(request: HttpRequest, candidate: Candidate) -> tuple[int, int] | None:
    """Where the words stand that a person chose: by their first and last, without script, or as she wrote them."""
    given, body = request.POST, candidate.text.body
    first, last = given.get("first", ""), given.get("last", "")
    if not first and not last:
        return place(body, given.get("words", candidate.exact), candidate.start)
    if not all(not one or (number_given(one) is not None) for one in (first, last)):
        return None
    start, end = int(first or candidate.start), int(last or candidate.end)
    return (start, end) if 0 <= start < end <= len(body) else None


def _next(request: HttpRequest, candidate: Candidate) -> Candidate | None:
    """The next that waits within the same filters, after this one in reading order, else from the start."""
    found = list(filtered(waiting(request.account), chosen(request)).values_list("pk", "text_id", "start"))
    here = (candidate.text_id, candidate.start, candidate.pk)
    later = [pk for pk, text, start in found if (text, start, pk) > here]
    others = [pk for pk, _text, _start in found if pk != candidate.pk]
    picked = later[:1] or others[:1]
    return Candidate.objects.get(pk=picked[0]) if picked else None


def _draw(request: HttpRequest, candidate: Candidate, wrong: str = "", status: int = 200) -> HttpResponse:
    account = request.account
    right, decided = how_often_right(candidate.origin, account)
    every = visible(Candidate.objects.filter(text=candidate.text), account)
    left = waiting(account).filter(text=candidate.text).count()
    last = candidate.last_review
    shown = candidate.fields if last is None else last.fields
    if wrong and "words" in request.POST:  # what she wrote stays until it is saved
        shown = read_fields(candidate.kind, request.POST, shown)
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
        history=_history(candidate),
        reopened=candidate.reopened,
        whys=why_words(),
        other_reading=_other_reading(request, candidate),
        likely=likely_same(candidate, account),
        to_choose=_to_choose(candidate),
        may_take_back=last is not None and not last.reopenings.filter(why="taken-back").exists(),
        right=right,
        decided=decided,
        total=every.count(),
        done=every.count() - left,
        following=following,
        within=chosen(request).within(),
        before=_before(request, candidate),
        children=visible(candidate.children.all(), account),
        spare=SPARE_ROWS,
        field=FIELD,
        written=written,
        choices=lambda shape: choices(shape, shown, tongue()),
    )


def _history(candidate: Candidate) -> list[Any]:
    """Decisions and reopenings in the order they came: everything that ever happened to a proposal."""
    reviews = list(candidate.reviews.select_related("account"))
    return sorted([*reviews, *candidate.reopenings.select_related("account", "text__work")], key=lambda one: one.at)


def _to_choose(candidate: Candidate) -> list[tuple[int, int, str]]:
    """The words of the passages that the proposal stands in, for choosing the first and the last without script."""
    over = candidate.text.passages.filter(start__lt=candidate.end, end__gt=candidate.start).exclude(kind="chrome")
    body = candidate.text.body
    words = [
        (passage.start + found.start(), passage.start + found.end(), found.group())
        for passage in over
        for found in re.finditer(r"\S+", body[passage.start : passage.end])
    ]
    return words if len(words) <= WORDS_TO_CHOOSE else []


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
