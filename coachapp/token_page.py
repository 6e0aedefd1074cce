"""Keys for programs: see them, make one, take one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coachapp import tokens
from coachapp.forms import KeyForm


@login_required
@require_http_methods(["GET", "POST"])
def api_tokens(request: HttpRequest) -> HttpResponse:
    """One's own keys. The answer to making one shows it, this once; nothing keeps it."""
    now = timezone.now()
    form, key = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, key = tokens.make(request.user, **form.cleaned_data, now=now)
        except tokens.TooManyKeys:
            form.add_error(None, _("You have 20 keys. Take back one that nothing uses any more."))
        else:
            form = KeyForm()
    alive = request.user.api_tokens.filter(expires_at__gt=now).order_by("-created_at", "-pk")
    return render(request, "site/tokens.html", {"form": form, "key": key, "tokens": alive})


@login_required
@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """From now on the key opens nothing."""
    fingerprint = request.POST.get("token", "")
    get_object_or_404(request.user.api_tokens, sha256=fingerprint).delete()
    messages.success(request, _("Taken back. The key opens nothing any more."))
    return redirect("tokens")
