"""Instruments (treaties, laws, drafts, guidelines), their provisions, and the standards that sources appeal to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qalqan.record.models.entries import Entry
from qalqan.safety.entries import Levelled

# What a law is called that its source describes without naming it: kept in English, shown in the reader's language.
UNNAMED = gettext_noop("Legislation not named in the source")


class Instrument(Levelled):
    """Any norm, law, draft or guideline. `key` joins the ways in which sources name it within one jurisdiction.

    One that a source does not name is `UNNAMED`, and of that text alone: two sources may mean two laws.
    """

    public = ("name", "kind", "jurisdiction")

    name = models.TextField()
    kind = models.CharField(max_length=24, default="law")
    jurisdiction = models.TextField(blank=True)
    identifiers = models.JSONField(default=list)
    key = models.CharField(max_length=200, db_index=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("jurisdiction", "name", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """Its name, or in the reader's language that it has none."""
        return _(UNNAMED) if self.name == UNNAMED else self.name


class Provision(Entry):
    """One rule of an instrument, as a source describes it; the description is not the law's text."""

    public = ("about", "restriction", "defects", "country", "hedge", "attributed_to")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="provisions")
    about = models.TextField(blank=True)
    restriction = models.TextField(blank=True)
    defects = models.JSONField(default=list)
    grounds = models.JSONField(default=list)  # for which an organisation may be closed: codes of closure-grounds
    country = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("instrument", "id")


class Standard(Entry):
    """A norm that a source appeals to, down to the article where it names one."""

    public = ("name", "article", "symbol")

    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="appeals")
    name = models.TextField(blank=True)
    article = models.TextField(blank=True)
    symbol = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("name", "id")
