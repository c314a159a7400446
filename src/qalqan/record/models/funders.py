"""Who paid for a publication: recorded, and public only where a publisher says so of this one funder."""

from __future__ import annotations

from django.db import models

from qalqan.library.models import Work
from qalqan.safety.entries import Levelled


class Funder(Levelled):
    """A funder of a publication. Where foreign funding is an offence, the name would harm those who issued the text:
    releasing a publication does not release its funders, each is released by itself."""

    public = ("name",)

    work = models.ForeignKey(Work, models.PROTECT, related_name="funders")
    name = models.TextField()
    words = models.TextField(blank=True)  # as the publication prints it
    standing = models.CharField(max_length=12, default="standing")

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("work", "name", "id")

    def __str__(self) -> str:
        return self.name
