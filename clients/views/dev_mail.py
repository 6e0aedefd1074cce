"""The mail that a development machine would have sent. It exists only with DEBUG and files in place of a server."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Written:
    name: str
    message: EmailMessage

    @property
    def at(self) -> datetime:
        return self.message["Date"].datetime

    def part(self, kind: str) -> str:
        body = self.message.get_body(preferencelist=(kind,))
        return body.get_content() if body else ""

    @property
    def text(self) -> str:
        return self.part("plain")


def refuse_elsewhere() -> None:
    """Raises Http404 on any machine that really sends mail."""
    if not settings.SHOWS_MAIL:
        raise Http404


def dev_mail(request: HttpRequest) -> HttpResponse:
    """The newest mails, each with its text part."""
    refuse_elsewhere()
    files = sorted(Path(settings.MAIL_DIR).glob("*.eml"), reverse=True)[:NEWEST]
    return render(request, "clients/dev/mail.html", {"mails": [read(file) for file in files]})


@csp(
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "sandbox": ["allow-popups"],
        "frame-ancestors": ["'none'"],
    }
)
def dev_mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """One HTML part alone: mail needs inline styles, so it lives in a sandbox without scripts."""
    refuse_elsewhere()
    file = Path(settings.MAIL_DIR) / f"{name}.eml"
    if file.name != f"{name}.eml" or not file.is_file():
        raise Http404
    return HttpResponse(read(file).part("html"))


def read(file: Path) -> Written:
    return Written(file.stem, message_from_bytes(file.read_bytes(), policy=policy.default))
