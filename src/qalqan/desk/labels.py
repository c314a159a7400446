"""How codes, dates and moments are read by a person. Installed as filters of the desk's templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from jinja2 import Environment
from markupsafe import Markup, escape

from qalqan.desk.likeness_words import likeness_words
from qalqan.errors import UnknownTerm
from qalqan.followup.grids import grids_over
from qalqan.texts.citation.dates import printed_date
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import label, scheme, stage
from qalqan.vocabularies.countries import country_name

_KINDS = {
    "recommendation": lambda: _("recommendation"),
    "clause": lambda: _("clause"),
    "act": lambda: _("act"),
    "pattern": lambda: _("pattern"),
    "step": lambda: _("step"),
    "provision": lambda: _("provision"),
    "standard": lambda: _("standard"),
    "situation": lambda: _("situation"),
    "treaty": lambda: _("action on a treaty"),
    "mention": lambda: _("mention"),
}
_OUTCOMES = {
    "accepted": lambda: _("accepted"),
    "corrected": lambda: _("corrected"),
    "rejected": lambda: _("rejected"),
    "deferred": lambda: _("deferred"),
    "waiting": lambda: _("waits"),
}
_ROLES = {
    "reader": lambda: _("reader"),
    "editor": lambda: _("editor"),
    "verifier": lambda: _("verifier"),
    "publisher": lambda: pgettext("role", "publisher"),
    "responder": lambda: _("responder"),
    "auditor": lambda: _("auditor"),
    "operator": lambda: _("operator"),
}


def tongue() -> str:
    """The language of the page, as the vocabularies name it."""
    return (translation.get_language() or "en")[:2]


def of(code: Any, scheme: str) -> str:
    """The words for a code; a code that its vocabulary does not know is shown as it is, because it was read so."""
    if isinstance(code, list | tuple):
        return ", ".join(of(one, scheme) for one in code)
    try:
        return label(scheme, str(code), tongue())
    except UnknownTerm:
        return str(code or "")


def stage_words(code: str, process: str) -> str:
    try:
        return stage(process, code).label(tongue())
    except UnknownTerm:
        return code


def country(code: Any) -> str:
    """Countries by name; groups and lists too ("KAZ,KGZ")."""
    if isinstance(code, list | tuple):
        return ", ".join(country(one) for one in code)
    parts = [part.strip() for part in str(code or "").split(",") if part.strip()]
    return ", ".join(_one_country(part) for part in parts)


def country_choices(first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Codes and names for a list to choose from: those of `first`, then all others by their names."""
    heads = [(code, _one_country(code)) for code in dict.fromkeys(first)]
    known = {code for code, _name in heads}
    others = [(term.code, term.label(tongue())) for term in scheme("countries") if term.code not in known]
    return heads + sorted(others, key=lambda one: one[1].casefold().replace("ё", "е"))


def _one_country(code: str) -> str:
    try:
        return country_name(code, tongue())
    except UnknownTerm:
        return code


def day(edtf: Any) -> str:
    """A date as a reader writes it: "21 July 2014", "May 2014"."""
    return printed_date(edtf.isoformat() if isinstance(edtf, date) else str(edtf or ""), tongue())


def moment(at: datetime | None) -> str:
    """Day and time in UTC: colleagues in three time zones look at one clock."""
    return f"{date_format(at, 'j E Y')}, {at:%H:%M} UTC" if at else ""


def age(edtf: Any, as_of: date | None = None) -> str:
    """How long before a day something was: old knowledge has to look old."""
    last = edtf if isinstance(edtf, date) else bounds(str(edtf or ""))[1]
    if last is None:
        return ""
    days = ((as_of or timezone.now().date()) - last).days
    if days <= 0:
        return ""
    return ngettext("%(number)s day ago", "%(number)s days ago", days) % {"number": f"{days:,}"}


def left(due: datetime, now: datetime | None = None) -> str:
    """How much time a clock leaves: "in 2 h 10 min", "3 h late"."""
    between = due - (now or timezone.now())
    spent = _span(abs(between))
    return _("%(time)s late") % {"time": spent} if between < timedelta() else _("in %(time)s") % {"time": spent}


def _span(between: timedelta) -> str:
    minutes = int(between.total_seconds()) // 60
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
    return ngettext("%(number)s day", "%(number)s days", minutes // 1440) % {"number": minutes // 1440}


def kind(code: str) -> str:
    return _KINDS[code]() if code in _KINDS else code


def outcome(code: str) -> str:
    return _OUTCOMES[code]() if code in _OUTCOMES else code


def role(code: str) -> str:
    return _ROLES[code]() if code in _ROLES else code


def names(people: Iterable[Any]) -> str:
    """Addressees or people in one line, as the source names them."""
    return ", ".join(str(one.get("name") or "") if isinstance(one, Mapping) else str(one) for one in people or ())


def gist(kind: str, fields: Mapping[str, Any]) -> str:
    """What a proposal says, in a few words: ten of them may rest on one sentence."""
    said = {
        "act": lambda: (of(fields.get("type"), "acts"), names(fields.get("victims") or ())),
        "step": lambda: (
            stage_words(str(fields.get("stage") or ""), str(fields.get("process") or "")),
            fields.get("subject"),
        ),
        "provision": lambda: (of(fields.get("restriction"), "restrictions"), fields.get("instrument")),
        "standard": lambda: (fields.get("instrument"), fields.get("article") or fields.get("symbol")),
        "situation": lambda: (of(fields.get("trend"), "trends"), country(fields.get("country"))),
        "treaty": lambda: (
            country(fields.get("country")),
            of(fields.get("action"), "treaty-status"),
            of(fields.get("treaty"), "instruments"),
        ),
        "clause": lambda: (fields.get("action"), names(fields.get("addressees") or ())),
        "recommendation": lambda: (names(fields.get("addressees") or ()), country(fields.get("countries") or [])),
    }.get("act" if kind == "pattern" else kind, lambda: ())()
    return " · ".join(str(one) for one in said if one)


def mandates(codes: Any) -> str:
    """Mandates by name; a process may be of several ("HRD,FOAA")."""
    return ", ".join(of(one.strip(), "mandates") for one in str(codes or "").split(",") if one.strip())


def cited(citation: str) -> Markup:
    """A citation with its titles set in italics: the library marks them with stars."""
    parts = citation.split("*")
    if len(parts) % 2 == 0:
        return escape(citation)
    set_ = (Markup("<cite>{}</cite>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts))
    return Markup("").join(set_)


def percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""


def sentence(words: str) -> str:
    """With a great first letter, and the rest as it was: “ICCPR, article 22” stays one."""
    return words[:1].upper() + words[1:]


def install(environment: Environment) -> None:
    """Give the desk's templates these as filters."""
    for filter_ in (
        of,
        stage_words,
        country,
        day,
        moment,
        age,
        left,
        kind,
        outcome,
        role,
        names,
        cited,
        gist,
        likeness_words,
        mandates,
        sentence,
    ):
        environment.filters[filter_.__name__] = filter_
    environment.globals["percent"] = percent
    environment.globals["grids_over"] = grids_over
