"""Citing at the desk: a publication, one passage of it, or an entry of the record, in every form, ready to be pasted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.desk.labels import tongue
from qalqan.desk.pages import page
from qalqan.desk.policy import policy
from qalqan.errors import NotFound
from qalqan.followup.models import Clause, Process, Recommendation
from qalqan.library.citation import FORMS, SUFFIXES, WRITTEN, EntryFacts, cite, cite_entry, cite_passage, style_name
from qalqan.library.identifiers import find_passage, short_id
from qalqan.library.models import Passage, Text, Work
from qalqan.record.models import Case, Evidence, Instrument
from qalqan.safety.access import visible

_FILES = {
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex",
    "csl-json": "application/json",
}
RECORD = "Qalqan"


@policy("see", Work)
def cite_work(request: HttpRequest, work: Work) -> HttpResponse:
    """The work, or with `?passage=p12&text=…` one passage of it."""
    text = visible(work.texts.all(), request.account).filter(permanent_id=request.GET.get("text", "")).first()
    text = text or visible(work.texts.all(), request.account).order_by("pk").first()
    pin = request.GET.get("passage", "")
    refound = find_passage(text, pin) if text is not None and pin else None
    written = [
        (style_name(form), cite_passage(refound.passage, form, language=tongue()))
        if refound
        else (style_name(form), cite(work, form, language=tongue()))
        for form in WRITTEN
    ]
    return page(
        request,
        "cite",
        here="works",
        work=work,
        text=text,
        pin=pin,
        refound=refound,
        written=written,
        records=[
            (form, style_name(form), cite_passage(refound.passage, form) if refound else cite(work, form))
            for form in FORMS
            if form not in WRITTEN
        ],
    )


@policy("see", Work)
def citation_file(request: HttpRequest, work: Work) -> HttpResponse:
    """The record of a publication, or of one passage, for reference managers: RIS unless `?form=` says otherwise."""
    form = request.GET.get("form", "ris")
    if form not in _FILES:
        raise NotFound(_("There is no such file: go back to the publication."))
    pin = request.GET.get("passage", "")
    text = visible(work.texts.all(), request.account).filter(permanent_id=request.GET.get("text", "")).first()
    refound = find_passage(text, pin) if text is not None and pin else None
    if pin and refound is None:
        raise NotFound(_("There is no such file: go back to the publication."))
    record = cite_passage(refound.passage, form) if refound else cite(work, form)
    response = HttpResponse(record.encode(), content_type=f"{_FILES[form]}; charset=utf-8")
    name = f"{short_id(work)}-{refound.passage.key}" if refound else short_id(work)
    response["Content-Disposition"] = f'attachment; filename="{name}.{SUFFIXES[form]}"'
    return response


@policy("see", Recommendation)
def cite_recommendation(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    return _entry(request, recommendation, _("recommendation"), recommendation.exact)


@policy("see", Clause)
def cite_clause(request: HttpRequest, clause: Clause) -> HttpResponse:
    return _entry(request, clause, _("clause"), clause.exact)


@policy("see", Case)
def cite_case(request: HttpRequest, case: Case) -> HttpResponse:
    acts = visible(case.acts.filter(standing="standing"), request.account)
    return _entry(request, case, _("case"), case.title, list(acts.values_list("permanent_id", flat=True)))


@policy("see", Instrument)
def cite_law(request: HttpRequest, law: Instrument) -> HttpResponse:
    rules = visible(law.provisions.all(), request.account)
    return _entry(request, law, _("law"), str(law), list(rules.values_list("permanent_id", flat=True)))


@policy("see", Process)
def cite_process(request: HttpRequest, process: Process) -> HttpResponse:
    steps = visible(process.steps.filter(standing="standing"), request.account)
    return _entry(request, process, _("process"), str(process), list(steps.values_list("permanent_id", flat=True)))


def _entry(request: HttpRequest, entry: Any, kind: str, says: str, parts: list[str] | None = None) -> HttpResponse:
    facts = EntryFacts(
        record=RECORD,
        kind=kind,
        says=says,
        identifier=short_id(entry),
        as_of=timezone.now().date().isoformat(),
        evidence=_passages([entry.permanent_id, *(parts or [])], request.account),
    )
    return page(
        request,
        "cite_entry",
        here="record",
        says=says,
        kind=kind,
        written=[(style_name(form), cite_entry(facts, form, language=tongue())) for form in WRITTEN],
        records=[(style_name(form), cite_entry(facts, form)) for form in FORMS if form not in WRITTEN],
    )


def _passages(entries: list[str], account: Any) -> list[Passage]:
    """The passages that entries rest on, of texts that are open to the account, in the order of the evidence."""
    texts = visible(visible(Text.objects.all(), account), account, through="work")
    rows = Evidence.objects.filter(entry__in=entries, stance="for", passage__text__in=texts)
    passages = [row.passage for row in rows.select_related("passage__text__work", "passage__text__copy").order_by("pk")]
    return list(dict.fromkeys(passages))
