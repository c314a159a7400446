"""What States did about treaties: signed, ratified, reserved, declared; each by the words of a source, on its day."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.entries import Entry


class TreatyAction(Entry):
    """One thing a State did about a treaty, as a person read it in a source. Nothing is known of a State without one."""

    public = ("treaty", "country", "action", "day", "articles", "note", "hedge", "attributed_to")

    treaty = models.TextField()  # a code of the vocabulary of instruments
    country = models.TextField()
    action = models.TextField()
    day = models.TextField(blank=True)  # EDTF; empty where the source gives none
    articles = models.TextField(blank=True)  # what a reservation or declaration is about: "art. 22 (2)"
    note = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("treaty", "country", "day", "id")
