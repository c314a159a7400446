"""Works that belong together at the desk: side by side, compared, related by a person, found under an old address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from qalqan.desk.labels import tongue
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.errors import WrongCall
from qalqan.followup.neighbours import related
from qalqan.library import identifiers, kinship, lineage
from qalqan.library.alignment import align
from qalqan.library.models import Text, Work, WorkRelation
from qalqan.library.versions import CHANGED, GONE, KEPT, MOVED, NEW, compare, counted
from qalqan.record.models import Funder
from qalqan.safety.access import may, visible
from qalqan.safety.models import Account
from qalqan.vocabularies import scheme


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that stands, in words from this work's side, and whether the reader may take it back."""

    words: str
    other: Work
    relation: WorkRelation
    may_end: bool


def belongings(work: Work, account: Account) -> dict[str, Any]:
    """What the page of a work says of its names, copies, versions and neighbours."""
    kin = lineage.kin_of(work, account)
    together = lineage.lineage_of(work, account)
    may_change = bool(may(account, "change", work))
    return {
        "short_id": identifiers.short_id(work),
        "titles": identifiers.titles_of(work, account)[1:],
        "addresses": identifiers.addresses_of(work, account),
        "kin": kin,
        "lineage": together,
        "lineage_words": lineage.told(together) if together else "",
        "stated": _stated(work, account),
        "translations": kinship.translations_of(work, account),
        "states": kinship.states_of(work, account),
        "more_issuers": kinship.who_else_names(work, account) if may_change else [],
        "near": related(work, account),
        "may_change": may_change,
        "funders": list(visible(Funder.objects.filter(work=work, standing="standing"), account)),
        "sayable": [(code, scheme("relations").term(code).label(tongue())) for code in kinship.STATED],
    }


def _stated(work: Work, account: Account) -> list[Stated]:
    found = []
    for relation in kinship.standing(work.relations.filter(relation__in=kinship.STATED)).select_related("other"):
        if relation.other is not None and may(account, "see", relation.other):
            words = scheme("relations").term(relation.relation).label(tongue())
            found.append(Stated(words, relation.other, relation, bool(may(account, "change", work))))
    return found


@policy("see", Work)
def beside(request: HttpRequest, work: Work) -> HttpResponse:
    """The work beside another text of it, or beside a text of another work: `?text=…&with=…` are permanent ids of texts."""
    one, other = _both_texts(request, work)
    pairs = align(kinship.units_of(one), kinship.units_of(other))
    return page(
        request,
        "beside",
        here="works",
        work=work,
        one=one,
        other=other,
        pairs=pairs,
        gaps=sum(1 for pair in pairs if not pair.one or not pair.other),
        unsure=sum(1 for pair in pairs if pair.one and pair.other and not pair.sure),
    )


@policy("see", Work)
def compared(request: HttpRequest, work: Work) -> HttpResponse:
    """The work with an earlier state, or another copy, of it; the earlier stands first."""
    later, earlier = _both_texts(request, work)
    if (earlier.work.published, earlier.pk) > (later.work.published, later.pk):
        later, earlier = earlier, later
    changes = compare(kinship.units_of(earlier), kinship.units_of(later))
    counts = counted(changes)
    named = ((KEPT, _("kept")), (CHANGED, _("changed")), (MOVED, _("moved")), (GONE, _("left out")), (NEW, _("added")))
    return page(
        request,
        "compared",
        here="works",
        work=work,
        earlier=earlier,
        later=later,
        changes=changes,
        counts=[(words, counts[kind]) for kind, words in named],
        words_of_kind=dict(named),
    )


@policy("change", Work)
@require_POST
def relate(request: HttpRequest, work: Work) -> HttpResponse:
    other = _work(request.POST.get("other", ""), request.account)
    kinship.state(work, request.POST.get("relation", ""), other, request.account, request.POST.get("reason", ""))
    return to("work", work.permanent_id, said=_("Written down: both publications show it."), request=request)


@policy("change", Work)
@require_POST
def unrelate(request: HttpRequest, work: Work) -> HttpResponse:
    relation = work.relations.filter(pk=number_given(request.POST.get("relation", ""))).first()
    if relation is None:
        raise WrongCall(_("This relation is not there any more: open the publication again."))
    kinship.take_back(relation, request.account, request.POST.get("reason", ""))
    return to("work", work.permanent_id, said=_("Taken back; that it was said stays in the log."), request=request)


@policy("change", Work)
@require_POST
def complete(request: HttpRequest, work: Work) -> HttpResponse:
    """Issuers that another copy names."""
    other = _work(request.POST.get("other", ""), request.account)
    number = kinship.complete_issuers(work, other, request.account)
    said = ngettext("%(number)s issuer was added.", "%(number)s issuers were added.", number) % {"number": number}
    return to("work", work.permanent_id, said=said, request=request)


@policy("change", Work)
@require_POST
def alias(request: HttpRequest, work: Work) -> HttpResponse:
    identifiers.add_alias(work, request.POST.get("alias", ""), request.account)
    return to("work", work.permanent_id, said=_("From now on this address leads here."), request=request)


@policy("see", of=Work)
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """From an identifier or an old address to its publication; typed words go by POST and stand in no address."""
    written = request.POST.get("written", "")
    found = identifiers.find_work(written, request.account)
    if found is None:
        said = _("No publication that is open to you is known by this address or identifier.")
        return to("works", said=said, request=request)
    return to("work", found.permanent_id)


def _both_texts(request: HttpRequest, work: Work) -> tuple[Text, Text]:
    """Two texts the reader may see, the first of this work. Raises WrongCall where there are no two."""
    texts = visible(visible(Text.objects.all(), request.account), request.account, through="work")
    texts = texts.select_related("work", "copy")
    mine = texts.filter(work=work).order_by("pk")
    one = mine.filter(permanent_id=request.GET.get("text", "")).first() or mine.first()
    wanted = request.GET.get("with", "")
    other = texts.filter(permanent_id=wanted).first() or texts.filter(work__permanent_id=wanted).order_by("pk").first()
    if one is None or other is None or one.pk == other.pk:
        raise WrongCall(_("Choose another text that is open to you, to set beside this one."))
    return one, other


def _work(key: str, account: Account) -> Work:
    found = visible(Work.objects.filter(permanent_id=key), account).first()
    if found is None:
        raise WrongCall(_("Choose another publication and what this one is to it; nothing was changed."))
    return found  # type: ignore[no-any-return]
