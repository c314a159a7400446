"""A workspace that was filled by an earlier release: what a migration adds is there for the old texts too."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps
from publications import a_publication

from qalqan.library.lineage import keep_prints, works_sharing
from qalqan.library.models import PassagePrint, Text
from qalqan.safety.levels import SEALED

LONG = (
    "The association was told to close after an inspection of its office, although no court had heard its lawyers and "
    "no reason was given in writing to those who had founded it twelve years before."
)


def back_fill() -> None:
    import_module("qalqan.library.migrations.0009_titles_and_prints_found_quickly").keep_prints(apps, None)


def as_of_an_earlier_release(*texts: Text) -> None:
    PassagePrint.objects.filter(text__in=texts).delete()


def kept() -> list[tuple[int, int, int]]:
    return sorted(PassagePrint.objects.values_list("text", "start", "key"))


def test_old_texts_get_the_prints_that_new_ones_have(account: Any) -> None:
    old, copy = a_publication(LONG, by=account), a_publication(LONG, "And more.", by=account)
    for text in (old, copy):
        keep_prints(text)
    before = kept()
    assert before, "the control: these passages are long enough for prints"
    as_of_an_earlier_release(old)
    assert works_sharing(copy) == []
    back_fill()
    assert kept() == before
    assert works_sharing(copy) == [old.work.pk]


def test_a_back_fill_that_was_interrupted_goes_on_and_doubles_nothing(account: Any) -> None:
    texts = [a_publication(f"{LONG} {number}", by=account) for number in range(3)]
    for text in texts:
        keep_prints(text)
    before = kept()
    as_of_an_earlier_release(*texts[1:])  # the first was done when the power went
    back_fill()
    back_fill()
    assert kept() == before


def test_sealed_texts_get_none(account: Any) -> None:
    sealed, of_sealed = a_publication(LONG, by=account), a_publication(LONG, by=account)
    Text.objects.filter(pk=sealed.pk).update(level=SEALED)
    type(of_sealed.work).objects.filter(pk=of_sealed.work.pk).update(level=SEALED)
    as_of_an_earlier_release(sealed, of_sealed)
    back_fill()
    assert kept() == []
