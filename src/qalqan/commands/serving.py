"""The program that `qalqan serve` becomes: the site, the desk's one worker, and, once locked, the sentence that says so.

It is started anew by its own process (`serve`), so that no passphrase was ever in its memory. The keys are read from a
pipe by the worker alone; `qalqan lock` ends the worker, and with it the last memory that held them.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

from qalqan.commands import handing
from qalqan.commands.console import say
from qalqan.commands.locked import answer_locked
from qalqan.commands.serve import start_site

CHECKPOINT_SECONDS = 15 * 60
SECONDS_TO_FINISH = 2  # what a locked worker has for an answer it is in the middle of


def main() -> None:
    """Runs until stopped."""
    asked = _asked()
    os.set_inheritable(asked.keys, False)
    program = start_site(asked.edition, asked.site) if asked.site else None
    try:
        if program is not None:
            say(f"Site: http://127.0.0.1:{asked.site}/")
        say(f"Desk: http://127.0.0.1:{asked.desk}/")
        say("Stop with Ctrl-C.")
        if serve_desk(asked.home, asked.keys, asked.desk):
            say("The desk is locked: stop it and start it again to work on.")
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            answer_locked(asked.desk)
    except KeyboardInterrupt:
        pass
    finally:
        if program is not None:
            program.terminate()
            program.wait(10)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name, kind in (("home", Path), ("edition", Path), ("site", int), ("desk", int), ("keys", int)):
        parser.add_argument(f"--{name}", type=kind, required=True)
    return parser.parse_args()


def serve_desk(folder: Path, pipe: int, port: int) -> bool:
    """Serves the desk until it is stopped (False) or the workspace is locked (True): then its worker is gone."""
    from granian.constants import Interfaces
    from granian.server import Server

    from qalqan.safety.locking import watch

    def load(*_: Any) -> Any:
        # In the worker: the parent never holds a key, and nothing of it is in an environment or on a command line.
        from qalqan.config.opening import open_workspace_with

        opened, database = handing.take(pipe)
        if database:
            os.environ[handing.DATABASE] = database
        open_workspace_with(folder, opened)
        from qalqan.desk.server import make

        threading.Thread(target=_sign_the_log_now_and_then, daemon=True).start()
        return make()

    # One process: people's unlocked keys live in its memory and nowhere else.
    server = Server(
        "desk",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_access=False,
        log_level="warning",
    )
    locked = threading.Event()

    def stop() -> None:
        # The worker has dropped its keys by itself; with it goes what Python may have left of them in freed memory.
        locked.set()
        server.signal_handler_interrupt()

    watch(folder, stop)
    server.serve(target_loader=load)
    return locked.is_set()


def _sign_the_log_now_and_then() -> None:
    """A signed checkpoint every 15 minutes (SAFETY D5), until the workspace is locked."""
    from django.db import connection

    from qalqan.safety import audit, keys

    while True:
        time.sleep(CHECKPOINT_SECONDS)
        if not keys.is_open():
            return
        audit.checkpoint()
        connection.close()


if __name__ == "__main__":
    main()
