"""Every table that knows a person: what of it belongs to them, and what is left out of what they take along, and why.

A table with a way to a person that stands neither in PARTS nor in LEFT_OUT fails the suite.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coachapp.models import User

SECRETS = frozenset({"password", "sha256", "nonce", "session_key", "data", "sealed", "claim"})
"""Columns that open something or that a sender works with: they are in no export."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of an export. `paths` lead from its rows to the person; any of them makes a row theirs."""

    name: str
    label: str  # app.Model
    about: Promise
    paths: tuple[str, ...] = ("client__user",)
    only: tuple[tuple[str, object], ...] = ()  # what a row has to be, besides
    without: frozenset[str] = frozenset()

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    def rows(self, person: User) -> QuerySet:
        """The rows of `person`, and nobody else's."""
        mine = Q()
        for path in self.paths:
            mine |= Q(**{path: person.pk})
        return self.model._base_manager.filter(mine, **dict(self.only)).distinct().order_by("pk")

    @property
    def columns(self) -> list[str]:
        fields = self.model._meta.concrete_fields
        return [one.name for one in fields if one.name not in SECRETS | self.without]


SENT = (("sent_at__isnull", False),)

PARTS = (
    Part("account", "coachapp.User", _("The account: name, address, zone and units."), ("pk",)),
    Part("addresses", "account.EmailAddress", _("E-mail addresses of the account."), ("user",)),
    Part(
        "sign_in_methods",
        "mfa.Authenticator",
        _("Passkeys and authenticator apps, no secrets."),
        ("user",),
    ),
    Part("devices", "usersessions.UserSession", _("Where the account is signed in."), ("user",)),
    Part("program_keys", "coachapp.ApiToken", _("Keys for programs, without the keys."), ("user",)),
    Part(
        "calendar_address",
        "clients.CalendarFeed",
        _("When a calendar address was made."),
        ("user",),
    ),
    Part("mail_wishes", "clients.Wish", _("Which mail is wanted, and when."), ("user",)),
    Part("quiet_times", "clients.QuietTime", _("When no mail should come."), ("user",)),
    Part(
        "coaching",
        "clients.Client",
        _("Each coaching: name, goal, days that suit, dates."),
        ("user",),
        without=frozenset({"standing_note", "next_look_at", "ended_by"}),
    ),
    Part("eight_answers", "clients.Intake", _("The answers at the start.")),
    Part("invitations", "clients.Invitation", _("Letters that asked you in.")),
    Part(
        "guardians",
        "clients.Guardian",
        _("The adult who answers for somebody under 18."),
        ("client__user", "user"),
    ),
    Part("consents", "clients.Consent", _("What you agreed to, and took back.")),
    Part("who_looked", "clients.AccessRecord", _("Who else opened your record, and on which day.")),
    Part("away", "clients.Away", _("Days away.")),
    Part("silences", "clients.Silence", _("What you answered after weeks without a log.")),
    Part("races", "clients.Race", _("Races and results.")),
    Part(
        "race_times",
        "clients.RaceTime",
        _("Times that paces are worked out from; metres and seconds."),
    ),
    Part("assignments", "clients.Assignment", _("Plans that were given to you.")),
    Part(
        "sessions",
        "clients.ScheduledSession",
        _("Every session that was sent to you; minutes, effort 0-10."),
        only=SENT,
        without=frozenset({"send_at", "replaces", "removes"}),
    ),
    Part(
        "session_lines",
        "clients.ScheduledPrescription",
        _("The lines of these sessions; kilograms, metres, seconds."),
        ("session__client__user",),
        only=(("session__sent_at__isnull", False),),
    ),
    Part(
        "sessions_taken_out",
        "clients.RemovedSession",
        _("The days of sessions that were taken out."),
    ),
    Part("moves_asked", "clients.MoveRequest", _("Days that you asked for, and the answers.")),
    Part(
        "rules_kept",
        "clients.RuleOverride",
        _("Where your coach kept what a rule advised against."),
    ),
    Part(
        "rule_numbers",
        "clients.RuleSetting",
        _("Numbers that were set for you or by you."),
        ("client__user", "coach"),
    ),
    Part(
        "logs",
        "clients.SessionLog",
        _("What you did; minutes, effort 0-10, metres, load in effort × minutes."),
    ),
    Part(
        "sets",
        "clients.SetLog",
        _("Every set, hill rep and run rep; kilograms and seconds."),
        ("log__client__user",),
    ),
    Part(
        "check_ins", "clients.CheckIn", _("Morning answers, 1-5, high is good; replaced ones too.")
    ),
    Part("places", "clients.PainReport", _("Tight, sore and painful places, 0-10.")),
    Part("red_flags", "clients.RedFlag", _("When a health sign was answered yes, never which.")),
    Part(
        "recovery", "clients.Verdict", _("What the recovery rule said of a day, with its reasons.")
    ),
    Part("screens", "clients.Screen", _("Movement screens: of five squats a side, how many held.")),
    Part(
        "findings",
        "clients.Finding",
        _("What a screen found, and when to look again."),
        ("screen__client__user",),
    ),
    Part("injuries", "clients.InjuryEpisode", _("Injuries, and what they ruled out.")),
    Part("treatment_rhythms", "clients.CarePlan", _("How often a treatment is due.")),
    Part("treatments", "clients.Treatment", _("Treatments that were done.")),
    Part(
        "hands_on_blocks", "clients.HandsOnBlock", _("When hands-on treatment waited, never why.")
    ),
    Part("adaptations", "clients.Adaptation", _("Days that your coach made easier.")),
    Part(
        "adapted_sessions",
        "clients.AdaptedSession",
        _("What these sessions said before."),
        ("adaptation__client__user",),
    ),
    Part("return_stages", "clients.ReturnStage", _("Stages of the way back to running.")),
    Part("step_answers", "clients.StepAnswer", _("Next steps of an exercise, and the answers.")),
    Part(
        "notes",
        "clients.Comment",
        _("Notes that you and your coach can both read."),
        only=(("private", False),),
    ),
    Part("notes_written", "clients.Comment", _("Notes that you wrote to others."), ("author",)),
    Part("read_marks", "clients.ReadMark", _("Up to when you have read notes."), ("user",)),
    Part(
        "mail",
        "clients.OutgoingEmail",
        _("Which mail went out to you and when; no mail is kept."),
        ("user",),
        without=frozenset({"subject", "template", "error", "claimed_at", "attempts", "priority"}),
    ),
    Part("mail_reasons", "clients.Reminder", _("The reasons for this mail."), ("recipient",)),
    Part(
        "coach_profile", "clients.CoachProfile", _("What you have settled as a coach."), ("user",)
    ),
    Part("groups", "clients.Tag", _("Your own names for groups of people."), ("coach",)),
    Part("library_notes", "plans.TeachingNote", _("Your own notes of the library."), ("coach",)),
    Part("library_exercises", "plans.Exercise", _("Your own exercises."), ("coach",)),
    Part(
        "library_rungs",
        "plans.Rung",
        _("Easier and harder forms of your exercises."),
        ("exercise__coach",),
    ),
    Part("library_treatments", "plans.Modality", _("Your own treatments."), ("coach",)),
    Part("plans", "plans.Plan", _("Your own plans."), ("coach",)),
    Part("plan_weeks", "plans.PlanWeek", _("Their weeks."), ("plan__coach",)),
    Part("plan_sessions", "plans.PlanSession", _("Their sessions."), ("plan__coach",)),
    Part(
        "plan_lines",
        "plans.Prescription",
        _("The lines of these sessions."),
        ("session__plan__coach",),
    ),
)

EARLIER = "earlier versions of rows that are in the export as they stand"
LEFT_OUT = {
    "account.EmailConfirmation": "a key that opens something, for minutes",
    "admin.LogEntry": "nothing is ever written there",
    "clients.WeekLine": "a note that the coach has not sent yet; then it is among the notes",
    "clients.Departure": "the coach's count of who went; it names nobody",
    "clients.HistoricalClient": EARLIER,
    "clients.HistoricalRuleSetting": EARLIER,
    "clients.HistoricalScheduledSession": EARLIER,
    "clients.HistoricalCarePlan": EARLIER,
    "clients.HistoricalSessionLog": EARLIER,
}
