"""Composing mail and handing it over. Which mail goes out, when and why is the outbox's business."""

import binascii
import re
import smtplib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import forbid_multi_line_headers
from django.template.loader import render_to_string

from coachapp.lib import smtp

EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
LINE_END = re.compile(r"\r\n|\r|\n")
SHORT_LINE, LONGEST_LINE = 78, 998  # RFC 5322: should not, must not be longer
UTF8 = "utf-8"
CLOSING = 421


class Unsendable(Exception):
    """This mail can never go out as it is: an address or a header that no server takes."""


class Refused(Exception):
    """The server said no for good (5xx), to `address` where it said to which."""

    def __init__(self, words: str, address: str = "") -> None:
        super().__init__(words)
        self.address = address


class Postponed(Exception):
    """The server said not now (4xx), or hung up during this mail. Others may go through."""


class ServerAway(Exception):
    """Nobody answers at the other end, or answers are too slow to wait for: leave it for a while."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready to be sent, with a text part that was written and an HTML part.

    `copies` are addresses without which it goes to nobody: one of them at least has to be taken.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    copies: Sequence[str] = ()

    def message(self) -> EmailMultiAlternatives:
        """The mail as Django sends it; Message-ID and Date are ours, so a second delivery can be recognised."""
        standing = {"Message-ID": self.message_id, "Date": format_datetime(self.date)}
        mail = EmailMultiAlternatives(
            self.subject,
            self.text,
            to=[self.to],
            cc=list(self.copies),
            headers=standing | dict(self.headers),
        )
        mail.attach_alternative(self.html, "text/html")
        return mail

    def wire(self) -> bytes:
        """What `message` becomes on an SMTP line, written out: the email package takes eight times as long.

        The boundary comes from the Message-ID, so a repeat is the same to the last byte.
        Raises ValueError for a header of several lines.
        """
        boundary = f"=={self.message_id.strip('<>').partition('@')[0]}=="
        head = {
            "Content-Type": f'multipart/alternative; boundary="{boundary}"',
            "MIME-Version": "1.0",
            "Subject": self.subject,
            "From": settings.DEFAULT_FROM_EMAIL,
            "To": self.to,
            **({"Cc": ", ".join(self.copies)} if self.copies else {}),
            "Message-ID": self.message_id,
            "Date": date_line(self.date),
        }
        lines = [header_line(*each) for each in (head | dict(self.headers)).items()]
        return b"\r\n".join(
            (
                "\r\n".join(lines).encode(),
                *(b"", f"--{boundary}".encode(), part("plain", self.text)),
                *(b"", f"--{boundary}".encode(), part("html", self.html)),
                *(b"", f"--{boundary}--".encode(), b""),
            )
        )


def header_line(name: str, value: str) -> str:
    """One header as Django's classes write it; an address or a key that has no space is not folded."""
    if value.isascii() and value.isprintable():
        fits = len(name) + len(value) + 2 <= SHORT_LINE
        if fits or (" " not in value and len(value) < LONGEST_LINE - SHORT_LINE):
            return f"{name}: {value}"
    name, value = forbid_multi_line_headers(name, value, UTF8)
    folded = Header(value, header_name=name).encode(linesep="\r\n", maxlinelen=SHORT_LINE)
    return f"{name}: {folded}"


def part(kind: str, text: str) -> bytes:
    """A text part with its head. Quoted-printable only where a line is longer than mail may carry."""
    plain_ends = "\r" not in text
    lines = text.replace("\n", "\r\n") if plain_ends else LINE_END.sub("\r\n", text)
    body, encoding = lines.encode(), "7bit" if text.isascii() else "8bit"
    if max(map(len, body.split(b"\r\n"))) > LONGEST_LINE:
        short = binascii.b2a_qp(LINE_END.sub("\n", text).encode())
        body, encoding = short.replace(b"\n", b"\r\n"), "quoted-printable"
    head = (
        f'Content-Type: text/{kind}; charset="{UTF8}"\r\nMIME-Version: 1.0\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body


date_line = lru_cache(10)(format_datetime)
"""A batch has one moment."""


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


def nothing() -> None:
    """What is done meanwhile where there is nothing to do."""


class Line:
    """One connection for many mails. It opens when first needed, and again after the server hung up."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend
        self.accepted = 0

    def send(self, letter: Letter, meanwhile: Callable[[], None] = nothing) -> Sequence[str]:
        """Return once the server has taken `letter`, with the copies that it refused for good.

        `meanwhile` is called while an SMTP server thinks about it, and must raise nothing.
        Raises Unsendable, Refused, Postponed, ServerAway.
        """
        try:
            self.backend.open()
        except Exception as error:  # noqa: BLE001  each transport fails in its own way, all mean "later"
            self._lost(error)
        refused = self._hand_over(letter, meanwhile)
        self.accepted += 1
        return refused

    def _hand_over(self, letter: Letter, meanwhile: Callable[[], None]) -> Sequence[str]:
        try:
            if type(self.backend) is not EmailBackend:
                self.backend.send_messages([letter.message()])
            else:
                return smtp.transact(
                    self.backend.connection,
                    settings.DEFAULT_FROM_EMAIL,
                    letter.to,
                    letter.copies,
                    letter.wire(),
                    meanwhile,
                )
        except smtplib.SMTPRecipientsRefused as error:
            address, (code, words) = next(iter(error.recipients.items()))
            self._answered(error, code, words, address)
        except smtplib.SMTPDataError as error:
            self._answered(error, error.smtp_code, error.smtp_error)
        except (ValueError, TypeError, smtplib.SMTPNotSupportedError) as error:
            raise Unsendable(type(error).__name__) from error
        except Exception as error:  # noqa: BLE001  as above
            self._lost(error)
        return ()

    def _answered(
        self, error: Exception, code: int, words: bytes | str, address: str = ""
    ) -> NoReturn:
        said = words.decode(errors="replace") if isinstance(words, bytes) else words
        if code >= smtp.PERMANENT:
            raise Refused(f"{code} {said}", address) from error
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
