from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "qalqan.followup"
    label = "followup"
