"""People and what happens to them. Import nouns from here, never from the files below."""

from clients.models.body import CHECK_IN_ITEMS, CheckIn, PainReport, RedFlag, Verdict
from clients.models.care import CarePlan, HandsOnBlock, Treatment
from clients.models.logbook import SessionLog, SetLog
from clients.models.people import (
    ADULT_AT_YEARS,
    AccessRecord,
    Away,
    Client,
    ClientQuerySet,
    CoachProfile,
    Consent,
    Intake,
    Invitation,
    RaceTime,
    RuleSetting,
)
from clients.models.post import Heartbeat, OutgoingEmail, Reminder
from clients.models.schedule import (
    MOST_WEEKS_SHOWN,
    Assignment,
    MoveRequest,
    Race,
    RuleOverride,
    ScheduledPrescription,
    ScheduledSession,
)
from clients.models.talk import Comment, ReadMark
from clients.models.wish import Wish

__all__ = [
    "MOST_WEEKS_SHOWN",
    "CHECK_IN_ITEMS",
    "ADULT_AT_YEARS",
    "AccessRecord",
    "Assignment",
    "Away",
    "CarePlan",
    "CheckIn",
    "Client",
    "ClientQuerySet",
    "CoachProfile",
    "Comment",
    "Consent",
    "HandsOnBlock",
    "Heartbeat",
    "Intake",
    "Invitation",
    "MoveRequest",
    "OutgoingEmail",
    "PainReport",
    "Race",
    "RaceTime",
    "ReadMark",
    "RedFlag",
    "Reminder",
    "RuleOverride",
    "RuleSetting",
    "ScheduledPrescription",
    "ScheduledSession",
    "SessionLog",
    "SetLog",
    "Treatment",
    "Verdict",
    "Wish",
]
