"""Relations between entries: who is a member of what and until when, which draft succeeds which, what is the same."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.entries import Entry


class Relation(Entry):
    """`one` stands in a relation of the vocabulary to `other`; both are permanent ids of entries of any table.

    Taking it back is a new standing, so that a merge (same-as) is undone without a trace lost and nothing is merged away.
    """

    # Read of two public cases or laws only: what persons are to each other is never pulled.
    public = ("relation", "since", "until")

    one = models.CharField(max_length=26, db_index=True)
    one_kind = models.CharField(max_length=32)  # "record.actor"
    relation = models.CharField(max_length=24)
    other = models.CharField(max_length=26, db_index=True)
    other_kind = models.CharField(max_length=32)
    since = models.TextField(blank=True)  # EDTF
    until = models.TextField(blank=True)  # EDTF
    reason = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("relation", "since", "id")
