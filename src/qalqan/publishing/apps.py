from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "qalqan.publishing"
    label = "publishing"
