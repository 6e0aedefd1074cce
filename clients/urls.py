"""Addresses of athletes and of those who come from a mail."""

from django.urls import path

import coachapp.lib.converters  # noqa: F401  <day:…> in an address
from clients.views.act import act
from clients.views.athlete.body import body, gone, red_flag, red_flag_seen
from clients.views.athlete.check_in import check_in
from clients.views.athlete.consent import consent
from clients.views.athlete.learn import learn
from clients.views.athlete.leave import leave
from clients.views.athlete.log import log, log_kind
from clients.views.athlete.mail import mail
from clients.views.athlete.move import move, skip, unskip
from clients.views.athlete.notes import notes, notes_read
from clients.views.athlete.phone import manifest, offline, worker
from clients.views.athlete.progress import progress
from clients.views.athlete.races import races
from clients.views.athlete.session import session
from clients.views.athlete.settings import settings
from clients.views.athlete.today import silence, today
from clients.views.athlete.travel import travel
from clients.views.athlete.treatments import hands_on_block, hands_on_cleared, treatments
from clients.views.athlete.week import week
from clients.views.calendar import calendar, calendar_feed
from clients.views.dev_mail import dev_mail, dev_mail_html
from clients.views.guardian.children import children
from clients.views.guardian.children import consent as child_consent
from clients.views.guardian.letter import guardian
from clients.views.guardian.pages import (
    child_notes,
    child_progress,
    child_session,
    child_today,
    child_week,
)
from clients.views.join import intake, join, join_place
from clients.views.mail_hook import mail_hook
from clients.views.unsubscribe import unsubscribe

app_name = "clients"
urlpatterns = [
    path("today/", today, name="today"),
    path("week/<day:day>/", week, name="week"),
    path("sessions/<uuid:code>/", session, name="session"),
    path("sessions/<uuid:code>/log/", log, name="log"),
    path("sessions/<uuid:code>/move/", move, name="move"),
    path("sessions/<uuid:code>/skip/", skip, name="skip"),
    path("sessions/<uuid:code>/skip/undo/", unskip, name="unskip"),
    path("log/<slug:kind>/", log_kind, name="log_kind"),
    path("today/silence/", silence, name="silence"),
    path("check-in/", check_in, name="check_in"),
    path("body/", body, name="body"),
    path("body/gone/", gone, name="gone"),
    path("body/red-flag/", red_flag, name="red_flag"),
    path("body/red-flag/seen/", red_flag_seen, name="red_flag_seen"),
    path("treatments/", treatments, name="treatments"),
    path("treatments/ask-first/", hands_on_block, name="hands_on_block"),
    path("treatments/asked/", hands_on_cleared, name="hands_on_cleared"),
    path("progress/", progress, name="progress"),
    path("races/", races, name="races"),
    path("notes/", notes, name="notes"),
    path("notes/read/", notes_read, name="notes_read"),
    path("learn/<slug:slug>/", learn, name="learn"),
    path("settings/", settings, name="settings"),
    path("settings/mail/", mail, name="mail"),
    path("settings/travel/", travel, name="travel"),
    path("settings/consent/", consent, name="consent"),
    path("settings/leave/", leave, name="leave"),
    path("settings/calendar/", calendar, name="calendar"),
    path("calendar/<str:key>.ics", calendar_feed, name="calendar_feed"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
    path("join/place/", join_place, name="join_place"),
    path("join/<str:token>/", join, name="join"),
    path("intake/", intake, name="intake"),
    path("guardian/<str:token>/", guardian, name="guardian"),
    path("children/", children, name="children"),
    path("child/<uuid:child>/consent/", child_consent, name="child_consent"),
    path("child/<uuid:child>/today/", child_today, name="child_today"),
    path("child/<uuid:child>/week/<day:day>/", child_week, name="child_week"),
    path("child/<uuid:child>/sessions/<uuid:code>/", child_session, name="child_session"),
    path("child/<uuid:child>/progress/", child_progress, name="child_progress"),
    path("child/<uuid:child>/notes/", child_notes, name="child_notes"),
    path("act/<str:token>/", act, name="act"),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    path("hooks/mail/<slug:provider>/", mail_hook, name="mail_hook"),
    path("dev/mail/", dev_mail, name="dev_mail"),
    path("dev/mail/<str:name>/", dev_mail_html, name="dev_mail_html"),
]
