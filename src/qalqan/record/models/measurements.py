"""What tests found: whether an address could be reached from a network, between which days, by which tool."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.cases import Act
from qalqan.record.models.entries import Entry


class Measurement(Entry):
    """One series of tests of one address, as a report of it says. It supports an act of blocking and is none itself."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="measurements")
    address = models.TextField()  # what was tested: a site, a page, an application
    network = models.TextField(blank=True)  # as printed: a provider, "AS9198"
    began = models.TextField(blank=True)  # EDTF
    ended = models.TextField(blank=True)  # EDTF; empty while it goes on, or where no source says
    tests = models.PositiveIntegerField(null=True)  # how many were made
    tool = models.TextField(blank=True)  # "OONI Probe", as printed
    result = models.TextField()

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("act", "began", "id")
