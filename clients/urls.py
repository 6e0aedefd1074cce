"""Addresses of athletes and of those who come from a mail."""

from django.urls import path, register_converter

from clients.views.athlete.body import body
from clients.views.athlete.notes import notes
from clients.views.athlete.today import today
from clients.views.athlete.week import week
from clients.views.athlete.settings import settings
from clients.views.join import intake, join, join_place
from coachapp.lib.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "clients"
urlpatterns = [
    path("today/", today, name="today"),
    path("week/<day:day>/", week, name="week"),
    path("body/", body, name="body"),
    path("notes/", notes, name="notes"),
    path("settings/", settings, name="settings"),
    path("join/place/", join_place, name="join_place"),
    path("join/<str:token>/", join, name="join"),
    path("intake/", intake, name="intake"),
]
