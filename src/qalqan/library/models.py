"""Work, Text, Passage: the statement as such, one language of it as read from one copy, and its citable pieces."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models

from qalqan.safety.entries import Levelled


class Work(Levelled):
    """The statement as such, whatever its title ("publication" on screen). Its facts are as its copies print them."""

    public = (
        "title", "kind", "language", "publisher", "published", "published_basis", "event", "event_place", "event_date",
        "topics", "symbol", "source_url", "accessed", "cite_as", "disclaimer", "rights",
    )  # fmt: skip

    title = models.TextField()
    kind = models.CharField(max_length=32, default="other")
    language = models.CharField(max_length=8, blank=True)
    publisher = models.TextField(blank=True)
    published = models.CharField(max_length=40, blank=True)  # EDTF
    published_basis = models.CharField(max_length=16, default="none")
    event = models.TextField(blank=True)
    event_place = models.TextField(blank=True)
    event_date = models.CharField(max_length=40, blank=True)  # EDTF
    topics = models.JSONField(default=list)
    symbol = models.CharField(max_length=64, blank=True)
    source_url = models.TextField(blank=True)
    accessed = models.CharField(max_length=40, blank=True)
    cite_as = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    rights = models.TextField(blank=True)  # the statement of rights, as the first copy that has one prints it

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("-published", "id")

    def __str__(self) -> str:
        return self.title


class Issuer(models.Model):
    """One of those who issue a work. A co-signature can be withdrawn for safety: then it is not public."""

    public = ("name", "country", "in_exile", "role")

    work = models.ForeignKey(Work, models.CASCADE, related_name="issuers")
    position = models.PositiveSmallIntegerField()
    name = models.TextField()
    country = models.CharField(max_length=3, blank=True)
    in_exile = models.CharField(max_length=3, blank=True)
    role = models.CharField(max_length=16, default="issuer")
    withdrawn = models.BooleanField(default=False)
    # The work whose copy names this issuer where the work's own copies do not: who told is kept with the name.
    named_in = models.ForeignKey(Work, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("work", "position")


class WorkCountry(models.Model):
    """A country that a work is about (subject) or names (mentioned)."""

    public = ("code", "role")

    work = models.ForeignKey(Work, models.CASCADE, related_name="countries")
    code = models.CharField(max_length=32)
    role = models.CharField(max_length=16)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("work", "code"), name="one_row_per_work_and_country"),)
        ordering = ("work", "code")


class WorkRelation(models.Model):
    """What a work prints or a person says about its neighbours: see also, set, follows, replaces, translation-of.

    What a person said has her name and day; taken back, it is ended with a reason and stays.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=32)
    title = models.TextField(blank=True)
    other = models.ForeignKey(Work, models.SET_NULL, null=True, related_name="related_from")
    reason = models.TextField(blank=True)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("work", "id")


class WorkAlias(models.Model):
    """An address or identifier under which a work was known: it goes on leading to the work."""

    public = ("value",)

    work = models.ForeignKey(Work, models.CASCADE, related_name="aliases")
    value = models.TextField()  # as it was given
    key = models.CharField(max_length=200, db_index=True)  # as it is compared
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ("work", "id")
        constraints = (models.UniqueConstraint(fields=("work", "key"), name="one_alias_per_work_and_key"),)


class Text(Levelled):
    """One language of a work, as read from one copy. Never changed: a new reading is a new Text with a number."""

    public = ("title", "language", "other_languages", "disclaimer")

    work = models.ForeignKey(Work, models.CASCADE, related_name="texts")
    copy = models.ForeignKey("sources.Copy", models.PROTECT, related_name="texts")
    language = models.CharField(max_length=8, blank=True)
    title = models.TextField()  # as this copy prints it: titles vary between copies
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64, db_index=True, editable=False)  # finds the same body in another copy
    media_type = models.CharField(max_length=80)
    reader = models.CharField(max_length=64)  # tool and version, for custody
    reading = models.PositiveIntegerField(default=1)
    notes = models.JSONField(default=list)
    other_languages = models.JSONField(default=list)  # [{"language", "url"|null}] as the copy declares them
    disclaimer = models.TextField(blank=True)  # as the host of this copy prints it

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("work", "id")
        constraints = (models.UniqueConstraint(fields=("copy", "reading"), name="one_text_per_copy_and_reading"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.body_sha256 = sha256_of(self.body)
        super().save(*args, **kwargs)


def sha256_of(body: str) -> str:
    # A lone surrogate, as a broken file may leave it, must not stop the cataloguing.
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


class Passage(models.Model):
    """A citable piece of a text: `text.body[start:end]`. The only thing that evidence may point at."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="passages")
    key = models.CharField(max_length=12)  # "p12", as the extract names it
    kind = models.CharField(max_length=12)
    depth = models.PositiveSmallIntegerField(null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    language = models.CharField(max_length=8, blank=True)
    sentences = models.JSONField(default=list)

    class Meta:
        ordering = ("text", "start")
        constraints = (models.UniqueConstraint(fields=("text", "key"), name="one_passage_per_text_and_key"),)

    @property
    def words(self) -> str:
        return self.text.body[self.start : self.end]


class PassagePrint(models.Model):
    """A number made of a passage's words, the same for nearly the same words: finds copies of one text by content."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="prints")
    start = models.PositiveIntegerField()  # of the passage
    key = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ("text", "start", "key")
