"""An admin that shows each coach their own rows, and a stranger's row as one that does not exist."""

from django.contrib import admin


class OwnRowsAdmin(admin.ModelAdmin):
    """Base of every ModelAdmin on the desk."""

    view_on_site = False
