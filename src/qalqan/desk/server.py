"""The desk as a WSGI application, for one process with threads: sessions and unlocked keys live in it.

workspace = open_workspace(home, passphrase)
application = make()
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from qalqan.config.opening import close_workspace_unsigned
from qalqan.desk import sessions
from qalqan.safety import keys
from qalqan.safety.locking import watch


def make() -> Any:
    """The application over the open workspace. Raises WorkspaceLocked, ImproperlyConfigured (no policy)."""
    from qalqan.desk.policy import check_routes

    keys.opened()
    check_routes()
    watch(Path(settings.QALQAN_HOME), lock)
    return get_wsgi_application()


def lock() -> None:
    """Ends every session and drops every key, at once and without waiting for the database: `qalqan lock` asked for it."""
    sessions.end_all()
    close_workspace_unsigned()
