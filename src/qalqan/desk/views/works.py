"""Publications: taking them in, listing them, reading one with what was found in it, releasing it to the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk.labels import tongue
from qalqan.desk.marking import Piece, Span, pieces
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.desk.proposing import PROPOSED, propose_by_hand
from qalqan.desk.quoting import ANY
from qalqan.desk.uploads import LARGEST
from qalqan.desk.views.kinship import belongings
from qalqan.errors import QalqanError
from qalqan.library.citation import cite
from qalqan.library.models import Passage, Text, Work
from qalqan.publishing.actions.release import release_work
from qalqan.publishing.actions.seal import may_seal, open_to_team, seal_work
from qalqan.publishing.actions.withdraw import withdraw_work
from qalqan.review.intake import take_in
from qalqan.review.models import Candidate
from qalqan.review.queue import waiting
from qalqan.safety import audit
from qalqan.safety.access import may, visible, what_is_visible
from qalqan.safety.models import Account
from qalqan.sources.capture import original as read_original
from qalqan.sources.models import Copy
from qalqan.vocabularies import scheme

A_PAGE = 50
LISTED = 200  # publications in the list of a form
# The countries that the add form offers as ticks; any other is written by its code.
OFFERED = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@dataclass(frozen=True)
class Outcome:
    """What came of one file: a work, or the sentence that says why not."""

    name: str
    said: str
    work: Work | None = None


@policy("see", of=Work)
def works(request: HttpRequest) -> HttpResponse:
    found = visible(Work.objects.all(), request.account).prefetch_related("countries", "issuers")
    found = found.annotate(
        proposals=Count(
            "texts__candidates", distinct=True, filter=what_is_visible(request.account, through="texts__candidates")
        )
    ).order_by("-published", "id")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    account = request.account
    return page(
        request,
        "works",
        here="works",
        shown=shown,
        may_add=bool(may(account, "add", Work)),
        may_import=bool(may(account, "add", Candidate)),
        may_export=bool(may(account, "export", Work)),
    )


@policy("add", of=Work)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    files = request.FILES.getlist("files") if request.method == "POST" else []
    outcomes = [_take(file, request) for file in files]
    if len(outcomes) == 1 and outcomes[0].work is not None:
        return to("work", outcomes[0].work.permanent_id, said=outcomes[0].said, request=request)
    nothing_chosen = request.method == "POST" and not files
    return page(
        request,
        "work_add",
        here="works",
        status=400 if nothing_chosen or any(one.work is None for one in outcomes) else 200,
        outcomes=outcomes,
        nothing_chosen=nothing_chosen,
        offered=OFFERED,
        countries=scheme("countries"),
    )


def _take(file: UploadedFile, request: HttpRequest) -> Outcome:
    name = (file.name or "")[:255]
    given = request.POST
    countries = [*given.getlist("country"), *given.getlist("other_country")]
    try:
        if (file.size or 0) > LARGEST:
            return Outcome(
                name, _("%(name)s is larger than 100 MB: split it, or add it with the command.") % {"name": name}
            )
        intake = take_in(
            file.read(),
            name,
            request.account,
            url=given.get("url", "").strip(),
            publisher=given.get("publisher", "").strip(),
            published=given.get("published", "").strip(),
            countries=tuple(code for code in countries if code in scheme("countries")),
        )
    except QalqanError as error:
        return Outcome(name, str(error))
    if intake.already:
        return Outcome(name, _("%(name)s was here already: nothing was read again.") % {"name": name}, intake.work)
    found = ngettext(
        "%(name)s was taken in; %(number)s proposal waits for review.",
        "%(name)s was taken in; %(number)s proposals wait for review.",
        intake.proposed,
    ) % {"name": name, "number": intake.proposed}
    return Outcome(name, found, intake.work)


@policy("see", Work)
def work(request: HttpRequest, work: Work) -> HttpResponse:
    account = request.account
    texts = list(visible(work.texts.all(), account).select_related("copy").order_by("language", "-reading"))
    text = next((one for one in texts if one.permanent_id == request.GET.get("text")), texts[0] if texts else None)
    held = {one.language for one in texts}
    missing = [one for t in texts for one in t.other_languages if one.get("language") not in held]
    return page(
        request,
        "work",
        here="works",
        work=work,
        texts=texts,
        text=text,
        missing=missing,
        passages=marked(text, account) if text else [],
        counts=_counts(work, account),
        citation=cite(work, language=tongue()),
        may_publish=bool(may(account, "publish", work)),
        may_seal=may_seal(work, account),
        may_review=bool(may(account, "review", work)),
        may_export=bool(text and may(account, "export", text.copy)),
        kinds=PROPOSED,
        choosable=chosen(account) if may(account, "change", work) else [],
        **belongings(work, account),
    )


def marked(text: Text, account: Account) -> list[tuple[Passage, list[Piece]]]:
    """Every passage in pieces, each under the proposals that cover it."""
    found = visible(Candidate.objects.filter(text=text), account).prefetch_related("reviews")
    spans = [Span(one.start, one.end, (one, _state(one))) for one in found]
    return [
        (passage, pieces(text.body, passage.start, passage.end, _over(spans, passage)))
        for passage in text.passages.all()
    ]


def _over(spans: list[Span], passage: Passage) -> list[Span]:
    return [span for span in spans if span.start < passage.end and span.end > passage.start]


def _state(candidate: Candidate) -> str:
    last = candidate.last_review
    waits = last is None or last.outcome == "deferred" or candidate.reopened is not None
    return "waiting" if waits else last.outcome


def _counts(work: Work, account: Account) -> list[dict[str, Any]]:
    """Kinds of proposals: how many there are and how many wait."""
    every = visible(Candidate.objects.filter(text__work=work), account).order_by()
    totals = {row["kind"]: row["n"] for row in every.values("kind").annotate(n=Count("pk"))}
    left = waiting(account, work=work).order_by()
    waits = {row["kind"]: row["n"] for row in left.values("kind").annotate(n=Count("pk", distinct=True))}
    return [
        {"kind": kind, "all": n, "waits": waits.get(kind, 0)} for kind, n in sorted(totals.items(), key=lambda i: -i[1])
    ]


@policy("publish", Work)
@require_POST
def release(request: HttpRequest, work: Work) -> HttpResponse:
    number = release_work(work, request.account, request.POST.get("reason", ""))
    said = ngettext(
        "%(number)s entry is public from the next edition on.",
        "%(number)s entries are public from the next edition on.",
        number,
    )
    return to("work", work.permanent_id, said=said % {"number": number}, request=request)


@policy("withdraw", Work)
@require_POST
def withdraw(request: HttpRequest, work: Work) -> HttpResponse:
    withdraw_work(work, request.account, request.POST.get("reason", ""))
    said = _("Withdrawn: the next edition is without it.")
    return to("work", work.permanent_id, said=said, request=request)


@policy("change", Work)  # of a public one the action asks for the publisher's role too
@require_POST
def seal(request: HttpRequest, work: Work) -> HttpResponse:
    number = seal_work(work, request.account, request.POST.get("reason", ""))
    said = ngettext(
        "%(number)s entry is sealed and in no index: only whose grant reaches it opens it.",
        "%(number)s entries are sealed and in no index: only whose grant reaches them opens them.",
        number,
    )
    return to("work", work.permanent_id, said=said % {"number": number}, request=request)


@policy("change", Work)
@require_POST
def unseal(request: HttpRequest, work: Work) -> HttpResponse:
    open_to_team(work, request.account, request.POST.get("reason", ""))
    said = _("Open to the team again, and found again. Nothing of it is public.")
    return to("work", work.permanent_id, said=said, request=request)


@policy("export", Copy)
def original(request: HttpRequest, copy: Copy) -> HttpResponse:
    """The bytes as they came, to keep and not to open here: an attachment without a type, in a sandbox (SAFETY D9)."""
    with transaction.atomic():
        audit.log("original-taken", copy.permanent_id, account=request.account, level=copy.level)
    content = read_original(copy)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{copy.sha256[:16]}.original"'
    response["Content-Security-Policy"] = "sandbox"
    return response


@policy("review", Text)
@require_POST
def propose(request: HttpRequest, text: Text) -> HttpResponse:
    """Words that the machine passed over, proposed by a person; she decides on them like on any other proposal."""
    candidate = propose_by_hand(text, request.POST.get("kind", ""), request.POST.get("words", ""), request.account)
    return to("proposal", candidate.permanent_id, request=request)


@dataclass(frozen=True)
class AnyOther:
    """The last choice of a list that holds the newest only: the words themselves say where they stand."""

    title: str
    permanent_id: str = ANY
    language: str = ""
    pk: None = None


def chosen(account: Account) -> list[Work | AnyOther]:
    """Publications to choose from in a form, newest first; where there are more, their number, and a way to the others."""
    every = visible(Work.objects.filter(~Q(title="")), account)
    listed: list[Work | AnyOther] = list(every.order_by("-created_at")[:LISTED])
    others = every.count() - len(listed) if len(listed) == LISTED else 0
    if others > 0:
        words = _("one of %(number)s more publications: it is found by the words alone") % {"number": others}
        listed.append(AnyOther(f"… {words}"))
    return listed
