"""What an athlete sees first."""

from django.urls import reverse


def test_today_opens_for_an_athlete(client, maya):
    client.force_login(maya.user)
    page = client.get(reverse("clients:today"))
    assert page.status_code == 200


def test_a_coach_without_a_coach_is_sent_to_the_desk(client, robin):
    client.force_login(robin)
    assert client.get(reverse("clients:today")).url == reverse("admin:index")
