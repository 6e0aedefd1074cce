"""What a person takes along, and the end of an account."""

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clients import guarding
from coachapp import erasing, exporting
from coachapp.accounts import ERASING
from coachapp.forms import EraseForm
from coachapp.inventory import PARTS


@login_required
@require_http_methods(["GET", "HEAD"])
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "site/data.html", {"parts": PARTS})


@login_required
@require_POST
def data_archive(request: HttpRequest) -> FileResponse:
    """The archive, sent as it is read. A POST, so that no link and no browser fetches it unasked."""
    now = timezone.now()
    file = exporting.archive_of(request.user, now=now)
    name = f"coachapp-{now:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@login_required
@reauthentication_required(app=ERASING)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Signed in once more, and the address typed. Afterwards nobody is signed in, and the browser keeps nothing.

    Who has neither password nor key signs in once more by a mailed code.
    """
    if not has_shown_themselves(request):
        return once_more_by_code(request)
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        person = request.user
        try:
            erasing.erase(person, now=timezone.now())
        except erasing.HasOpenClients:
            form.add_error(
                None,
                _("You still coach somebody. End each coaching first; then your account can go."),
            )
        else:
            logout(request)
            answer = render(request, "site/erased.html")
            answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
            return answer
    children = [one.client.name for one in guarding.children_of(request.user, timezone.now())]
    return render(request, "site/erase.html", {"form": form, "children": children})


def has_shown_themselves(request: HttpRequest) -> bool:
    """Whether it is known that this is not a phone that somebody left lying about.

    Who has a password or a key has been asked for it on the way here. Everybody else has signed in a
    moment ago.
    """
    if request.user.has_usable_password() or is_mfa_enabled(request.user):
        return True
    records = get_authentication_records(request, request.user)
    return any(
        time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records
    )


def once_more_by_code(request: HttpRequest) -> HttpResponse:
    """A GET explains; the POST signs out and leads to a code by mail, and from there back."""
    if request.method != "POST":
        return render(request, "site/once_more.html")
    logout(request)
    back = urlencode({"next": reverse("erase")})
    return redirect(f"{reverse('account_request_login_code')}?{back}")
