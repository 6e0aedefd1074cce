from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CoachappConfig(AppConfig):
    name = "coachapp"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coachapp.starting import refuse_unsafe_start

        refuse_unsafe_start()


class CoachAdminConfig(admin_apps.AdminConfig):
    default_site = "coachapp.desk.CoachAdminSite"
    default = False

    def ready(self) -> None:
        """The desk's forms are made here: what all forms say comes before."""
        from coachapp.lib.typed import say_what_is_not_offered

        say_what_is_not_offered()
        super().ready()
