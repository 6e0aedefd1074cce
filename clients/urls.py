"""Addresses of athletes and of those who come from a mail."""

from django.urls import path, register_converter

from clients.views.athlete.body import body
from clients.views.athlete.notes import notes
from clients.views.athlete.today import today
from clients.views.athlete.week import week
from coachapp.lib.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "clients"
urlpatterns = [
    path("today/", today, name="today"),
    path("week/<day:day>/", week, name="week"),
    path("body/", body, name="body"),
    path("notes/", notes, name="notes"),
]
