"""A development machine keeps its mail in files and shows it; no other machine does."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from clients import letters, outbox


@pytest.fixture
def machine(settings, tmp_path):
    settings.SHOWS_MAIL, settings.MAIL_DIR = True, tmp_path
    settings.EMAIL_BACKEND = "coachapp.lib.mail.EmlFileBackend"
    return settings


@pytest.fixture
def written(machine, db, now):
    code = {"code": "K7-<b>QX4</b>"}
    letters.queue_account_mail("maya@demo.example", "account/email/login_code", code, now)
    outbox.send_batch(now)
    (file,) = machine.MAIL_DIR.iterdir()
    return file


def test_each_mail_is_one_file_that_any_mail_program_opens(written):
    whole = written.read_bytes()

    assert written.suffix == ".eml"
    assert b"\r\n\r\n" in whole and whole.count(b"\n") == whole.count(b"\r\n")
    assert b"To: maya@demo.example\r\n" in whole


def test_the_page_shows_the_text_part_as_text(client, written):
    page = client.get(reverse("clients:dev_mail"))

    assert "K7-&lt;b&gt;QX4&lt;/b&gt;" in page.text
    assert "unsafe" not in page["Content-Security-Policy"]


def test_the_html_part_opens_alone_in_a_sandbox_without_scripts(client, written):
    page = client.get(reverse("clients:dev_mail_html", args=[written.stem]))

    policy = page["Content-Security-Policy"]
    assert "<table" in page.text
    assert "sandbox" in policy and "script" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize("name", ["..", "../secret-key", "%2e%2e%2fsecret-key", "nothing"])
def test_a_name_leads_to_no_other_file(client, written, name):
    assert client.get(f"/dev/mail/{name}/").status_code == 404


def test_no_other_machine_has_the_page(client, written, settings):
    settings.SHOWS_MAIL = False

    assert client.get(reverse("clients:dev_mail")).status_code == 404
    address = reverse("clients:dev_mail_html", args=[written.stem])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "variables", [{"DEBUG": "off"}, {"DEBUG": "on", "EMAIL_URL": "smtp://127.0.0.1:25"}]
)
def test_production_and_a_machine_with_a_mail_server_show_no_mail(variables, tmp_path):
    said = {
        "SECRET_KEY": "k" * 50,
        "ALLOWED_HOSTS": "localhost",
        "VAR_DIR": str(tmp_path),
    } | variables
    ask = "from coachapp import settings; print(settings.SHOWS_MAIL)"
    told = subprocess.run(
        [sys.executable, "-c", ask], env=os.environ | said, capture_output=True, text=True
    )

    assert told.stdout.strip() == "False", told.stderr
