"""Asking somebody in, asking again, taking it back."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients import inviting
from clients.forms.coaching import InviteForm
from clients.models import Invitation


def invite(request: HttpRequest) -> HttpResponse:
    """A name and an address; below, the letters that nobody has answered yet."""
    form = InviteForm(request.POST or None)
    now = timezone.now()
    if request.method == "POST" and request.user.is_coach and form.is_valid():
        said = form.cleaned_data
        try:
            inviting.invite(request.user, said["name"], said["email"], now=now)
        except inviting.AlreadyInvited:
            form.add_error("email", _("This address has an open invitation from you."))
        else:
            told = _("%(name)s gets a letter with a link.") % {"name": said["name"]}
            messages.success(request, told)
            return redirect("admin:clients_client_invite")
    context = admin.site.each_context(request) | {
        "title": _("Invite"),
        "form": form,
        "invitations": waiting(request).order_by("-created_at"),
        "now": now,
    }
    return render(request, "clients/desk/invite.html", context)


def waiting(request: HttpRequest):
    """The coach's own letters without an answer, expired ones too."""
    rows = Invitation.objects.visible_to(request.user).select_related("client")
    return rows.filter(client__coach=request.user, accepted_at=None, revoked_at=None)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh letter; the old link stops working."""
    invitation = get_object_or_404(waiting(request), pk=pk)
    inviting.resend(invitation, by=request.user, now=timezone.now())
    messages.success(request, _("A fresh letter goes to %(email)s.") % {"email": invitation.email})
    return redirect("admin:clients_client_invite")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(waiting(request), pk=pk)
    inviting.revoke(invitation, now=timezone.now())
    messages.success(
        request, _("The link to %(email)s has stopped working.") % {"email": invitation.email}
    )
    return redirect("admin:clients_client_invite")
