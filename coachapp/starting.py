"""What stops the start: a machine that would lose a secret, a host or mail."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 32


def refuse_unsafe_start() -> None:
    """Without DEBUG: raise ImproperlyConfigured with every fault at once, each with what to do."""
    faults = [] if settings.DEBUG else production_faults()
    if faults:
        raise ImproperlyConfigured("Coachapp does not start like this:\n- " + "\n- ".join(faults))


def production_faults() -> list[str]:
    """Why this machine must not serve real people; empty where it may."""
    found = []
    key = secret_key()
    if len(key) < SHORTEST_SECRET or key.startswith("django-insecure"):
        found.append(
            "SECRET_KEY is missing, short or a development one. Set 50 random characters; .env.example shows how."
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS does not name this site. Set ALLOWED_HOSTS=coach.example.org.")
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if on_postgres and settings.CELERY_BROKER_URL.startswith("filesystem"):
        found.append(
            "PostgreSQL with the embedded broker: a worker elsewhere would never hear of work. "
            "Set CELERY_BROKER_URL=redis://…"
        )
    return found


def secret_key() -> str:
    """The key, or nothing where Django itself refuses to give an empty one."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""
