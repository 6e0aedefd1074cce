"""A mail server that a test can make take, refuse, postpone, drop, hang, or answer too late to be heard."""

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

LONGER_THAN_ANYBODY_WAITS_S = 60


class MailServer:
    """`at_rcpt` and `at_data` are what it says there: a reply such as "550 no", or one of the faults below.

    They apply to every mail, or by `only_for` to one address. Like most relays it `pipelines`.
    """

    DROP = "drop"
    HANG = "hang"
    LOSE_REPLY = "lose reply"

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.connections = 0
        self.at_mail = self.at_rcpt = ""
        self.at_data = ""
        self.only_for = ""
        self.pipelines = True
        self.controller = CountingController(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return self.controller.port

    def start(self) -> None:
        self.controller.start()
        self.connections = 0  # the controller has tried itself

    def stop(self) -> None:
        self.controller.stop()

    def heal(self) -> None:
        self.at_mail = self.at_rcpt = self.at_data = ""

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.messages if mail["To"] == address]

    def applies(self, address: str) -> bool:
        return self.only_for in ("", address)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802  aiosmtpd's name
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]] if self.pipelines else responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if self.at_mail:
            return await self.answer(server, self.at_mail)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if self.at_rcpt and self.applies(address):
            return await self.answer(server, self.at_rcpt)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        if self.at_data and self.applies(envelope.rcpt_tos[0]):
            if self.at_data == self.LOSE_REPLY:
                self.keep(envelope)
            return await self.answer(server, self.at_data)
        self.keep(envelope)
        return "250 OK"

    def keep(self, envelope) -> None:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))

    async def answer(self, server, said: str) -> str:
        if said in (self.DROP, self.LOSE_REPLY):
            server.transport.abort()
            return "421 gone"
        if said == self.HANG:
            await asyncio.sleep(LONGER_THAN_ANYBODY_WAITS_S)
        return said


class CountingController(Controller):
    """Counts the connections, so that a test can see that many mails share one."""

    def __init__(self, server: MailServer, **options) -> None:
        super().__init__(server, **options)
        self.server_of_tests = server

    def factory(self) -> SMTP:
        self.server_of_tests.connections += 1
        return super().factory()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
