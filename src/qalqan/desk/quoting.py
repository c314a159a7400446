"""The words that an answer rests on, as a form sends them: a publication and words copied from it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qalqan.desk.marking import place
from qalqan.errors import CannotDecide
from qalqan.library.models import Text
from qalqan.record.actions import Words
from qalqan.safety.access import visible
from qalqan.safety.models import Account


def words_in(work_key: str, exact: str, account: Account, stance: str = "for") -> Words:
    """Found again in the publication they were copied from. Raises CannotDecide where they do not stand there."""
    for text in visible(Text.objects.filter(work__permanent_id=work_key), account):
        at = place(text.body, exact, 0)
        if at is not None:
            return Words.at(text, *at, stance=stance)
    raise CannotDecide(_("Choose the publication and copy from it, exactly, the words that show this."))
