"""Laws across countries: rules for organisations with what they count, one rule by itself, treaties and their parties."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.labels import country as country_words
from qalqan.desk.labels import country_choices, of, tongue
from qalqan.desk.labels import day as day_words
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotAllowed, UnknownTerm
from qalqan.followup.grids import grids_over
from qalqan.record.actions import count, record_treaty_action
from qalqan.record.actions.count import BY_HAND
from qalqan.record.models import Instrument, Provision, TreatyAction
from qalqan.record.parties import Membership, PartyTable, parties, treaties
from qalqan.record.rules import ENTRY, rules_by_country, told_of
from qalqan.safety.access import may
from qalqan.site.drawings.boards import Cell
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.grids import answers_board
from qalqan.vocabularies import scheme, term

BESIDE = 8


@policy("see", of=Instrument)
def rules(request: HttpRequest) -> HttpResponse:
    """Restrictions down, countries across: the rules of registration unless another barrier is asked for."""
    asked = request.GET.get("barrier", ENTRY)
    barrier = asked if asked in scheme("barriers") or asked == "" else ENTRY
    table = rules_by_country(request.account, barrier)
    shown = Paginator(table.countries, BESIDE).get_page(request.GET.get("page"))
    return page(
        request, "rules", here="record", table=table, barrier=barrier, shown=shown,
        barriers=[(one.code, one.label(tongue())) for one in scheme("barriers")],
    )  # fmt: skip


@policy("see", Provision)
def provision(request: HttpRequest, provision: Provision) -> HttpResponse:
    return _provision_page(request, provision)


def _provision_page(request: HttpRequest, provision: Provision, wrong: str = "") -> HttpResponse:
    account = request.account
    [told] = told_of([provision], account)
    return page(
        request, "provision", here="record", status=400 if wrong else 200, provision=provision, told=told, wrong=wrong,
        grids=grids_over(provision), works=chosen(account), may_change=bool(may(account, "change", provision)),
        law=provision.instrument if may(account, "see", provision.instrument) else None,
        counted=boards.words_of(told.thresholds, account),
        units=[(one.code, one.label(tongue())) for one in scheme("quantity-units")],
        bounds=[(one.code, one.label(tongue())) for one in scheme("quantity-bounds")],
    )  # fmt: skip


@policy("change", Provision)
@require_POST
def count_in(request: HttpRequest, provision: Provision) -> HttpResponse:
    """What the rule counts: as its words propose it, or as a person reads it there."""
    given, account = request.POST, request.account
    try:
        words = words_in(given.get("source", ""), given.get("words", ""), account)
        proposed = any(
            (one.quantity.number, one.quantity.unit) == (given.get("number"), given.get("unit"))
            for one in told_of([provision], account)[0].proposed
        )
        count(
            provision, given.get("number", ""), given.get("unit", ""), given.get("bound", ""), account, [words],
            applies_to=given.get("applies_to", ""), method="quantities.yaml" if proposed else BY_HAND,
        )  # fmt: skip
    except (CannotDecide, UnknownTerm) as error:
        return _provision_page(request, provision, str(error))
    return to("provision", provision.permanent_id, said=_("The number is recorded."), request=request)


@policy("see", of=Instrument)
def party_table(request: HttpRequest) -> HttpResponse:
    """Treaties down, States across, as of a day: only what somebody recorded, each with its source."""
    account, day = request.account, as_of(request)
    table = parties(account, day)
    shown = Paginator(table.countries, BESIDE).get_page(request.GET.get("page"))
    told = [one for cell in table.cells.values() for one in cell.told]
    return page(
        request, "parties", here="record", as_of=day, table=table, shown=shown,
        drawing=drawn(table, tuple(shown)) if table.treaties else None,
        words=boards.words_of(told, account), may_add=bool(may(account, "add", TreatyAction)),
    )  # fmt: skip


def drawn(table: PartyTable, countries: tuple[str, ...]) -> Drawing:
    rows = [
        (treaty.label(tongue()), [_cell(table.cells[treaty.code, code]) for code in countries])
        for treaty in table.treaties
    ]
    return answers_board(_("Treaties and States"), _("Treaty"), [country_words(code) for code in countries], rows)


def _cell(one: Membership) -> Cell:
    if one.holds is None:
        return Cell("none", _("not known"))
    words = of(one.holds.action, "treaty-status").split(" (")[0]
    beside = sorted({of(other.action, "treaty-status") for other in one.beside})
    sign = str(term("treaty-status", one.holds.action).properties.get("sign", "none"))
    return Cell(sign, "; ".join([words, *beside]), day_words(one.holds.day))


@policy("add", of=TreatyAction)
@require_http_methods(["GET", "POST"])
def party_add(request: HttpRequest) -> HttpResponse:
    """What a State did about a treaty, copied from a source."""
    given, wrong = request.POST, ""
    if request.method == "POST":
        try:
            record_treaty_action(
                given.get("treaty", ""), given.get("country", ""), given.get("action", ""), request.account,
                [words_in(given.get("source", ""), given.get("words", ""), request.account)],
                day=given.get("day", "").strip(), articles=given.get("articles", ""), note=given.get("note", ""),
            )  # fmt: skip
        except (CannotDecide, UnknownTerm, NotAllowed) as error:
            wrong = str(error)
        else:
            return to("parties", said=_("Recorded, with its source."), request=request)
    return page(
        request, "party_add", here="record", status=400 if wrong else 200, wrong=wrong, works=chosen(request.account),
        treaties=[(one.code, one.label(tongue())) for one in treaties()],
        countries=country_choices(boards.countries_of_concern(request.account)),
        actions=[(one.code, one.label(tongue())) for one in scheme("treaty-status")],
        asked=request.GET,
    )  # fmt: skip
