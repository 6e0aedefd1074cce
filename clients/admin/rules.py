"""What a coach has set in place of our defaults. Setting is the rules page's; here one is taken back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clients.models import Client, RuleSetting
from coachapp.lib.own_rows import OwnRowsAdmin


@admin.register(RuleSetting)
class RuleSettingAdmin(OwnRowsAdmin):
    can_add = can_change = False
    list_display = ("name", "value", "for_whom")
    export_columns = ("name", "value", "client__name", "profile")
    list_filter = ("client", "profile")
    list_select_related = ("client",)
    search_fields = ("name", "client__name")
    fields = readonly_fields = ("name", "value", "client", "profile")

    @admin.display(description=_("for whom"), empty_value=_("everybody"))
    def for_whom(self, setting: RuleSetting) -> Client | str | None:
        return setting.client or setting.get_profile_display() or None
