"""What the tests of the phone without signal share."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Error

WAITING = """() => new Promise((done) => {
  const asked = indexedDB.open("coachapp", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})"""


def until(page, holds, seconds=15):
    """Wait for what happens behind the page."""
    for _again in range(seconds * 5):
        with suppress(Error):  # the page may be on its way to another one
            if holds():
                return
        page.wait_for_timeout(200)
    assert holds()


def sign_in(context, live_server, person):
    session = SessionStore()
    session[SESSION_KEY] = str(person.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
    context.add_cookies([cookie | {"url": live_server.url}])
