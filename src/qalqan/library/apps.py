from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "qalqan.library"
    label = "library"
