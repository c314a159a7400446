from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "qalqan.record"
    label = "record"
