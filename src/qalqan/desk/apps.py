from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "qalqan.desk"
    label = "desk"

    def ready(self) -> None:
        from django.template import engines

        from qalqan.desk import labels

        labels.install(engines["jinja2"].env)
