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
AS_OF = date(2016, 6, 1)  # the samples tell of 2012 to 2016
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
