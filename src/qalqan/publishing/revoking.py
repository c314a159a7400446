"""Which former editions say something that was taken back since."""

from __future__ import annotations

from qalqan.publishing.models import Edition, Release
from qalqan.safety.levels import PUBLIC


def revoked() -> tuple[str, ...]:
    """The manifests' digests of all editions made between a release and the withdrawal that ended it, oldest first.

    An entry that was closed again before any edition had it revokes none.
    """
    raised: dict[str, list[Release]] = {}
    found: dict[int, str] = {}
    for decision in Release.objects.order_by("id"):
        if decision.after == PUBLIC:
            raised.setdefault(decision.entry, []).append(decision)
        elif decision.before == PUBLIC:
            began = raised.pop(decision.entry, [])
            since = began[0].at if began else None
            for edition in Edition.objects.filter(at__lte=decision.at):
                if since is None or edition.at >= since:
                    found[edition.number] = edition.manifest
    return tuple(found[number] for number in sorted(found))
