"""Prometheus reads numbers with its token; for everybody else there is no such page."""

import subprocess

import pytest

from clients.models import Heartbeat, MailDay
from tests import machine

TOKEN = "token-of-the-prometheus-server"
WITH_TOKEN = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


@pytest.fixture
def counted(db, now, today):
    MailDay.objects.add(today, {"sent": 3, "within_10s": 2, "within_1m": 1, "late_s": 50})
    MailDay.objects.add(today, {"sent": 1, "failed": 1, "later": 1, "late_s": 4000})
    Heartbeat.objects.beat("send_ready", now)


def test_the_numbers_of_all_workers_are_added_up(client, settings, counted):
    settings.METRICS_TOKEN = TOKEN

    page = client.get("/metrics", **WITH_TOKEN).content.decode()

    assert 'coachapp_mail_total{outcome="sent"} 4.0' in page
    assert 'coachapp_mail_total{outcome="failed"} 1.0' in page
    assert 'coachapp_mail_late_seconds_bucket{le="60"} 3.0' in page
    assert 'coachapp_mail_late_seconds_bucket{le="+Inf"} 4.0' in page
    assert "coachapp_mail_late_seconds_sum 4050.0" in page
    assert 'coachapp_worker_looked_at{part="send_ready"} 1.7955882e+09' in page


@pytest.mark.parametrize("said", [{}, {"HTTP_AUTHORIZATION": "Bearer another"}])
def test_a_stranger_finds_no_such_page(client, settings, counted, said):
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/metrics", **said).status_code == 404


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings, db):
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_a_house_with_the_token_starts_with_its_middleware(tmp_path):
    words = ("shell", "-c", "from django.conf import settings; print(settings.MIDDLEWARE[0])")
    run: subprocess.CompletedProcess = machine.manage(
        *words, var=tmp_path, DEBUG="on", METRICS_TOKEN=TOKEN
    )
    assert "PrometheusBeforeMiddleware" in run.stdout, run.stderr
