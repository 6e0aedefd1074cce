"""The coach's desk: our own AdminSite, found as the default site."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coachapp.lib.own_rows import OwnRowsAdmin


class CoachAdminSite(admin.AdminSite):
    site_title = "Coachapp"
    site_header = "Coachapp"
    index_title = _("Today")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """An active coach, or the operator."""
        user = request.user
        return user.is_active and user.is_authenticated and (user.is_coach or user.is_superuser)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only what knows whose rows are whose stands on the desk; other packages' admins stay away."""
        if admin_class is not None and issubclass(admin_class, OwnRowsAdmin):
            super().register(model_or_iterable, admin_class, **options)
