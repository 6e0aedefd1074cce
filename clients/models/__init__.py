"""People and what happens to them. Import nouns from here, never from the files below."""

from clients.models.absences import Away, Silence
from clients.models.agreements import AccessRecord, Consent, Invitation
from clients.models.body import (
    CHECK_IN_ITEMS,
    CheckIn,
    Finding,
    InjuryEpisode,
    PainReport,
    RedFlag,
    Screen,
    Verdict,
)
from clients.models.care import CarePlan, HandsOnBlock, Treatment
from clients.models.departure import Departure
from clients.models.feed import CalendarFeed, RemovedSession
from clients.models.groups import Tag
from clients.models.guardians import Guardian
from clients.models.logbook import SessionLog, SetLog
from clients.models.people import (
    ADULT_AT_YEARS,
    Client,
    ClientQuerySet,
    CoachProfile,
    Intake,
    RaceTime,
    words_of,
)
from clients.models.post import OutgoingEmail, OutgoingEmailQuerySet, Reminder
from clients.models.post_office import Heartbeat, MailDay, MailServer
from clients.models.rule_settings import RuleSetting
from clients.models.schedule import (
    MOST_WEEKS_SHOWN,
    Assignment,
    MoveRequest,
    Race,
    RuleOverride,
    ScheduledPrescription,
    ScheduledSession,
    ScheduledSessionQuerySet,
    last_days_shown,
)
from clients.models.steering import Adaptation, AdaptedSession, ReturnStage, StepAnswer
from clients.models.talk import Comment, ReadMark, WeekLine
from clients.models.touches import Touch
from clients.models.wish import QuietTime, Wish

__all__ = [
    "MOST_WEEKS_SHOWN",
    "CHECK_IN_ITEMS",
    "ADULT_AT_YEARS",
    "AccessRecord",
    "Adaptation",
    "AdaptedSession",
    "Assignment",
    "Away",
    "CalendarFeed",
    "CarePlan",
    "CheckIn",
    "Client",
    "ClientQuerySet",
    "CoachProfile",
    "Comment",
    "Consent",
    "Guardian",
    "Departure",
    "HandsOnBlock",
    "Finding",
    "Heartbeat",
    "InjuryEpisode",
    "Intake",
    "Invitation",
    "MoveRequest",
    "MailDay",
    "MailServer",
    "OutgoingEmail",
    "OutgoingEmailQuerySet",
    "PainReport",
    "Race",
    "QuietTime",
    "RaceTime",
    "ReadMark",
    "RedFlag",
    "Reminder",
    "RemovedSession",
    "ReturnStage",
    "RuleOverride",
    "RuleSetting",
    "Silence",
    "ScheduledPrescription",
    "ScheduledSession",
    "ScheduledSessionQuerySet",
    "Screen",
    "SessionLog",
    "SetLog",
    "StepAnswer",
    "Tag",
    "Touch",
    "Treatment",
    "Verdict",
    "WeekLine",
    "Wish",
    "last_days_shown",
    "words_of",
]
