from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "qalqan.response"
    label = "response"
