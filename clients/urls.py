"""Addresses of athletes and of those who come from a mail."""

from django.urls import path

import coachapp.lib.converters  # noqa: F401  <day:…> in an address
from clients.views.act import act
from clients.views.athlete.body import body, gone, red_flag, red_flag_seen
from clients.views.athlete.check_in import check_in
from clients.views.athlete.learn import learn
from clients.views.athlete.log import log, log_kind
from clients.views.athlete.move import move, skip
from clients.views.athlete.notes import notes, notes_read
from clients.views.athlete.progress import progress
from clients.views.athlete.session import session
from clients.views.athlete.settings import settings
from clients.views.athlete.today import today
from clients.views.athlete.treatments import hands_on_block, hands_on_cleared, treatments
from clients.views.athlete.week import week
from clients.views.dev_mail import dev_mail, dev_mail_html
from clients.views.join import intake, join, join_place
from clients.views.unsubscribe import unsubscribe

app_name = "clients"
urlpatterns = [
    path("today/", today, name="today"),
    path("week/<day:day>/", week, name="week"),
    path("sessions/<uuid:code>/", session, name="session"),
    path("sessions/<uuid:code>/log/", log, name="log"),
    path("sessions/<uuid:code>/move/", move, name="move"),
    path("sessions/<uuid:code>/skip/", skip, name="skip"),
    path("log/<slug:kind>/", log_kind, name="log_kind"),
    path("check-in/", check_in, name="check_in"),
    path("body/", body, name="body"),
    path("body/gone/", gone, name="gone"),
    path("body/red-flag/", red_flag, name="red_flag"),
    path("body/red-flag/seen/", red_flag_seen, name="red_flag_seen"),
    path("treatments/", treatments, name="treatments"),
    path("treatments/ask-first/", hands_on_block, name="hands_on_block"),
    path("treatments/asked/", hands_on_cleared, name="hands_on_cleared"),
    path("progress/", progress, name="progress"),
    path("notes/", notes, name="notes"),
    path("notes/read/", notes_read, name="notes_read"),
    path("learn/<slug:slug>/", learn, name="learn"),
    path("settings/", settings, name="settings"),
    path("join/place/", join_place, name="join_place"),
    path("join/<str:token>/", join, name="join"),
    path("intake/", intake, name="intake"),
    path("act/<str:token>/", act, name="act"),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("dev/mail/", dev_mail, name="dev_mail"),
    path("dev/mail/<str:name>/", dev_mail_html, name="dev_mail_html"),
]
