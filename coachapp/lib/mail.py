"""Composing mail and handing it over. Which mail goes out, when and why is the outbox's business."""

import re
import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
PERMANENT = 500
CLOSING = 421


class Unsendable(Exception):
    """This mail can never go out as it is: an address or a header that no server takes."""


class Refused(Exception):
    """The server said no for good (5xx)."""


class Postponed(Exception):
    """The server said not now (4xx), or hung up during this mail. Others may go through."""


class ServerAway(Exception):
    """Nobody answers at the other end, or answers are too slow to wait for: leave it for a while."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready to be sent, with a text part that was written and an HTML part."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    headers: Mapping[str, str] = field(default_factory=dict)

    def message(self) -> EmailMultiAlternatives:
        """The mail as Django sends it; Message-ID and Date are ours, so a second delivery can be recognised."""
        standing = {"Message-ID": self.message_id, "Date": format_datetime(self.date)}
        mail = EmailMultiAlternatives(
            self.subject, self.text, to=[self.to], headers=standing | dict(self.headers)
        )
        mail.attach_alternative(self.html, "text/html")
        return mail


def render(folder: str, context: Mapping[str, object]) -> tuple[str, str, str]:
    """Subject, text part and HTML part of the templates in `folder`. The subject is one line."""
    subject, text, html = (
        render_to_string(f"{folder}/{part}", dict(context))
        for part in ("subject.txt", "message.txt", "message.html")
    )
    return one_line(subject), paragraphs(text), html


def one_line(words: str) -> str:
    return " ".join(words.split())


def paragraphs(text: str) -> str:
    """`text` with one empty line between its parts, however the template left them."""
    return EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def message_id(code: object) -> str:
    """The Message-ID of a row: the same at every try."""
    return f"<{code}@{urlsplit(settings.BASE_URL).hostname}>"


def one_click(unsubscribe_link: str) -> dict[str, str]:
    """Headers by which a mail program unsubscribes with one POST (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


class Line:
    """One connection for many mails. It opens when first needed, and again after the server hung up."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend
        self.accepted = 0

    def send(self, letter: Letter) -> None:
        """Return once the server has taken `letter`. Raises Unsendable, Refused, Postponed, ServerAway."""
        try:
            self.backend.open()
        except Exception as error:  # noqa: BLE001  each transport fails in its own way, all mean "later"
            self._lost(error)
        self._hand_over(letter)
        self.accepted += 1

    def _hand_over(self, letter: Letter) -> None:
        try:
            self.backend.send_messages([letter.message()])
        except smtplib.SMTPRecipientsRefused as error:
            self._answered(error, *next(iter(error.recipients.values())))
        except smtplib.SMTPDataError as error:
            self._answered(error, error.smtp_code, error.smtp_error)
        except (ValueError, TypeError, smtplib.SMTPNotSupportedError) as error:
            raise Unsendable(type(error).__name__) from error
        except Exception as error:  # noqa: BLE001  as above
            self._lost(error)

    def _answered(self, error: Exception, code: int, words: bytes | str) -> NoReturn:
        said = words.decode(errors="replace") if isinstance(words, bytes) else words
        if code >= PERMANENT:
            raise Refused(f"{code} {said}") from error
        if code == CLOSING:
            self._lost(error)
        raise Postponed(f"{code} {said}") from error

    def _lost(self, error: Exception) -> NoReturn:
        """The connection is gone. One that has carried mail may be opened again; a dead or slow server may not."""
        was_good, self.accepted = self.accepted > 0, 0
        self.close()
        if was_good and not timed_out(error):
            raise Postponed(str(error)) from error
        raise ServerAway(str(error)) from error

    def close(self) -> None:
        """Say goodbye where anybody listens."""
        with suppress(OSError):
            self.backend.close()


def timed_out(error: Exception) -> bool:
    """smtplib turns a reply that never came into a lost connection and keeps the reason behind it."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


@contextmanager
def connection() -> Iterator[Line]:
    """A line to the mail server of the settings, closed at the end."""
    line = Line(get_connection())
    try:
        yield line
    finally:
        line.close()


class EmlFileBackend(BaseEmailBackend):
    """For a machine without a mail server: each mail becomes one RFC 5322 file in MAIL_DIR."""

    def __init__(self, file_path: str | None = None, **options) -> None:
        super().__init__(**options)
        self.folder = Path(file_path or settings.MAIL_DIR)

    def send_messages(self, messages) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in messages:
            self._write(mail.message())
        return len(messages)

    def _write(self, message: Message) -> None:
        """Under a name that sorts by time. Readers never meet half a file."""
        moment = parsedate_to_datetime(message["Date"])
        row = message["Message-ID"].strip("<>").partition("@")[0]
        file = self.folder / f"{moment:%Y%m%dT%H%M%S}-{row}.eml"
        half = file.with_suffix(".part")
        # Django's own message class takes the line end.
        half.write_bytes(message.as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        half.replace(file)
