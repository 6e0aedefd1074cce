"""What a link in a mail opens, without signing in: one session or one treatment. Only a POST changes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid5

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients import care, logbook, moving, snoozing, talking
from clients.forms.act import Hurt, HurtsForm, LaterForm, TreatmentDayForm
from clients.forms.log import Asked, LogForm
from clients.forms.moving import MoveForm
from clients.models import CarePlan, Client, Consent, ScheduledSession, SessionLog, words_of
from coachapp.lib import links, wording
from coachapp.lib.tokens import opened_by_token
from plans.rules.kinds import Kind, RunType
from plans.saying import formatted

DAYS_OFFERED = 3


@dataclass(slots=True)
class Visit:
    """One opening of one link: who, about what, at which moment, and the forms on the page."""

    request: HttpRequest
    client: Client
    about: ScheduledSession | CarePlan
    now: datetime

    @property
    def user(self):
        return self.client.user

    @property
    def today(self) -> date:
        return self.client.today(self.now)

    def data(self, name: str):
        """What was sent, for the form that was sent."""
        sent = self.request.method == "POST" and self.request.POST.get("act") == name
        return self.request.POST if sent else None


@opened_by_token
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one link; a link that is used, old or forged says only that it has done its work."""
    now = timezone.now()
    try:
        visit = found(request, links.read_act(token, now), now)
    except links.DeadLink:
        return render(request, "clients/act/over.html", status=410)
    forms, answers, page = PAGES[type(visit.about)]
    context = forms(visit)
    form = context.get(request.POST.get("act", "")) if request.method == "POST" else None
    if form is not None and form.is_valid():
        said = answers[request.POST["act"]](visit, form)
        if said:
            return render(
                request, "clients/act/thanks.html", {"said": said, "client": visit.client}
            )
    standing = {"client": visit.client, "about": visit.about, "open": request.POST.get("act")}
    return render(request, page, context | standing)


def found(request: HttpRequest, link: links.Act, now: datetime) -> Visit:
    """What the link is about, as long as it stands as it stood. Raises DeadLink."""
    user = get_user_model().objects.filter(code=link.user, is_active=True).first()
    finders = {"scheduledsession": session_of, "careplan": care_plan_of}
    about = finders[link.noun](link, user) if user else None
    if about is None:
        raise links.DeadLink
    about.client.user = user
    wording.speak(words_of(about.client.coach))
    return Visit(request, about.client, about, now)


def session_of(link: links.Act, user) -> ScheduledSession | None:
    """The person's own session on the day that the mail said, without a log."""
    rows = ScheduledSession.objects.visible_to(user).open()
    return (
        rows.filter(code=link.code, day=link.day, client__user=user, client__ended_on=None)
        .select_related("client__coach__coach_profile", "race")
        .first()
    )


def care_plan_of(link: links.Act, user) -> CarePlan | None:
    """The person's own rhythm as long as it is due on that day, nothing is booked, and consent stands."""
    rows = CarePlan.objects.visible_to(user).running()
    agreed = Consent.objects.given().filter(kind=Consent.Kind.HEALTH).values("client")
    booked = ScheduledSession.objects.open().filter(care_plan__code=link.code, client__user=user)
    if booked.exists():
        return None
    return (
        rows.filter(code=link.code, due_on=link.day, client__user=user, client__ended_on=None)
        .filter(client__in=agreed)
        .select_related("client__coach__coach_profile", "modality")
        .first()
    )


# A session


def session_forms(visit: Visit) -> dict:
    session = visit.about
    offered = [
        choice for choice in moving.day_choices(session, visit.today) if choice.day != session.day
    ]
    good = MoveForm(offered=offered).good[:DAYS_OFFERED]
    return {
        "done": LogForm(asked(visit), visit.data("done")),
        "move": MoveForm(visit.data("move"), offered=good),
        "hurts": HurtsForm(visit.data("hurts")),
        "later": LaterForm(visit.data("later")),
    }


def asked(visit: Visit) -> Asked:
    session = visit.about
    return Asked(
        client=visit.client,
        kind=Kind(session.kind),
        run_type=RunType(session.run_type) if session.run_type else None,
        units=visit.user.units,
        now=visit.now,
        today=visit.today,
        session=session,
    )


def done(visit: Visit, form: LogForm) -> str:
    try:
        logbook.record(visit.about, form.entry(), by=visit.user, now=visit.now)
    except (logbook.AlreadyLogged, logbook.DayIsAhead):
        form.add_error(
            None, _("It has a log already, or its day has not come. Nothing was changed.")
        )
        return ""
    return _("Saved. %(coach)s can see it.") % {"coach": visit.client.coach}


def moved(visit: Visit, form: MoveForm) -> str:
    day = form.cleaned_data["day"]
    try:
        answer = moving.move_as_athlete(visit.about, day, by=visit.user, now=visit.now)
    except (moving.DayHasPassed, moving.NotOffered, moving.HasALog):
        form.add_error("day", _("That day is gone. Nothing was moved."))
        return ""
    facts = {"coach": visit.client.coach, "day": formatted(day)}
    if isinstance(answer, moving.Asked):
        return _("%(coach)s has been asked for %(day)s. Until then it stays where it is.") % facts
    return _("Moved to %(day)s. %(coach)s can see it.") % facts


def hurts(visit: Visit, form: HurtsForm) -> str:
    """The coach is told; where and how strong is asked after signing in. A second tap is the same note."""
    how = Hurt(form.cleaned_data["how"])
    session, coach = visit.about, visit.client.coach
    body = _("Something hurts. %(how)s: %(session)s.") % {
        "how": how.label,
        "session": session.title,
    }
    uid = uuid5(session.code, "hurts")
    talking.write(visit.client, visit.user, body, uid=uid, now=visit.now, session=session)
    if how is Hurt.NOT_STARTED:
        reason = SessionLog.SkipReason.HURT
        logbook.skip(session, reason, uid=uid, by=visit.user, now=visit.now)
    return _("%(coach)s is told. If it is severe, see a doctor.") % {"coach": coach}


def later(visit: Visit, form: LaterForm) -> str:
    when = snoozing.Later(form.cleaned_data["when"])
    snoozing.snooze(visit.client, visit.about, when, now=visit.now)
    return _("We ask again: %(when)s.") % {"when": when.label.lower()}


# A treatment


def care_forms(visit: Visit) -> dict:
    today, rhythm = visit.today, visit.about
    return {
        "booked": TreatmentDayForm.booked(visit.data("booked"), today=today, due_on=rhythm.due_on),
        "visited": TreatmentDayForm.done(visit.data("visited"), today=today),
        "later": LaterForm(visit.data("later")),
    }


def booked(visit: Visit, form: TreatmentDayForm) -> str:
    booking = care.Booking(modality=visit.about.modality, day=form.cleaned_data["day"])
    try:
        care.book(visit.client, booking, by=visit.user, now=visit.now)
    except care.HandsOnIsBlocked:
        form.add_error("day", _("Ask a health professional first. Nothing is booked."))
        return ""
    except care.BookedAlready:
        return _("%(day)s is in your plan already.") % {"day": formatted(booking.day)}
    return _("%(day)s is in your plan.") % {"day": formatted(booking.day)}


def visited(visit: Visit, form: TreatmentDayForm) -> str:
    rhythm = visit.about
    what = care.Visit(modality=rhythm.modality, done_on=form.cleaned_data["day"])
    uid = uuid5(rhythm.code, rhythm.due_on.isoformat())
    care.record_visit(visit.client, what, uid=uid, by=visit.user, now=visit.now)
    return _("Saved. The rhythm goes on from there.")


Answers = dict[str, Callable[[Visit, object], str]]
SESSION_ANSWERS: Answers = {"done": done, "move": moved, "hurts": hurts, "later": later}
CARE_ANSWERS: Answers = {"booked": booked, "visited": visited, "later": later}
PAGES = {
    ScheduledSession: (session_forms, SESSION_ANSWERS, "clients/act/session.html"),
    CarePlan: (care_forms, CARE_ANSWERS, "clients/act/treatment.html"),
}
