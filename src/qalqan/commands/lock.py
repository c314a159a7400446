"""Lock at once: every running desk of this workspace ends its sessions and drops its keys within a second.

No passphrase is asked. To work on, stop the desk and start it again with the passphrase. Made to be called by hooks: a
USB key that is pulled out, a lid that is shut.

Example: qalqan lock
"""

from __future__ import annotations

from qalqan.commands.console import say
from qalqan.commands.workspace import home
from qalqan.errors import NoWorkspace


def run() -> None:
    from qalqan.safety.keys import FILE
    from qalqan.safety.locking import ask

    if not (home() / FILE).is_file():
        raise NoWorkspace(f"There is no workspace in {home()}: set QALQAN_HOME to its folder.")
    ask(home())
    say("Locked: every desk of this workspace that runs drops its keys within a second.")
