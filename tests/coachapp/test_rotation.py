"""A new secret key with the old one among the fallbacks breaks nothing; without it, everything that was signed."""

import uuid

import pytest
from django.urls import reverse

from coachapp.lib import links
from tests.conftest import NOW, TODAY

NEW = "another-key-of-fifty-characters-that-is-not-the-old"


@pytest.fixture
def rotate(settings):
    def rotate(*, keep_old: bool) -> None:
        old = settings.SECRET_KEY
        settings.SECRET_KEY = NEW
        settings.SECRET_KEY_FALLBACKS = [old] if keep_old else []

    return rotate


@pytest.mark.parametrize("keep_old", [True, False])
def test_who_is_signed_in_stays_so_while_the_old_key_is_kept(client, maya, rotate, keep_old):
    client.force_login(maya.user)
    rotate(keep_old=keep_old)
    answer = client.get(reverse("clients:settings"))
    assert answer.status_code == (200 if keep_old else 302)


def test_links_in_mail_go_on_working_while_the_old_key_is_kept(maya, rotate):
    act = links.Act("session", uuid.uuid4(), TODAY, maya.user.code)
    token, stop = links.act_token(act, NOW), links.unsubscribe_token(maya.user, "plan")
    nonce = links.random_key()
    invitation = links.fingerprint(links.invitation_key(nonce))

    rotate(keep_old=True)

    assert links.read_act(token, NOW) == act
    assert links.read_unsubscribe(stop) == (maya.user.code, "plan")
    assert links.invitation_link(nonce, invitation)


def test_without_the_old_key_links_are_dead(maya, rotate):
    stop = links.unsubscribe_token(maya.user, "plan")
    rotate(keep_old=False)
    with pytest.raises(links.DeadLink):
        links.read_unsubscribe(stop)
