"""A workspace filled with the sample publications, taken through the whole flow, then served.

The samples' people are invented or come from public facts. Running it again serves what is there; remove the folder for a
fresh start.

Example: QALQAN_HOME=demo-home qalqan demo
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import progress, say, warn
from qalqan.commands.files import files_of
from qalqan.commands.serve import serve
from qalqan.errors import CannotRead, NotFound

PASSPHRASE = "a shield for the demo"  # noqa: S105 -- printed for whoever runs the demo; it guards samples only
LOGIN = "aziza"
AS_OF = date(2019, 8, 1)  # soon after the last of the samples
REASON = "a sample written for this project"
READ = {".txt", ".md", ".html", ".pdf", ".docx"}


def run(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Fill the workspace and stop.")] = False,
    site: Annotated[int, typer.Option(help="Port of the public site.")] = 8000,
    desk: Annotated[int, typer.Option(help="Port of the desk.")] = 8001,
) -> None:
    folder = Path(os.environ.setdefault("QALQAN_HOME", "demo-home")).absolute()
    os.environ["QALQAN_HOME"] = str(folder)
    if not (folder / "edition" / "manifest.json").is_file():
        fill(folder, samples())
    else:
        say(f"The demo is in {folder} already; remove that folder for a fresh one.")
    say(f"Sign in to the desk as {LOGIN} with the password: {PASSPHRASE}")
    if not no_serve:
        serve(folder / "edition", PASSPHRASE, site, desk)


def samples() -> list[Path]:
    """The sample publications. Raises NotFound where only the package is installed, without the project's folder."""
    folder = Path(__file__).resolve().parents[3] / "samples"
    found = (
        [p for p in files_of([folder]) if p.parent == folder and p.suffix in READ and p.stem.upper() != "README"]
        if folder.is_dir()
        else []
    )
    if not found:
        raise NotFound("The samples are not here: clone the project and run make demo in it.")
    return found


def fill(folder: Path, files: list[Path]) -> None:
    """Every step of the flow, on real files: take in, decide, follow up, release, publish, verify."""
    from qalqan.config.opening import close_workspace, make_workspace
    from qalqan.safety.levels import ROLES

    if (folder / "keys.json").is_file():
        raise NotFound(f"An unfinished demo is in {folder}: remove that folder and call again.")
    make_workspace(folder, PASSPHRASE)
    from qalqan.safety.accounts import make_account

    account = make_account(LOGIN, PASSPHRASE, display_name="Aziza", roles=ROLES, level="sealed", purpose="demo")
    works = take_in_all(files, account)
    decide_all(works, account)
    follow_up(account)
    receive_an_alert(account)
    publish_all(works, account, folder)
    close_workspace()


def take_in_all(files: list[Path], account: Any) -> list[Any]:
    from qalqan.review.apart import reading_process
    from qalqan.review.intake import take_in

    works = []
    with reading_process() as process:
        for path in progress(files, len(files), "reading the samples"):
            try:
                taken = take_in(path.read_bytes(), path.name, account, process=process)
            except CannotRead as error:
                warn(str(error))
                continue
            works.append(taken.work)
            say(f"  {path.name}: {taken.proposed} proposals")
    return works


def decide_all(works: list[Any], account: Any) -> None:
    """In a demo one person accepts all that the machine is fairly sure of; the rest waits, as it would."""
    from qalqan.followup import actions
    from qalqan.followup.repeats import link_work

    accepted = left = linked = 0
    for work in progress(works, len(works), "deciding"):
        yes, no = actions.accept_all(work, account, surer_than=0.5)
        accepted, left = accepted + yes, left + no
        linked += link_work(work, account)
    say(f"  {accepted} proposals accepted, {left} left waiting, {linked} demands linked with earlier ones")


def follow_up(account: Any) -> None:
    """Where a law that was asked about is now in force or a bill was dropped, the demo assesses the demand that spoke of it."""
    from qalqan.followup.actions import assess
    from qalqan.followup.models import Clause, Step
    from qalqan.followup.processes import status
    from qalqan.record.actions import words_of
    from qalqan.vocabularies import stage

    assessed = 0
    for step in Step.objects.filter(process__kind="bill", expected=False).select_related(
        "process", "review__candidate__text"
    ):
        if (
            not stage("bill", step.stage).has("rejected")
            or status(step.process, AS_OF).step != step
            or step.review is None
        ):
            continue
        asked = Clause.objects.filter(
            exact__iregex=r"withdraw|reject", recommendation__countries__icontains=step.process.country
        )
        for clause in asked:
            why = "the bill was rejected; who achieved it is not known"
            assess(
                clause,
                step.process.country,
                "",
                "implemented",
                step.date or step.known,
                account,
                why,
                [words_of(step.review)],
            )
            assessed += 1
    say(f"  {assessed} demands assessed")


def receive_an_alert(account: Any) -> None:
    """An invented alert, sealed to the demo's responder; nothing of it reaches the edition."""
    from datetime import timedelta

    from django.utils import timezone

    from qalqan.response.actions import Consent, receive, take

    told = {
        "what": "An invented lawyer has not come home from a police station where she went to see a client.",
        "where": "An invented district station, Dushanbe",
        "who": "A. Navruzova (invented)",
        "told_by": "her sister, by telephone",
        "who_may_know": "the duty officer and two lawyers",
        "language": "tg",
    }
    alert = receive(told, Consent("given"), account, priority="urgent", due_at=timezone.now() + timedelta(hours=3))
    take(alert, account)
    say("  one alert received, with three hours on its clock")


def publish_all(works: list[Any], account: Any, folder: Path) -> None:
    from qalqan.publishing.actions.release import release_person, release_work
    from qalqan.publishing.editions import publish
    from qalqan.publishing.verify import verify
    from qalqan.record.models import Actor

    for work in works:
        release_work(work, account, REASON)
    for actor in Actor.objects.filter(kind="person"):
        release_person(actor, account, REASON)
    publish(folder / "edition", account, AS_OF)
    checked = verify(folder / "edition", None)
    say(f"  edition {checked.edition}: {checked.files} files, signature good")
