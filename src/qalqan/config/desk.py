"""Django settings of the desk. Nothing here is secret: keys come from the open workspace (`config.opening`).

Without an open workspace the database is an empty one in memory, so that `python -m django makemigrations
--settings qalqan.config.desk` works and a forgotten opening writes nothing anywhere.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from qalqan.config.databases import database_for
from qalqan.safety import keys

PACKAGE = Path(__file__).resolve().parents[1]

QALQAN_HOME = Path(os.environ.get("QALQAN_HOME", "qalqan-home")).absolute()

# The order of the flow. A package joins as soon as it has an apps.py.
FLOW = ("safety", "sources", "library", "review", "record", "followup", "response", "publishing", "desk")
INSTALLED_APPS = [f"qalqan.{name}" for name in FLOW if (PACKAGE / name / "apps.py").is_file()]

DATABASES = {"default": database_for(QALQAN_HOME, os.environ.get("QALQAN_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = keys.opened().django_secret() if keys.is_open() else secrets.token_hex(32)
DEBUG = False
AUTH_USER_MODEL = "safety.Account"
AUTHENTICATION_BACKENDS: list[str] = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# Where the desk is reached, when not on this machine alone: https://desk.example or http://….onion
DESK_ORIGIN = os.environ.get("QALQAN_DESK_ORIGIN", "")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = []
if DESK_ORIGIN:
    ALLOWED_HOSTS.append(DESK_ORIGIN.split("://")[-1].split(":")[0])
    CSRF_TRUSTED_ORIGINS.append(DESK_ORIGIN)

ROOT_URLCONF = "qalqan.desk.urls"
MIDDLEWARE = [
    "qalqan.config.headers.SafeHeaders",
    "qalqan.config.requests.RequestIds",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "qalqan.desk.forms.OwnForms",
    "qalqan.safety.accounts.SignedIn",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        # <package>/templates as well as <package>/jinja2
        "DIRS": [PACKAGE / name / "templates" for name in FLOW if (PACKAGE / name / "templates").is_dir()],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "qalqan.config.templates.environment", "autoescape": True},
    }
]
STATIC_URL = "/static/"

# Sessions end after 30 minutes without a request; what is sealed closes after 10 (safety.keyring).
SECURE = DESK_ORIGIN.startswith("https://")
SESSION_ENGINE = "qalqan.desk.sessions"
SESSION_COOKIE_NAME = "__Host-s" if SECURE else "s"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = SECURE
# Django's own page for this has inline style, which the policy of config.headers blocks.
CSRF_FAILURE_VIEW = "qalqan.desk.views.plain.stale_form"
CSRF_COOKIE_NAME = "__Host-c" if SECURE else "c"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# In memory only: Django's own handlers write what is larger than some megabytes to /tmp, readable for whoever has the disk.
FILE_UPLOAD_HANDLERS = ["qalqan.desk.uploads.InMemory"]

# What is logged names an event and a place in the code: no address, agent, path, query or name (SAFETY D13).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"place": {"()": "qalqan.config.logs.EventAndPlace"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "place", "level": "ERROR"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "ERROR"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
    },
}
