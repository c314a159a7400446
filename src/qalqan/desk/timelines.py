"""What happened to somebody, in a country, around a law: acts and steps along one line of time, as the site draws them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from qalqan.desk.boards import row_of
from qalqan.desk.labels import tongue
from qalqan.followup.models import Process
from qalqan.record.models import Act
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.lifelines import event_line, newest
from qalqan.site.language import language
from qalqan.site.rows import ActRow


def timeline(acts: Iterable[Act], processes: Iterable[Process], as_of: date, name: str) -> Drawing | None:
    """The newest acts and steps by a day, each step with what it moved; None where none has a day. `processes` carry `seen`."""
    spoken, day = language(tongue()), as_of.isoformat()
    told = tuple(ActRow(id=act.permanent_id, type=act.type, date=act.date or None, hedge=act.hedge) for act in acts)
    events = newest(told, tuple(row_of(process) for process in processes), spoken, day)
    title = _("%(name)s in order of time") % {"name": name}
    return event_line(events, spoken, title, day) if events else None
