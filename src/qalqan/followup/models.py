"""Processes with dated steps; recommendations and their clauses; repetitions; assessments.

One engine for a bill, a prisoner, an organisation's registration, a visit request and a demand: what differs is the list
of stages, which is data (`vocabularies/stages.yaml`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qalqan.library.models import Passage, Work
from qalqan.record.models import Act, Actor, Case, Entry, Instrument
from qalqan.safety.entries import Levelled


class Recommendation(Entry):
    """The exact bullet, paragraph or sentence; never paraphrased. Set, group and order are kept."""

    public = (
        "number",
        "group",
        "chapeau",
        "exact",
        "position",
        "urgency",
        "response",
        "addressees",
        "countries",
        "themes",
        "issuers",
    )

    work = models.ForeignKey(Work, models.PROTECT, related_name="recommendations")
    position = models.PositiveIntegerField()  # where it stands in the text: its start
    number = models.TextField(blank=True)
    group = models.TextField(blank=True)
    chapeau = models.TextField(blank=True)
    exact = models.TextField()
    issuers = models.JSONField(default=list)
    addressees = models.JSONField(default=list)  # [{"name", "class", "countries"}]
    countries = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    urgency = models.TextField(blank=True)
    response = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("work", "position", "id")


class Clause(Entry):
    """One demand that can be met by itself."""

    public = (
        "exact",
        "position",
        "action",
        "category",
        "negative",
        "addressees",
        "countries",
        "mandates",
        "precondition",
    )

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="clauses")
    position = models.PositiveIntegerField()
    exact = models.TextField()
    action = models.TextField(blank=True)
    category = models.PositiveSmallIntegerField(null=True)
    negative = models.BooleanField(default=False)
    addressees = models.JSONField(default=list)  # empty: the recommendation's
    countries = models.JSONField(default=list)
    mandates = models.JSONField(default=list)
    precondition = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("recommendation", "position", "id")


class Process(Levelled):
    """What is followed. Its subject is an instrument, an actor, a case or a clause; `key` finds it again within its kind."""

    public = ("kind", "subject", "country", "mandate")

    kind = models.CharField(max_length=24)
    subject = models.TextField()
    country = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    form = models.CharField(max_length=8, blank=True)  # of a communication: a code of communication-types
    reference = models.CharField(max_length=60, blank=True)  # its case number, as printed: "KAZ 2/2011"
    key = models.CharField(max_length=240)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="processes")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="processes")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="processes")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="processes")

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("kind", "country", "subject", "id")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="one_process_per_kind_and_key"),)

    def __str__(self) -> str:
        return self.subject


class Step(Entry):
    """A dated move of a process. Appended, never changed. `expected` steps are reminders, not facts."""

    public = ("stage", "date", "date_basis", "by", "expected", "negative", "outcome", "hedge", "attributed_to")

    process = models.ForeignKey(Process, models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=32)
    date = models.TextField(blank=True)  # EDTF
    date_basis = models.TextField(blank=True)
    known = models.TextField(blank=True)  # EDTF: when the source that says so was published
    by = models.TextField(blank=True)
    expected = models.BooleanField(default=False)
    negative = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("process", "id")


class ClauseLink(Levelled):
    """A demand made again: the earlier clause and the later one, how they agree and where their words differ."""

    public = ("relation", "score", "why", "difference")

    earlier = models.ForeignKey(Clause, models.CASCADE, related_name="made_again")
    later = models.ForeignKey(Clause, models.CASCADE, related_name="made_before")
    relation = models.CharField(max_length=16)  # same-text, repeats, related
    score = models.FloatField()
    why = models.TextField()
    difference = models.JSONField(default=list)  # [["=", words], ["-", words], ["+", words], …]
    # The person's answer beside the rule's: "" for none yet, confirmed, dismissed, or by-hand where no rule saw it.
    decided = models.CharField(max_length=12, blank=True)
    said_by = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("later", "earlier")
        constraints = (models.UniqueConstraint(fields=("earlier", "later"), name="one_link_per_pair_of_clauses"),)


class Assessment(Entry):
    """An answer, on a day, to a set question: a rung of the follow-up scale for a clause, or an element of a grid.

    Of a clause `question` is empty and `rung` is of the follow-up scale. Of anything else `question` is a code of the
    grids ("closure/by-court"), `about` the permanent id of what the grid is laid over, and `rung` one of its answers.
    A later answer never overwrites a former one.
    """

    # Not who assessed: an edition names no account.
    public = ("question", "country", "mandate", "rung", "day", "reason")

    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="assessments")
    question = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=26, blank=True, db_index=True)
    about_kind = models.CharField(max_length=32, blank=True)  # "record.case"
    country = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    rung = models.TextField()
    day = models.TextField()  # EDTF
    reason = models.TextField(blank=True)
    assessor = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("clause", "country", "day", "id")


class Bearing(Levelled):
    """A person's answer to whether something bears on a demand: an act that breaches it, or a process it speaks of.

    `decided` is what she said: linked or dismissed. What the rules propose is computed (`bearings`) and never stored, so
    that the machine's reading and the person's stay apart.
    """

    LINKED, DISMISSED = "linked", "dismissed"
    BREACHES, SPEAKS_OF = "breaches", "speaks-of"

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="bearings")
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="bearings")
    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="bearings")
    relation = models.CharField(max_length=16)
    decided = models.CharField(max_length=16)
    reason = models.TextField()
    said_by = models.TextField(blank=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("clause", "id")


class Reminder(Levelled):
    """To look again at a process or a demand on a day, by somebody. Never a fact about what it speaks of."""

    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="reminders")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="reminders")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    day = models.DateField()
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("day", "id")


class Observer(Levelled):
    """Somebody is to watch a hearing. Taken off, the row stays."""

    hearing = models.ForeignKey(Step, models.PROTECT, related_name="observers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="hearings")
    note = models.TextField(blank=True)
    taken_off_at = models.DateTimeField(null=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("hearing", "id")


class HearingReport(Levelled):
    """What an observer noted of a hearing, by the headings of the hearing form. A later report stands beside the former.

    It is never public as a whole: who sat in a courtroom and wrote is told by whoever publishes, in a publication.
    """

    hearing = models.ForeignKey(Step, models.PROTECT, related_name="reports")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held = models.CharField(max_length=16)  # held, adjourned, closed-to-observers
    noted = models.JSONField(default=dict)  # heading of the hearing form: words

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("hearing", "id")


class Demarche(Levelled):
    """A demand or a case raised with somebody who can act on it, and what was answered. Never public."""

    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="demarches")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="demarches")
    type = models.CharField(max_length=32)  # of the vocabulary of interventions
    by = models.TextField()
    to = models.TextField()
    date = models.TextField()  # EDTF
    said = models.TextField(blank=True)
    answer = models.TextField(blank=True)  # as it was when the row was written; a later answer is a new row

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("-id",)


class Dossier(Levelled):
    """A submission in the making: own words beside pinned passages, demands and what is followed. Never public."""

    title = models.TextField()
    addressed_to = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    word_limit = models.PositiveIntegerField(null=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class DossierPart(models.Model):
    """One piece of a dossier, in its place. A passage is pinned by its words; demands and processes are read as of a day."""

    HEADING, TEXT, DRAFTED, PASSAGE, CLAUSE, PROCESS = "heading", "text", "demand", "passage", "clause", "process"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    words = models.TextField(blank=True)  # own words, or those pinned
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+")
    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(null=True)

    class Meta:
        ordering = ("dossier", "position", "id")
