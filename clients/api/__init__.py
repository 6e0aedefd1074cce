"""What athletes and coaches do on pages, for programs: the same work, the same rules, the same strangers."""

from clients.api.body import BodyReportViewSet, CheckInViewSet
from clients.api.days import TodayViewSet, WeekViewSet
from clients.api.logs import LogViewSet
from clients.api.me import MeViewSet
from clients.api.notes import NoteViewSet
from clients.api.roster import ClientViewSet
from clients.api.sessions import SessionViewSet
from clients.api.treatments import TreatmentViewSet

ROUTES = [
    ("weeks", WeekViewSet),
    ("sessions", SessionViewSet),
    ("logs", LogViewSet),
    ("check-ins", CheckInViewSet),
    ("body-reports", BodyReportViewSet),
    ("treatments", TreatmentViewSet),
    ("notes", NoteViewSet),
    ("clients", ClientViewSet),
]

__all__ = ["ROUTES", "MeViewSet", "TodayViewSet"]
