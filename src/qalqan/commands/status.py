"""Where a law, a person, an organisation, a visit request or a recommendation stands on a day, with the words that say so.

A recommendation is named by words of it: each demand that holds them is shown with every State it was made to.

Example: qalqan status "Criminal Code" --country KAZ --as-of 2014-06-01
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, day, say
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import NotFound, WrongCall


def run(
    subject: Annotated[str, typer.Argument(help="A name, in any spelling.", show_default=False)],
    country: Annotated[str, typer.Option(help="Only in this country.")] = "",
    kind: Annotated[str, typer.Option(help="Only processes of this kind, such as bill or liberty.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day asked about; today if not given.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.vocabularies import scheme
    from qalqan.vocabularies.countries import country_named

    if not subject.strip():
        raise WrongCall("Say what is asked about: a name, a law, or words of a demand.")
    if kind and kind not in scheme("processes"):
        raise WrongCall(f"“{kind}” is no kind of process: use one of {', '.join(scheme('processes').codes)}.")
    asked = day(as_of)
    code = country_named(country) if country else ""
    if code is None:
        raise WrongCall(f"“{country}” is no country that Qalqan knows: write its name or its code, such as KAZ.")
    open_here()
    account = acting_account()
    from qalqan.commands import matrix as demand
    from qalqan.followup.matrix import matrix
    from qalqan.followup.processes import find_processes, status, steps_seen
    from qalqan.followup.together import one_each

    found = [
        told(process, status(process, asked, steps_seen(process, account)), account)
        for process in one_each(find_processes(subject, account, code or "", kind), account)
    ]
    # Nothing followed bears the name: then these are words of a demand.
    rows = () if found or kind else matrix(account, country=code or "", as_of=asked, words=subject).rows
    if not found and not rows:
        raise NotFound("Nothing is recorded under this name: try another spelling, or look with qalqan search.")
    if json:
        demands = [demand.told(row) for row in rows]
        as_json({"subject": subject, "as_of": asked.isoformat(), "processes": found, "demands": demands})
        return
    for process in found:
        _show(process, asked.isoformat())
    for row in rows:
        for line in demand.shown(row):
            say(line)


def told(process: Any, standing: Any, account: Any) -> dict[str, Any]:
    """A process and its standing as plain data, each step with those of its words that the account may see."""
    from qalqan.vocabularies import stage

    def row(step: Any) -> dict[str, Any]:
        return {
            "stage": step.stage,
            "label": stage(process.kind, step.stage).label("en"),
            "date": step.date or None,
            "known": step.known or None,
            "by": step.by or None,
            "hedge": step.hedge,
            "negative": step.negative,
            "words": words(step, account),
        }

    return {
        "kind": process.kind,
        "subject": process.subject,
        "country": process.country or None,
        "mandate": process.mandate or None,
        "status": row(standing.step) if standing.step else None,
        "since": standing.since or None,
        "expected": [row(s) for s in standing.expected],
        "steps": [row(s) for s in standing.steps],
        "sources_differ": [row(s) for s in standing.conflicting],
    }


def words(entry: Any, account: Any) -> list[dict[str, Any]]:
    """The passages that an entry rests on, of texts that the account may see."""
    from qalqan.record.models import Evidence
    from qalqan.safety.access import visible

    resting = visible(Evidence.objects.filter(entry=entry.permanent_id), account, through="passage__text")

    return [
        {
            "exact": e.exact,
            "stance": e.stance,
            "passage": e.passage.key,
            "publication": e.passage.text.work.title,
            "published": e.passage.text.work.published or None,
        }
        for e in resting.select_related("passage__text__work")
    ]


def _show(process: dict[str, Any], as_of: str) -> None:
    place = f", {process['country']}" if process["country"] else ""
    say(f"{process['subject']} ({process['kind']}{place}), as of {as_of}:")
    holds = process["status"]
    if holds is None:
        say("  nothing is known by that day")
    else:
        since = f", {holds['date']}" if holds["date"] else ", no date given"
        say(f"  {holds['stage']}{since}" + (f" — {holds['hedge']}" if holds["hedge"] != "asserted" else ""))
        for quoted in holds["words"]:
            say(f"    “{' '.join(quoted['exact'].split())}”")
            say(f"    {quoted['publication']}, {quoted['published'] or 'no date'}")
    for step in process["expected"]:
        say(f"  expected, not yet fact: {step['stage']}, {step['date'] or 'no date'}")
    for step in process["sources_differ"]:
        say(f"  sources differ: {step['stage']}, {step['date'] or 'no date'}")
    for step in process["steps"][:-1]:
        say(f"  before: {step['stage']}, {step['date'] or 'no date'}")
