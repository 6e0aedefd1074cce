"""Asking somebody in, asking again, taking it back."""

from datetime import datetime

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import explaining, guarding, inviting
from clients.forms.coaching import InviteAnyForm
from clients.models import Guardian, Invitation, OutgoingEmail


def invite(request: HttpRequest) -> HttpResponse:
    """A name and an address; below, the letters that nobody has answered yet."""
    now = timezone.now()
    form = InviteAnyForm(request.POST or None, today=request.user.today(now))
    if request.method == "POST" and request.user.is_coach and form.is_valid():
        try:
            told = write_first(request, form, now)
        except inviting.AlreadyInvited:
            form.add_error("email", _("This address has an open invitation from you."))
        except guarding.NotAnotherAdult:
            form.add_error(
                "guardian_email", _("This has to be another adult's, not theirs or yours.")
            )
        else:
            messages.success(request, told)
            return redirect("admin:clients_client_invite")
    invitations = waiting(request).order_by("-created_at").prefetch_related(GUARDIANS, LETTERS)
    for one in invitations:
        one.news = news_of(one)
    context = admin.site.each_context(request) | {
        "title": _("Invite"),
        "form": form,
        "invitations": invitations,
        "unanswered": inviting.unanswered(request.user),
        "now": now,
    }
    return render(request, "clients/desk/invite.html", context)


GUARDIANS = Prefetch(
    "client__guardians",
    Guardian.objects.current().prefetch_related("mail"),
    to_attr="asked_guardians",
)
LETTERS = Prefetch(
    "client__mail", OutgoingEmail.objects.exclude(invitation=None).order_by("pk"), to_attr="letters"
)


def news_of(letter: Invitation) -> str:
    """What became of the letter, or of the one to the guardian whose word comes before it."""
    guardian = next(iter(letter.client.asked_guardians), None)
    if guardian is not None and not guardian.has_agreed:
        return explaining.guardian_letter_news(guardian)
    return explaining.letter_news(letter, letter.client.letters)


def write_first(request: HttpRequest, form: InviteAnyForm, now: datetime) -> str:
    """The letter to the athlete, or under 18 to the guardian; gives what is told about it."""
    said = form.cleaned_data
    if not form.is_young:
        inviting.invite(request.user, said["name"], said["email"], now=now)
        return _("%(name)s gets a letter with a link.") % {"name": said["name"]}
    guarding.invite(
        request.user,
        guarding.Person(said["name"], said["email"]),
        guarding.Person(said["guardian_name"], said["guardian_email"]),
        born_on=said["born_on"],
        now=now,
    )
    return _("%(guardian)s gets a letter first. With a yes, %(name)s gets one too.") % {
        "guardian": said["guardian_name"],
        "name": said["name"],
    }


def waiting(request: HttpRequest):
    """The coach's own letters without an answer, expired ones too."""
    rows = Invitation.objects.visible_to(request.user).select_related("client")
    return rows.filter(client__coach=request.user, accepted_at=None, revoked_at=None)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh letter; the old link stops working. Who waits for a guardian is not written to: the guardian is."""
    invitation, now = get_object_or_404(waiting(request), pk=pk), timezone.now()
    guardian = invitation.client.guardians.current().first()
    email = invitation.email
    if guardian is not None and inviting.waits_for_guardian(invitation.client, now):
        guarding.resend(guardian, now=now)
        email = guardian.email
    else:
        inviting.resend(invitation, by=request.user, now=now)
    messages.success(request, _("A fresh letter goes to %(email)s.") % {"email": email})
    return redirect("admin:clients_client_invite")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(waiting(request), pk=pk)
    inviting.revoke(invitation, now=timezone.now())
    messages.success(
        request, _("The link to %(email)s has stopped working.") % {"email": invitation.email}
    )
    return redirect("admin:clients_client_invite")
