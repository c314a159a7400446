"""Yes or no, on a day: is this person held, is this organisation closed. Takes a standing; gives the answer of its last
stage that says so one way or the other. What each stage says is data (`vocabularies/stages.yaml`)."""

from __future__ import annotations

from qalqan.followup.models import Step
from qalqan.followup.processes import Standing
from qalqan.vocabularies import stage


def is_held(standing: Standing) -> bool:
    """A stage that does not say (charged, on trial) leaves it as it was; where none says, nobody is held."""
    return _says("liberty", "held", standing)


def is_closed(standing: Standing) -> bool:
    """Whether an organisation may no longer act as a registered one."""
    return _says("ngo-status", "closed", standing)


def held_since(standing: Standing) -> Step | None:
    """The first step of the unbroken deprivation of liberty that still holds; None where nobody is held."""
    first = None
    for step in reversed(standing.steps):
        says = stage("liberty", step.stage).properties.get("held")
        if says is False and not step.negative:
            break
        if says:
            first = step
    return first


def _says(kind: str, question: str, standing: Standing) -> bool:
    for step in reversed(standing.steps):
        properties = stage(kind, step.stage).properties
        if question in properties and not step.negative:
            return bool(properties[question])
    return False
