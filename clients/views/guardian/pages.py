"""The child's own pages, to read."""

from clients.views.athlete.notes import notes_page
from clients.views.athlete.progress import progress_page
from clients.views.athlete.session import session_page
from clients.views.athlete.today import today_page
from clients.views.athlete.week import week_page
from clients.views.guardian.door import child_required

child_today = child_required(today_page)
child_week = child_required(week_page)
child_session = child_required(session_page)
child_progress = child_required(progress_page)
child_notes = child_required(notes_page)
