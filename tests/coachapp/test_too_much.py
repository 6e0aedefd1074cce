"""More than the site takes at once is refused in words; what was typed still stands in the browser."""

import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def test_a_sheet_of_six_megabytes_is_refused_with_what_to_do(desk, robin):
    plan = builders.plan(robin, published_at=None)
    sheet = "\n".join(["\t".join(["x" * 300] * 7)] * 3000)
    answer = desk.post(reverse("admin:plans_plan_paste", args=[plan.pk]), {"sheet": sheet})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "That was too much at once" in page and "Send it in smaller parts." in page
    assert plan.sessions.count() == 6


def test_a_form_of_five_thousand_fields_is_too_much_as_well(desk):
    fields = {f"text-{number}": "" for number in range(5000)}
    answer = desk.post(reverse("admin:sunday"), fields)
    assert answer.status_code == 400
    assert "That was too much at once" in answer.content.decode()
