"""The words that an answer rests on, as a form sends them: a publication and words copied from it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qalqan.desk.marking import place
from qalqan.errors import CannotDecide
from qalqan.library.models import Text
from qalqan.library.search import engine
from qalqan.record.actions import Words
from qalqan.safety.access import visible
from qalqan.safety.models import Account

ANY = "any"  # what a form sends where a publication is not among those it lists
_SOUGHT = 12  # words of a quotation that are looked up
_LOOKED_AT = 50  # publications that hold them


def _texts(work_key: str, exact: str, account: Account) -> QuerySet[Text]:
    """The texts of the publication that was chosen; of ANY those in which a search finds the first of the words."""
    texts = visible(Text.objects.all(), account)
    if work_key != ANY:
        return texts.filter(work__permanent_id=work_key)  # type: ignore[no-any-return]
    phrase = " ".join(exact.replace('"', " ").split()[:_SOUGHT])
    found = engine.search(f'"{phrase}"', account, limit=_LOOKED_AT).hits if phrase else ()
    return texts.filter(work__in=[hit.work.pk for hit in found])  # type: ignore[no-any-return]


def words_in(work_key: str, exact: str, account: Account, stance: str = "for") -> Words:
    """Found again in the publication they were copied from. Raises CannotDecide where they do not stand there."""
    for text in _texts(work_key, exact, account):
        at = place(text.body, exact, 0)
        if at is not None:
            return Words.at(text, *at, stance=stance)
    raise CannotDecide(_("Choose the publication and copy from it, exactly, the words that show this."))
