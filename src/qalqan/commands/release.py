"""Make a publication, or the name of a person, public in the next edition.

A released publication takes along what stands on it: demands, acts, steps. It never takes along a person's name: each is
released by itself, and is cut from the public text until then.

Example: qalqan release 4fz… --reason "printed by its publisher"  |  qalqan release --person "Name" --reason "she agreed"
"""

from __future__ import annotations

from typing import Annotated

import typer

from qalqan.commands.console import say
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import NotFound, WrongCall


def run(
    works: Annotated[list[str] | None, typer.Argument(help="Ids of publications.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="All publications held.")] = False,
    person: Annotated[list[str] | None, typer.Option(help="A person's name, in any spelling.")] = None,
    reason: Annotated[str, typer.Option(help="Why it may be public.")] = "",
) -> None:
    if not reason.strip():
        raise WrongCall('Say why it may be public: --reason "…".')
    open_here()
    account = acting_account()
    from qalqan.library.models import Work
    from qalqan.publishing.actions.release import release_person, release_work
    from qalqan.record.matching import find_actors
    from qalqan.safety.access import visible

    chosen = visible(Work.objects.all(), account)
    for work in chosen if everything else chosen.filter(permanent_id__in=works or []):
        released = release_work(work, account, reason)
        say(f"{work.title}: released with {released} entries")
    missing = set(works or []) - set(chosen.values_list("permanent_id", flat=True))
    if missing:
        raise NotFound(
            f"There is no publication {sorted(missing)[0]} that you may see: copy its id from qalqan search."
        )
    for name in person or []:
        actors = find_actors(name, account, "person")
        if not actors:
            raise NotFound("No person is recorded under this name: try the spelling of the source.")
        for actor in actors:
            release_person(actor, account, reason)
        say("The name is released; it appears in the next edition.")
