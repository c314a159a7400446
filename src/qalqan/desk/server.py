"""The desk as a WSGI application, for one process with threads: sessions and unlocked keys live in it.

workspace = open_workspace(home, passphrase)
application = make()
"""

from __future__ import annotations

from typing import Any

from django.core.wsgi import get_wsgi_application

from qalqan.safety import keys


def make() -> Any:
    """The application over the open workspace. Raises WorkspaceLocked, ImproperlyConfigured (no policy)."""
    from qalqan.desk.policy import check_routes

    keys.opened()
    check_routes()
    return get_wsgi_application()
