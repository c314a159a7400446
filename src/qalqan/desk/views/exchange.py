"""In and out: a spreadsheet is looked at row by row before anything is stored; an export needs the password anew."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from qalqan.desk.imports.carrying_out import carry_out
from qalqan.desk.imports.mapping import KINDS, Mapping, chosen_mapping, mapping_with, target_labels
from qalqan.desk.imports.planning import Plan, planned
from qalqan.desk.imports.reading import FORMATS, read_sheets
from qalqan.desk.imports.rows import Proposal
from qalqan.desk.labels import country, day, names, of, stage_words
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.desk.shapes import SHAPES, Shape
from qalqan.errors import QalqanError, TooLarge, WrongCall
from qalqan.library.models import Work
from qalqan.publishing.exports import FORMATS as EXPORTS
from qalqan.publishing.exports import take_out
from qalqan.review.models import Candidate
from qalqan.safety import accounts
from qalqan.vocabularies import scheme_names

LARGEST = 5 * 1024 * 1024  # bytes held in a session between the preview and the confirmation
SHOWN = 20
HELD = "import"


@policy("add", of=Candidate)
@require_http_methods(["GET", "POST"])
def importing(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST with a file: the preview. POST "confirm": what was previewed is stored."""
    if request.method == "GET":
        return _form(request)
    if request.POST.get("do") == "confirm":
        return _confirmed(request)
    if request.POST.get("do") == "map":
        return _mapped(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _form(request, wrong=_("Choose a file first."))
    try:
        if (sent.size or 0) > LARGEST:
            raise TooLarge(_("The file has more than 5 MB: import it with the command, or split it."))
        name = (sent.name or "")[-255:]
        held = {
            "name": name,
            "format": format_of(name),
            "data": sent.read(),
            **{key: request.POST.get(key, "")[:20_000] for key in ("mapping", "kind", "title", "publisher")},
        }
        plan = _plan(held, request.account)  # type: ignore[attr-defined]
    except QalqanError as error:
        return _form(request, wrong=str(error))
    request.session[HELD] = held
    return _preview(request, plan, name)


def _mapped(request: HttpRequest) -> HttpResponse:
    """What a person said of each heading counts from now on; the rows are looked at again."""
    held, wrong = request.session.get(HELD), ""
    if not isinstance(held, dict):
        return _form(request, wrong=_("The preview is gone: choose the file again."))
    account, given = request.account, request.POST  # type: ignore[attr-defined]
    pairs = list(zip(given.getlist("heading"), given.getlist("target"), strict=False))
    before = mapping_with(held["mapping"], kind=held["kind"], title=held["title"], publisher=held["publisher"])
    try:
        changed = {**held, "mapping": chosen_mapping(before, pairs), "kind": ""}
        plan = _plan(changed, account)
    except QalqanError as error:
        wrong, changed = str(error), held
        plan = _plan(held, account)
    request.session[HELD] = changed
    return _preview(request, plan, changed["name"], wrong)


def _preview(request: HttpRequest, plan: Plan, name: str, wrong: str = "") -> HttpResponse:
    return page(
        request,
        "import_preview",
        here="works",
        status=400 if wrong else 200,
        wrong=wrong,
        headings=_headings(plan),
        targets=target_labels(next(iter(plan.mapped.values())).kind) if plan.mapped else [],
        plan=plan,
        name=name,
        proposed=list(plan.of("proposed"))[:SHOWN],
        named=list(plan.of("refused", "differs")),
        said_values=_said_values,
    )


def _headings(plan: Plan) -> list[tuple[str, str]]:
    """Each heading of the sheets that are not our own export, with what it is taken for; "" for nothing."""
    found: dict[str, str] = {}
    for sheet, mapping in plan.mapped.items():
        there = set(mapping.columns.values())
        found |= {heading: target for target, heading in mapping.columns.items()}
        found |= {heading: "" for heading in plan.unused[sheet] if heading not in there}
    return list(found.items())


def _confirmed(request: HttpRequest) -> HttpResponse:
    held = request.session.pop(HELD, None)
    if not isinstance(held, dict):
        return _form(request, wrong=_("The preview is gone: choose the file again."))
    # Planned anew: what somebody else did meanwhile counts.
    plan = _plan(held, request.account)  # type: ignore[attr-defined]
    made = carry_out(plan, held["data"], held["name"], request.account)  # type: ignore[attr-defined]
    said = ngettext("%(n)d proposal waits for review.", "%(n)d proposals wait for review.", made) % {"n": made}
    return to("review", said=said, request=request)


def _form(request: HttpRequest, wrong: str = "") -> HttpResponse:
    request.session.pop(HELD, None)
    return page(request, "import", here="works", status=400 if wrong else 200, wrong=wrong, kinds=KINDS)


def _plan(held: dict[str, Any], account: Any) -> Plan:
    if held["format"] not in FORMATS:
        raise WrongCall(_("Only CSV, XLSX, JSON and FollowTheMoney files are imported: save it as one of them."))
    mapping: Mapping = mapping_with(
        held["mapping"], kind=held["kind"], title=held["title"], publisher=held["publisher"]
    )
    return planned(read_sheets(held["data"], held["format"], held["name"]), mapping, account, held["format"])


def format_of(name: str) -> str:
    """The format that the ending of a file's name tells: a zip holds CSV tables, lines of JSON are entities."""
    ending = name.rpartition(".")[2].lower()
    return {"zip": "csv", "jsonl": "ftm"}.get(ending, ending)


def _said_values(proposal: Proposal) -> list[tuple[str, str]]:
    """The fields of a proposal that say something, as a person reads them."""
    told = ((shape, proposal.fields.get(shape.name)) for shape in SHAPES[proposal.kind])
    found = [(str(shape.label), _in_words(shape, value, proposal.fields)) for shape, value in told if value]
    return [(name, words) for name, words in found if words]


def _in_words(shape: Shape, value: Any, fields: dict[str, Any]) -> str:
    if shape.kind == "yes":
        return _("yes")
    if shape.kind == "date":
        return day(value.get("edtf"))
    if shape.kind == "rows":
        return names(value)
    if shape.terms == "countries":
        return country(value)
    if shape.terms == "stages":
        return stage_words(value, str(fields.get("process") or ""))
    if shape.terms in scheme_names() or shape.name == "themes":
        return of(value, shape.terms or "topics")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@policy("export", of=Work)
@require_http_methods(["GET", "POST"])
def exporting(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST with the password: the file, after the log has it."""
    if request.method == "GET":
        return page(request, "export", here="works", formats=tuple(EXPORTS), wrong="")
    account = request.account  # type: ignore[attr-defined]
    try:
        accounts.check(account.login_name, request.POST.get("password", "")[:1024])
        whose = "public" if request.POST.get("whose") == "public" else "mine"
        taken = take_out(account, request.POST.get("format", ""), whose=whose)  # type: ignore[arg-type]
    except QalqanError as error:
        return page(request, "export", here="works", status=403, formats=tuple(EXPORTS), wrong=str(error))
    answer = HttpResponse(taken.content, content_type=taken.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer
