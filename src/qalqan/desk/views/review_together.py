"""Many proposals at once: accepted after a look at a sample, taken back as one; how often rules are right; two readers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.shapes import SHAPES
from qalqan.errors import WrongCall
from qalqan.followup.actions import accept_together, undo_together
from qalqan.library.models import Work
from qalqan.review.agreement import agreement, readers_agreement
from qalqan.review.models import Batch, Candidate, ReadersAsked
from qalqan.review.queue import waiting
from qalqan.review.readers import ask_for_readers, readers_asked
from qalqan.safety.access import visible
from qalqan.safety.models import Circle

SAMPLE = 12


@policy("review", Work)
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest, work: Work) -> HttpResponse:
    """Accept all of one kind from one source, after a look at a sample that is drawn evenly through the text."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in SHAPES else ""
    if request.method == "POST":
        return _accept(request, work, kind)
    found = list(waiting(request.account, kind=kind or None, work=work))
    step = max(1, len(found) // SAMPLE)
    return page(
        request, "review_many", here="review", work=work, kind=kind, total=len(found), sample=found[::step][:SAMPLE],
        batches=visible(Batch.objects.filter(work=work), request.account).select_related("created_by"),
    )  # fmt: skip


def _accept(request: HttpRequest, work: Work, kind: str) -> HttpResponse:
    seen = number_given(request.POST.get("seen", ""))
    done = accept_together(work, request.account, kind or None, seen=seen)
    said = ngettext("%(number)s was accepted.", "%(number)s were accepted.", done.accepted) % {"number": done.accepted}
    if done.batch is not None:
        together = Candidate.objects.filter(reviews__batches=done.batch).prefetch_related("reviews", "reopenings")
        if yet := sum(one.reopened is not None for one in together):
            said += " " + _("%(number)s of them enter the record when a second reader decides the same.") % {
                "number": yet
            }
    if done.left:
        said += " " + _("%(number)s could not be admitted and still wait.") % {"number": done.left}
    if done.batch is not None:
        said += " " + _("They can be taken back together here.")
    return to("review-many", work.permanent_id, said=said, request=request, then=f"?kind={kind}" if kind else "")


@policy("review", Batch)
@require_POST
def take_back_many(request: HttpRequest, batch: Batch) -> HttpResponse:
    taken, left = undo_together(batch, request.account, request.POST.get("reason", ""))
    said = ngettext("%(number)s was taken back.", "%(number)s were taken back.", taken) % {"number": taken}
    if left:
        said += " " + _("%(number)s were decided on since and stay as they are.") % {"number": left}
    return to("review", said=said, request=request, then=f"?work={batch.work.permanent_id}")


@policy("review", of=Candidate)
def rules(request: HttpRequest) -> HttpResponse:
    """How often each rule was right, the least right first, over what this person may read."""
    alike, twice = readers_agreement(request.account)
    labels = {kind: {shape.name: shape.label for shape in shapes} for kind, shapes in SHAPES.items()}
    return page(
        request,
        "review_rules",
        here="review",
        rules=agreement(request.account),
        alike=alike,
        twice=twice,
        labels=labels,
    )


@policy("grant")
@require_http_methods(["GET", "POST"])
def readers(request: HttpRequest) -> HttpResponse:
    """How many readers each circle asks for, and who said so when."""
    if request.method == "GET":
        asked = [(circle, readers_asked(circle)) for circle in Circle.objects.order_by("name")]
        past = ReadersAsked.objects.select_related("circle", "account").order_by("-id")
        return page(request, "readers", asked=asked, past=past)
    circle = Circle.objects.filter(code=request.POST.get("circle", "")).first()
    number = request.POST.get("readers", "")
    if circle is None or number not in ("1", "2"):
        raise WrongCall(_("Choose a circle and one reader or two."))
    ask_for_readers(circle, int(number), request.account, request.POST.get("reason", ""))
    return to("readers", said=_("Kept: it holds for what is decided from now on."), request=request)
