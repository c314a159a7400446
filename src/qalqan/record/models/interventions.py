"""What other bodies publicly did for somebody, as sources tell it: adopted her, appealed, watched her trial."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.cases import Case
from qalqan.record.models.entries import Entry


class Intervention(Entry):
    """Something another body did in a case. `status_words` are its own words for whom it helps, kept as they are.

    What was done from here about an alert is another matter and sealed (`response.Intervention`).
    """

    public = ("type", "by", "to", "date", "date_basis", "status_words", "hedge", "attributed_to")

    case = models.ForeignKey(Case, models.PROTECT, related_name="interventions")
    type = models.CharField(max_length=32)
    by = models.TextField()
    to = models.TextField(blank=True)
    date = models.TextField(blank=True)  # EDTF
    date_basis = models.TextField(blank=True)
    status_words = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("case", "date", "id")
