"""The addresses of the API, below the door."""

from __future__ import annotations

from django.urls import path

from qalqan.desk.api.routes import api

urlpatterns = [path("v1/", api.urls)]
