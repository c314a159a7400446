"""Today: clocks that run, what is due, what waits for review, what came in. No charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.desk.pages import page
from qalqan.desk.policy import signed_in
from qalqan.followup.models import Step
from qalqan.library.models import Work
from qalqan.response.models import Alert
from qalqan.response.words import granted
from qalqan.review.models import Review
from qalqan.review.queue import waiting
from qalqan.safety import audit
from qalqan.safety.access import visible
from qalqan.safety.models import Account, LogEntry
from qalqan.safety.sandbox import weakness
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import stage

SHOWN = 8


@dataclass(frozen=True)
class Due:
    """An expected step, with the last day on which it may still be on time."""

    step: Step
    by: date
    late: bool


@signed_in
def today(request: HttpRequest) -> HttpResponse:
    account = request.account
    decided = decided_by_others(account)
    return page(
        request,
        "today",
        here="today",
        missing=missing_protection(),
        clocks=running_clocks(account),
        now=timezone.now(),
        waits=waiting_by_publication(account),
        due=due_steps(account, timezone.now().date()),
        decided=decided[: None if request.GET.get("decided") == "all" else SHOWN],
        decided_in_all=len(decided) if request.GET.get("decided") == "all" else decided.count(),
        works=visible(Work.objects.all(), account).order_by("-created_at", "-id")[:SHOWN],
    )


def missing_protection() -> list[str]:
    """What this machine or database does not protect from, in a sentence each: said, so that nobody relies on it."""
    said = []
    if connection.vendor == "postgresql":
        said.append(
            _("This database is not encrypted as a whole: keep PostgreSQL on an encrypted disk; sealed words are safe.")
        )
    if weakness() is not None:
        said.append(
            _(
                "Files are read with limits but not shut off from network and disk: install bubblewrap before you add "
                "files from people you do not know."
            )
        )
    return said


def running_clocks(account: Account) -> list[Alert]:
    """Alerts that are open, those with the nearest time first. Nothing sealed is opened for this."""
    running = [alert for alert in granted(account) if stage("alert", alert.stage).has("open")]
    return sorted(running, key=lambda alert: (alert.due_at is None, alert.due_at or alert.created_at))


def waiting_by_publication(account: Account) -> list[dict[str, Any]]:
    """How many proposals wait in each publication, the longest waiting first."""
    if not {"editor", "verifier"} & set(account.roles):
        return []
    found = waiting(account).order_by()
    grouped = found.values("text__work__permanent_id", "text__work__title").annotate(
        proposals=Count("pk", distinct=True), first=Min("created_at")
    )
    return list(grouped.order_by("first"))


def decided_by_others(account: Account) -> QuerySet[Review]:
    """What colleagues decided since this person last signed in before now; newest first."""
    mine = LogEntry.objects.filter(verb="signed-in", actor=audit.pseudonym(account)).order_by("-seq")
    before = mine.values_list("at", flat=True)[1:2].first()
    reviews = visible(Review.objects.exclude(account=account), account, through="candidate")
    since = reviews if before is None else reviews.filter(at__gt=before)
    return since.select_related("candidate__text__work", "candidate__passage", "account").order_by("-id")  # type: ignore[no-any-return]


def due_steps(account: Account, now: date) -> list[Due]:
    """Expected steps with a date that nothing has overtaken: the late ones first."""
    expected = visible(Step.objects.filter(expected=True, standing="standing").exclude(date=""), account)
    due = []
    for step in expected.select_related("process"):
        last = bounds(step.date)[1]
        happened = step.process.steps.filter(stage=step.stage, expected=False, standing="standing").exists()
        if last is not None and not happened:
            due.append(Due(step, last, last < now))
    return sorted(due, key=lambda one: one.by)
