"""One mail on an SMTP line: addresses and a body that already stand as the line wants them.

smtplib's own goes on with whomever the server takes, and that could be the first address alone; it also
reads every address and every body anew, and waits for an answer to each line by itself.
"""

import re
import smtplib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NoReturn

from django.core.mail.message import sanitize_address

PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
GO_AHEAD, NOT_TAKEN, PERMANENT = 354, 400, 500
END = b".\r\n"

Answer = tuple[int, bytes]


def transact(
    server: smtplib.SMTP,
    sender: str,
    to: str,
    copies: Sequence[str],
    wire: bytes,
    meanwhile: Callable[[], None],
) -> list[str]:
    """Hand `wire` over to `to` and the `copies`; gives the copies that were refused for good.

    Where there are copies, it goes to nobody unless one of them at least is taken. `meanwhile` is
    called when the body is on its way, before its answer is waited for.
    Raises SMTPSenderRefused, SMTPRecipientsRefused and SMTPDataError after a reset: then nobody has
    got it. Raises ValueError for an address that cannot be one.
    """
    server.ehlo_or_helo_if_needed()
    how = " BODY=8BITMIME" if not wire.isascii() and server.has_extn("8bitmime") else ""
    begin = f"FROM:{envelope(sender)}{how}"
    if not copies and server.has_extn("pipelining"):
        in_one_go(server, begin, sender, to)
        refused = []
    else:
        refused = step_by_step(server, begin, sender, to, copies)
    stuffed = wire.replace(b"\r\n.", b"\r\n..")  # a line that begins with a dot gets another
    server.send(stuffed + END)
    meanwhile()
    code, words = server.getreply()
    if code >= NOT_TAKEN:
        give_up(server, smtplib.SMTPDataError(code, words))
    return refused


def in_one_go(server: smtplib.SMTP, begin: str, sender: str, to: str) -> None:
    """As far as the body, in one write (RFC 2920): a relay that is far away is waited for once, not three times."""
    lines = f"MAIL {begin}", f"RCPT TO:{envelope(to)}", "DATA"
    server.send("".join(f"{line}\r\n" for line in lines))
    began, taken, ready = (server.getreply() for _line in lines)
    if began[0] < NOT_TAKEN and taken[0] < NOT_TAKEN and ready[0] == GO_AHEAD:
        return
    if ready[0] == GO_AHEAD:  # it wants a body although nobody is to get it
        server.send(END)
        server.getreply()
    refuse(server, began, sender)
    refuse(server, taken, sender, to)
    give_up(server, smtplib.SMTPDataError(*ready))


def step_by_step(
    server: smtplib.SMTP, begin: str, sender: str, to: str, copies: Sequence[str]
) -> list[str]:
    """As far as the body, each answer awaited: the athlete is named only after an adult was taken."""
    refuse(server, server.docmd("MAIL", begin), sender)
    refused: dict[str, Answer] = {}
    for copy in copies:
        answer = server.docmd("RCPT", f"TO:{envelope(copy)}")
        if answer[0] >= PERMANENT:
            refused[copy] = answer
        else:
            refuse(server, answer, sender, copy)
    if copies and len(refused) == len(copies):
        give_up(server, smtplib.SMTPRecipientsRefused(refused))
    refuse(server, server.docmd("RCPT", f"TO:{envelope(to)}"), sender, to)
    ready = server.docmd("DATA")
    if ready[0] != GO_AHEAD:
        give_up(server, smtplib.SMTPDataError(*ready))
    return list(refused)


def refuse(server: smtplib.SMTP, answer: Answer, sender: str, address: str = "") -> None:
    """Raise what `answer` says of the sender, or of `address`; nothing where it was taken."""
    if answer[0] < NOT_TAKEN:
        return
    if not address:
        give_up(server, smtplib.SMTPSenderRefused(*answer, sender))
    give_up(server, smtplib.SMTPRecipientsRefused({address: answer}))


def give_up(server: smtplib.SMTP, error: Exception) -> NoReturn:
    server.rset()
    raise error


@lru_cache(1000)
def envelope(address: str) -> str:
    """`address` as SMTP names it, in its brackets. Raises ValueError for what is none, and for a line end in it."""
    plain = PLAIN_ADDRESS.fullmatch(address)
    return f"<{address}>" if plain else smtplib.quoteaddr(sanitize_address(address, "utf-8"))
