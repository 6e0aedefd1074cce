"""One mail on the line: who is named when, what is waited for, and what an answer means."""

import smtplib
import socket
import threading

import pytest

from coachapp.lib import smtp
from coachapp.lib.mail import nothing

US, MAYA, MUM = "us@coach.example", "maya@demo.example", "mum@demo.example"
AFTER_BODY = "after the body: "
BODY = b"Subject: Today\r\n\r\n.hidden\r\n"


class Relay:
    """A server of one connection that says `answers` in turn, each list of them only once as many lines have come.

    What it says to a body waits for `until`, and is never said where that does not come.
    """

    def __init__(
        self,
        *answers: str,
        extensions: tuple[str, ...] = ("PIPELINING",),
        until: threading.Event | None = None,
    ) -> None:
        self.answers, self.extensions, self.until = answers, extensions, until
        self.heard: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    @property
    def port(self) -> int:
        return self.listening.getsockname()[1]

    def serve(self) -> None:
        line, _address = self.listening.accept()
        with line, line.makefile("rb") as reading:
            line.sendall(b"220 relay\r\n")
            reading.readline()
            offered = ["relay", *self.extensions]
            line.sendall(
                "".join(
                    f"250{'-' if n < len(offered) - 1 else ' '}{name}\r\n"
                    for n, name in enumerate(offered)
                ).encode()
            )
            for answer in self.answers:
                together = answer.split("|")
                for one in together:
                    self.hear(reading, is_body=one.startswith(AFTER_BODY))
                if self.until and answer.startswith(AFTER_BODY) and not self.until.wait(2):
                    return
                line.sendall(
                    "".join(f"{one.removeprefix(AFTER_BODY)}\r\n" for one in together).encode()
                )
            self.hear(reading)

    def hear(self, reading, *, is_body: bool = False) -> None:
        line = reading.readline()
        self.heard.append(line.decode().rstrip())
        while is_body and line != b".\r\n":
            line = reading.readline()
            self.heard.append(line.decode().rstrip())


@pytest.fixture
def relay():
    """Give it the answers; hand `BODY` over; it gives what was raised or what came back, and what it heard."""

    def hand_over(
        *answers: str, copies=(), extensions=("PIPELINING",), until=None, meanwhile=nothing
    ):
        server = Relay(*answers, extensions=extensions, until=until)
        with socket.socket():
            line = smtplib.SMTP("127.0.0.1", server.port, timeout=5)
            try:
                came = smtp.transact(line, US, MAYA, copies, BODY, meanwhile)
            except smtplib.SMTPException as error:
                came = error
            line.close()
        server.thread.join(5)
        server.listening.close()
        return came, server.heard

    return hand_over


def test_a_relay_that_is_far_away_is_waited_for_once_before_the_body(relay):
    came, heard = relay("250 ok|250 ok|354 go", AFTER_BODY + "250 taken")
    assert came == []
    assert heard[:3] == [f"MAIL FROM:<{US}>", f"RCPT TO:<{MAYA}>", "DATA"]
    assert heard[3:7] == ["Subject: Today", "", "..hidden", "."]


def test_what_is_done_meanwhile_is_done_before_the_answer_to_the_body_is_waited_for(relay):
    thought = threading.Event()

    came, _heard = relay(
        "250 ok|250 ok|354 go", AFTER_BODY + "250 taken", meanwhile=thought.set, until=thought
    )

    assert came == []


def test_a_server_that_does_not_offer_it_is_asked_line_by_line(relay):
    came, heard = relay("250 ok", "250 ok", "354 go", AFTER_BODY + "250 taken", extensions=())
    assert came == []
    assert heard[:3] == [f"MAIL FROM:<{US}>", f"RCPT TO:<{MAYA}>", "DATA"]


def test_an_athlete_under_18_is_named_only_after_the_adult_was_taken(relay):
    came, heard = relay("250 ok", "550 nobody", "250 reset", copies=[MUM])
    assert isinstance(came, smtplib.SMTPRecipientsRefused)
    assert came.recipients == {MUM: (550, b"nobody")}
    assert heard[:3] == [f"MAIL FROM:<{US}>", f"RCPT TO:<{MUM}>", "rset"]


@pytest.mark.parametrize(
    ("answers", "kind", "code"),
    [
        ("450 not now|503 no|503 no", smtplib.SMTPSenderRefused, 450),
        ("250 ok|550 nobody|503 no", smtplib.SMTPRecipientsRefused, 550),
        ("250 ok|250 ok|451 full", smtplib.SMTPDataError, 451),
    ],
)
def test_a_no_before_the_body_is_what_it_was_said_to(relay, answers, kind, code):
    came, heard = relay(answers, "250 reset")
    assert isinstance(came, kind)
    said = came.recipients[MAYA][0] if kind is smtplib.SMTPRecipientsRefused else came.smtp_code
    assert said == code
    assert heard[3] == "rset"


def test_a_server_that_wants_a_body_for_nobody_gets_an_empty_one(relay):
    came, heard = relay("250 ok|550 nobody|354 go", AFTER_BODY + "554 for nobody", "250 reset")
    assert isinstance(came, smtplib.SMTPRecipientsRefused)
    assert heard[3:5] == [".", "rset"]


def test_a_body_that_is_not_taken_is_an_error_of_the_body(relay):
    came, _heard = relay("250 ok|250 ok|354 go", AFTER_BODY + "552 too large", "250 reset")
    assert isinstance(came, smtplib.SMTPDataError)
    assert came.smtp_code == 552


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<c@d.example>", '"a\r\nRSET"@b.example', "a\n@b.example"]
)
def test_no_address_can_say_a_second_line(address):
    with pytest.raises(ValueError):
        smtp.envelope(address)
