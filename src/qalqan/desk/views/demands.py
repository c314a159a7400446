"""Recommendations, their clauses, and where each demand stands with each addressee."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qalqan.desk import boards
from qalqan.desk.labels import country as country_words
from qalqan.desk.labels import tongue
from qalqan.desk.pages import as_of, number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.followup.actions import assess as assess_clause
from qalqan.followup.matrix import addressed
from qalqan.followup.matrix import matrix as read_matrix
from qalqan.followup.models import Assessment, Clause, Recommendation
from qalqan.followup.repeats import histories
from qalqan.library.models import Work
from qalqan.safety.access import may, visible, what_is_visible
from qalqan.vocabularies import scheme

A_PAGE = 40
A_TABLE = 100


@policy("see", of=Recommendation)
def recommendations(request: HttpRequest) -> HttpResponse:
    found = visible(Recommendation.objects.filter(standing="standing"), request.account).select_related("work")
    found = found.annotate(n=Count("clauses", filter=what_is_visible(request.account, through="clauses"))).order_by(
        "-work__published", "work", "position", "id"
    )
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return page(request, "recommendations", here="matrix", shown=shown)


@policy("see", Recommendation)
def recommendation(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    account, day = request.account, as_of(request)
    table = read_matrix(account, as_of=day, work=recommendation.work)
    rows = [row for row in table.rows if row.clause.recommendation_id == recommendation.pk]
    used = {code for row in rows for code in row.cells}
    assessments = list(
        visible(Assessment.objects.filter(clause__recommendation=recommendation, standing="standing"), account)
    )
    return page(
        request,
        "recommendation",
        here="matrix",
        recommendation=recommendation,
        as_of=day,
        rows=rows,
        columns=sorted(used),
        made=histories([row.clause for row in rows], account, day),
        assessments=assessments,
        words=boards.words_of([recommendation, *assessments], account),
        may_assess=bool(may(account, "change", recommendation)),
    )


@policy("see", of=Recommendation)
def matrix(request: HttpRequest) -> HttpResponse:
    account, day = request.account, as_of(request)
    key, country = request.GET.get("work", ""), request.GET.get("country", "")
    work = visible(Work.objects.filter(permanent_id=key), account).first() if key else None
    asked = request.GET.get("page", "")
    found = read_matrix(
        account,
        country=country if country in scheme("countries") else "",
        as_of=day,
        work=work,
        page=number_given(asked) or 1,
        of=A_TABLE,
    )
    made = histories([row.clause for row in found.rows], account, day)
    works = visible(Work.objects.filter(recommendations__standing="standing"), account).distinct()
    return page(
        request,
        "matrix",
        here="matrix",
        matrix=found,
        made=made,
        columns=sorted(found.columns, key=lambda code: (code not in scheme("countries"), country_words(code))),
        work=work,
        works=works,
        country=country,
        countries=boards.countries_of_concern(account),
        as_of=day,
        # Once for the table, not once a cell: it may have six thousand.
        signs={term.code: _SIGNS.get(term.properties.get("met"), "·") for term in scheme("follow-up")},
        states={term.code: term.label(tongue()) for term in scheme("follow-up")},
        kinds={(cell.state, cell.since) for row in found.rows for cell in row.cells.values()},
    )


# A sign beside the word, so that a state is told by shape as well: how far the demand was met.
_SIGNS = {1.0: "●", 0.5: "◐", 0.25: "◔", 0.0: "○"}


@policy("change", Clause)
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, clause: Clause) -> HttpResponse:
    account, wrong = request.account, ""
    if request.method == "POST":
        try:
            _assess(request, clause)
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
        else:
            said = _("Assessed. The former answer stays beside it.")
            return to("recommendation", clause.recommendation.permanent_id, said=said, request=request)
    former = visible(Assessment.objects.filter(clause=clause), account).order_by("-id")
    return page(
        request,
        "assess",
        here="matrix",
        status=400 if wrong else 200,
        clause=clause,
        addressees=addressed(clause),
        rungs=[(term.code, term.label(tongue())) for term in scheme("follow-up")],
        works=chosen(account),
        former=former,
        wrong=wrong,
        now=timezone.now().date(),
    )


def _assess(request: HttpRequest, clause: Clause) -> None:
    given, account = request.POST, request.account
    country = given.get("country", "")
    if country not in addressed(clause):
        raise CannotDecide(_("Choose one of the addressees of this demand."))
    mandate = given.get("mandate", "")
    assess_clause(
        clause,
        country,
        mandate if mandate in clause.mandates else "",
        given.get("rung", ""),
        given.get("day", "").strip(),
        account,
        given.get("reason", "").strip(),
        [words_in(given.get("source", ""), given.get("words", ""), account)],
    )
