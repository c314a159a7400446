"""Keys handed from the process that was told the passphrase to the one that works with them: through a pipe, once.

What waits in a pipe is in no memory of a process, in no environment and on no command line.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict

from qalqan.safety.keys import Cost, Keys

DATABASE = "QALQAN_DATABASE_URL"  # may hold a password of the database's server
NOT_INHERITED = frozenset({"QALQAN_PASSPHRASE", DATABASE})


def give(opened: Keys, database: str) -> int:
    """The end of a pipe from which `take` reads the keys and the address of the database; another program may inherit it."""
    out, into = os.pipe()
    told = {"master": base64.b64encode(opened.master).decode(), "cost": asdict(opened.cost), "database": database}
    os.write(into, json.dumps(told).encode())
    os.close(into)
    os.set_inheritable(out, True)
    return out


def take(out: int) -> tuple[Keys, str]:
    """What `give` put in; it is there once."""
    with os.fdopen(out, "rb") as pipe:
        told = json.loads(pipe.read())
    return Keys(base64.b64decode(told["master"]), Cost(**told["cost"])), told["database"]
