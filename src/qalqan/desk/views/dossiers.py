"""Submissions in the making: own words, pinned passages, demands and what is followed; taken out as HTML, DOCX or PDF."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.extraction.themes import read_demand
from qalqan.followup.actions import begin_dossier, pin, put_in, put_in_case, take_out, write
from qalqan.followup.dossiers import FORMS, submission
from qalqan.followup.models import Clause, Dossier, DossierPart, Process
from qalqan.record.models import Case
from qalqan.safety import audit
from qalqan.safety.access import may, visible
from qalqan.safety.models import Account
from qalqan.texts.edtf import bounds

LANGUAGES = ("en", "ru")
CASE = "case"  # becomes parts of several kinds
ADDRESSED: dict[str, Any] = {DossierPart.CLAUSE: Clause, DossierPart.PROCESS: Process, CASE: Case}
TRY = "try"  # to read a demand while it is drafted, and keep nothing


@policy("see", of=Dossier)
def dossiers(request: HttpRequest) -> HttpResponse:
    found = visible(Dossier.objects.all(), request.account).order_by("-id")
    return page(request, "dossiers", here="matrix", found=found, may_add=bool(may(request.account, "add", Dossier)))


@policy("add", of=Dossier)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    given = request.POST
    limit, language = number_given(given.get("word_limit", "")), given.get("language", "en")
    made = begin_dossier(
        given.get("title", ""),
        request.account,
        given.get("addressed_to", ""),
        language if language in LANGUAGES else "en",
        limit if limit and limit < 10**6 else None,
    )
    return to("dossier", made.permanent_id)


@policy("see", Dossier)
@require_http_methods(["GET", "POST"])
def dossier(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What it says so far, its words against its limit, and how much each drafted demand asks."""
    account, wrong, tried = request.account, "", None
    if request.method == "POST" and request.POST.get("kind") == TRY:
        tried = read_demand(request.POST.get("words", ""), dossier.language)
    elif request.method == "POST":
        try:
            _add(request, dossier)
        except CannotDecide as error:
            wrong = str(error)
        else:
            return to("dossier", dossier.permanent_id)
    parts = list(dossier.parts.select_related("passage__text__work", "clause__recommendation__work", "process"))
    drafted = {p.pk: read_demand(p.words, dossier.language).category for p in parts if p.kind == DossierPart.DRAFTED}
    made = submission(dossier, account)
    return page(
        request,
        "dossier",
        here="matrix",
        status=400 if wrong else 200,
        dossier=dossier,
        made=made,
        pairs=list(zip([p for p in parts if _is_open(p, request)], made.paragraphs, strict=True)),
        drafted=drafted,
        tried=tried,
        works=chosen(account),
        now=timezone.now().date(),
        wrong=wrong,
        may_change=bool(may(account, "change", dossier)),
        may_export=bool(may(account, "export", dossier)),
    )


def _is_open(part: DossierPart, request: HttpRequest) -> bool:
    about = part.clause or part.process or (part.passage.text if part.passage else None)
    return about is None or bool(may(request.account, "see", about))


def _add(request: HttpRequest, dossier: Dossier) -> None:
    given, account = request.POST, request.account
    kind = given.get("kind", "")
    if kind == DossierPart.PASSAGE:
        pin(dossier, words_in(given.get("source", ""), given.get("words", ""), account), account)
    elif kind in ADDRESSED:
        found = visible(
            ADDRESSED[kind].objects.filter(permanent_id=_last_part(given.get("about", ""))), account
        ).first()
        day = bounds(given.get("as_of", "").strip())[1]
        if found is None or day is None:
            raise CannotDecide(
                _("Give the address of the demand, of the case or of what is followed, and the day to read it on.")
            )
        (put_in_case if kind == CASE else put_in)(dossier, found, day, account)
    else:
        write(dossier, kind, given.get("words", ""), account)


def _last_part(address: str) -> str:
    """The random id at the end of an address copied from the browser, or as it was given alone."""
    return urlsplit(address.strip()).path.rstrip("/").rpartition("/")[2]


@policy("add", of=Dossier)
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """A demand, a case or something followed goes into a dossier straight from its own page."""
    key = request.POST.get("dossier", "")
    dossier = visible(Dossier.objects.filter(permanent_id=key), request.account).first()
    if dossier is None or request.POST.get("kind") not in ADDRESSED:
        raise CannotDecide(_("Choose the dossier that it goes into."))
    _add(request, dossier)
    return to("dossier", dossier.permanent_id)


def open_dossiers(account: Account) -> list[Dossier]:
    """Those that this person may add to, the newest first."""
    found = visible(Dossier.objects.all(), account).order_by("-id")
    return [one for one in found if may(account, "change", one)]


@policy("change", Dossier)
@require_POST
def part_out(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    part = dossier.parts.filter(pk=number_given(request.POST.get("part", ""))).first()
    if part is None:
        raise CannotDecide(_("This part is no more: open the dossier again."))
    take_out(part, request.account)
    return to("dossier", dossier.permanent_id)


@policy("export", Dossier)
@require_POST
def file(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The finished file. Refused where it says more words than its limit allows. Its name tells nothing."""
    form = request.POST.get("form", "html")
    if form not in FORMS:
        raise CannotDecide(_("Choose HTML, DOCX or PDF."))
    made = submission(dossier, request.account)
    if made.left_out:
        raise NotAllowed(_("Parts of this dossier are not open to you: a colleague who sees all of it takes it out."))
    if made.over:
        raise CannotDecide(_("It has %(over)s words too many: shorten it and try again.") % {"over": made.over})
    media_type, written = FORMS[form]
    packed = written(made)
    with transaction.atomic():
        audit.log("followup.dossier-out", dossier.permanent_id, account=request.account, level=dossier.level)
    response = HttpResponse(packed, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="submission.{form}"'
    return response
