"""Where a mail provider reports bounces and complaints. It signs, or knows the password; nobody else is heard."""

import logging
from importlib import import_module

from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients import returns

log = logging.getLogger(__name__)

# The reader of each provider's reports, and what MAIL_HOOK_KEY is to it.
PROVIDERS = {
    "mailgun": ("MailgunTrackingWebhookView", "webhook_signing_key"),
    "mailersend": ("MailerSendTrackingWebhookView", "signing_secret"),
    "postmark": ("PostmarkTrackingWebhookView", "webhook_secret"),
    "brevo": ("BrevoTrackingWebhookView", "webhook_secret"),
    "sparkpost": ("SparkPostTrackingWebhookView", "webhook_secret"),
    "mailjet": ("MailjetTrackingWebhookView", "webhook_secret"),
}
NO_SUCH_PLACE = (RejectReason.BOUNCED, RejectReason.INVALID)


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
def mail_hook(request: HttpRequest, provider: str) -> HttpResponse:
    """200 once it was heard, 403 without the right signature, 400 for what nobody can read; then nothing is changed."""
    reader = reader_of(provider)
    if request.method == "HEAD":
        return HttpResponse()
    try:
        reader.run_validators(request)
        events = reader.parse_events(request)
    except AnymailWebhookValidationFailure:
        log.warning("a mail report under %s was not signed", provider)
        return HttpResponse(status=403)
    except (AttributeError, KeyError, TypeError, ValueError):
        return HttpResponse(status=400)
    for event in events:
        take(event)
    return HttpResponse()


def reader_of(provider: str) -> AnymailCoreWebhookView:
    """Raises Http404 for any provider but the one of the settings."""
    if provider not in PROVIDERS or provider != settings.MAIL_HOOK or not settings.MAIL_HOOK_KEY:
        raise Http404
    name, key = PROVIDERS[provider]
    view = getattr(import_module(f"anymail.webhooks.{provider}"), name)
    return view(**{key: settings.MAIL_HOOK_KEY})


def take(event: AnymailTrackingEvent) -> None:
    """A full mailbox or a slow server is the provider's patience, not ours: only what is final counts."""
    kind, address = event.event_type, event.recipient
    if not address:
        return
    is_refused = kind == EventType.REJECTED and event.reject_reason in NO_SUCH_PLACE
    if kind == EventType.BOUNCED or is_refused:
        words = event.mta_response or event.description or "the provider could not deliver it"
        returns.bounced(address, words, timezone.now())
    elif kind in (EventType.COMPLAINED, EventType.UNSUBSCRIBED):
        returns.complained(address)
