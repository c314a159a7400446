"""List, accept, correct and reject what waits for a decision; take a decision back; ask for two readers.

Without an option it lists what waits, and why where somebody decided on it before. Candidates are named by their id as the
list prints it. Where a circle asks for two readers, what one accepts waits for another.

Example: qalqan review --accept 4fz…  |  qalqan review --reject 4fz… --reason "a heading"  |  qalqan review --from decisions.jsonl
"""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json_line, progress, say, warn
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import CannotDecide, NotAllowed, NotFound, QalqanError, WrongCall


def run(
    accept: Annotated[list[str] | None, typer.Option(help="Accept this proposal as read; may be given again.")] = None,
    reject: Annotated[list[str] | None, typer.Option(help="Reject this proposal; needs --reason.")] = None,
    correct: Annotated[str, typer.Option(help="Correct this proposal; needs --set and --reason.")] = "",
    set_: Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE (a JSON value or plain words).")] = None,
    take_back: Annotated[
        list[str] | None, typer.Option(help="Take the last decision on this proposal back: it waits again.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    readers: Annotated[
        int, typer.Option(min=0, max=2, help="Ask for so many readers in --circle from now on; needs --reason.")
    ] = 0,
    circle: Annotated[str, typer.Option(help="The circle, by its code, that --readers speaks of.")] = "",
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Accept as read all that waits (see --work, --kind).")
    ] = False,
    surer_than: Annotated[float, typer.Option(help="With --accept-all: only from this confidence on.")] = 0.0,
    from_: Annotated[
        Path | None, typer.Option("--from", help="Decisions in JSON Lines: id, outcome, fields, reason.")
    ] = None,
    work: Annotated[str, typer.Option(help="Only of this publication (its id).")] = "",
    kind: Annotated[str, typer.Option(help="Only of this kind.")] = "",
    limit: Annotated[int, typer.Option(help="How many to list.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    open_here()
    account = acting_account()
    from qalqan.followup import actions
    from qalqan.review.queue import waiting

    if from_ is not None:
        return _apply(from_, account)
    if readers or circle:
        return _ask_for_readers(circle, readers, account, reason)
    chosen = [*((i, "accepted") for i in accept or []), *((i, "rejected") for i in reject or [])]
    for name, outcome in chosen:
        _said(name, actions.decide(_candidate(name, account), outcome, account, reason=reason))
    if correct:
        fields = _fields(set_ or [])
        _said(correct, actions.decide(_candidate(correct, account), "corrected", account, fields=fields, reason=reason))
    for name in take_back or []:
        actions.undo(_candidate(name, account), account, reason)
        say(f"{name}: taken back, it waits again")
    if accept_all:
        return _accept_all(account, work, kind, surer_than)
    if chosen or correct or take_back:
        return None
    found = waiting(account, kind=kind or None, work=_work(work, account) if work else None)
    for candidate in found[:limit]:
        if json:
            as_json_line(
                {"id": candidate.permanent_id, "kind": candidate.kind, "work": candidate.text.work.permanent_id, "exact": candidate.exact,
                 "fields": candidate.fields, "hedge": candidate.hedge, "origin": candidate.origin, "confidence": candidate.confidence,
                 "parent": candidate.parent.permanent_id if candidate.parent else None,
                 "waits_because": candidate.reopened_because or "undecided"}
            )  # fmt: skip
        else:
            say(
                f"{candidate.permanent_id}  {candidate.kind:<14} {' '.join(candidate.exact.split())[:90]}{_why(candidate)}"
            )
    every = found.count()
    if not json:
        say(f"{every} wait for a decision.")
    if every > limit:
        warn(f"The first {limit} of {every} are listed: see the others with --limit {every}.")
    return None


# Why a proposal waits on which somebody decided already; a second reader is not told what the first decided.
_WHY = {
    "second-reader": "needs a second reader",
    "readers-differ": "two readers differ",
    "source-changed": "its source changed",
    "parent-gone": "its recommendation is gone",
    "taken-back": "was taken back",
}


def _why(candidate: Any) -> str:
    why = _WHY.get(candidate.reopened_because or "")
    return f"  ({why})" if why else ""


def _said(name: str, decided: tuple[Any, Any]) -> None:
    """What was decided, and whether it holds already."""
    review, entry = decided
    reopened = review.reopenings.order_by("-id").first() if entry is None else None
    waits = f": {_WHY[reopened.why]}" if reopened is not None else ""
    say(f"{name}: {review.outcome}{waits}")


def _ask_for_readers(circle: str, readers: int, account: Any, reason: str) -> None:
    from qalqan.review.readers import ask_for_readers
    from qalqan.safety.models import Circle

    found = Circle.objects.filter(code=circle).first()
    if found is None:
        raise NotFound(f"There is no circle with the code “{circle}”: name one with --circle.")
    ask_for_readers(found, readers, account, reason)
    say(f"{found.name}: from now on {readers} must agree." if readers > 1 else f"{found.name}: one reader is enough.")


def _candidate(name: str, account: Any) -> Any:
    from qalqan.review.models import Candidate
    from qalqan.safety.access import visible

    found = visible(Candidate.objects.all(), account).filter(permanent_id=name).first()
    if found is None:
        raise NotFound(
            f"There is no proposal {name} that you may see: copy its id from the list that qalqan review prints."
        )
    return found


def _work(name: str, account: Any) -> Any:
    from qalqan.library.models import Work
    from qalqan.safety.access import visible

    found = visible(Work.objects.all(), account).filter(permanent_id=name).first()
    if found is None:
        raise NotFound(f"There is no publication {name} that you may see: copy its id from qalqan search.")
    return found


def _fields(given: list[str]) -> dict[str, Any]:
    fields = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign:
            raise WrongCall(f"“{pair}” sets nothing: write FIELD=VALUE, such as --set 'country=\"KGZ\"'.")
        try:
            fields[name] = json_module.loads(value)
        except ValueError:
            fields[name] = value
    return fields


def _accept_all(account: Any, work: str, kind: str, surer_than: float) -> None:
    from qalqan.followup import actions
    from qalqan.followup.repeats import link_work
    from qalqan.library.models import Work
    from qalqan.safety.access import may, visible

    seen = [_work(work, account)] if work else list(visible(Work.objects.all(), account))
    works = [one for one in seen if may(account, "review", one)]
    if seen and not works:
        raise NotAllowed("You may not decide on proposals here: ask an administrator for the editor's role.")
    accepted = left = linked = 0
    for one in progress(works, len(works), "deciding"):
        yes, no = actions.accept_all(one, account, kind or None, surer_than)
        accepted, left = accepted + yes, left + no
        linked += link_work(one, account)
    say(f"{accepted} accepted, {left} left waiting, {linked} demands linked with earlier ones.")


def _apply(file: Path, account: Any) -> None:
    """Applies decisions line by line; each is its own transaction, and one that cannot be applied is named."""
    from qalqan.followup import actions

    try:
        lines = [line for line in file.read_text("utf-8").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError):
        raise WrongCall(f"{file.name} does not open as text in UTF-8: check its name and how it was saved.") from None
    failed = 0
    for number, line in enumerate(progress(lines, len(lines), "deciding"), 1):
        try:
            row = json_module.loads(line)
            actions.decide(
                _candidate(row["id"], account), row["outcome"], account,
                fields=row.get("fields"), hedge=row.get("hedge"), start=row.get("start"), end=row.get("end"), reason=row.get("reason", ""),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            warn(
                f"Line {number} of {file.name} is no decision: it needs id and outcome, and a reason unless it accepts."
            )
            failed += 1
        except QalqanError as error:
            warn(f"Line {number} of {file.name}: {error}")
            failed += 1
    say(f"{len(lines) - failed} of {len(lines)} decisions were applied.")
    if failed:
        raise CannotDecide(f"{failed} decisions were not applied; the lines above say why.")
