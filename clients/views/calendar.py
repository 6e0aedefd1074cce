"""One's days in one's own calendar: the page that makes and takes back the address, and what it opens."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clients import feeds
from clients.models import CalendarFeed
from clients.views.athlete.door import AthleteRequest, athlete_required
from coachapp.lib import links


@athlete_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: AthleteRequest) -> HttpResponse:
    """The answer to making an address shows it, this once; nothing keeps it."""
    address = ""
    if request.method == "POST" and request.POST.get("part") == "revoke":
        feeds.revoke(request.user)
        messages.success(request, _("Taken back. The address opens nothing any more."))
        return redirect("clients:calendar")
    if request.method == "POST":
        key = feeds.make(request.user, now=request.athlete_now)
        address = links.keyed("clients:calendar_feed", key)
    feed = CalendarFeed.objects.visible_to(request.user).first()
    return render(request, "clients/calendar.html", {"address": address, "feed": feed})


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar program reads: no cookie is asked for, and a key that is none is as one taken back."""
    feed = feeds.find(key)
    if feed is None:
        raise Http404
    said = feeds.calendar_of(feed.user, now=timezone.now())
    etag = f'"{sha256(said).hexdigest()}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        said, content_type="text/calendar; charset=utf-8"
    )
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
