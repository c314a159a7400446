from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "qalqan.review"
    label = "review"
