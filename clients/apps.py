from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate  # noqa: TID251 Django's word, not between our rooms


class ClientsConfig(AppConfig):
    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_before_migrating, sender=self)
        post_migrate.connect(_after_migrating, sender=self)


def _before_migrating(plan: list, **_said: object) -> None:
    from clients import touches

    if plan:
        touches.take_down()


def _after_migrating(**_said: object) -> None:
    from clients import touches

    touches.put_up()
