"""One file for every machine: they differ by environment variables only, and the embedded defaults need no service.

`.env.example` lists the variables.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

env = environ.Env()
# An empty variable is one that is not set, so that .env.example works as it stands.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}
FLAGS = {
    "on": True,
    "true": True,
    "1": True,
    "yes": True,
    "off": False,
    "false": False,
    "0": False,
    "no": False,
}


def flag(name: str, default: bool) -> bool:
    """An on/off variable. A misspelt one stops the start instead of reading as off."""
    typed = env(name, default="").strip().lower()
    if typed and typed not in FLAGS:
        raise ImproperlyConfigured(f"{name}={typed}: use on or off.")
    return FLAGS[typed] if typed else default


BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = flag("DEBUG", default=False)
VAR = BASE_DIR / env("VAR_DIR", default="var/own")
VAR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if DEBUG and not SECRET_KEY:  # without DEBUG an empty key stops the start
    key = VAR / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(get_random_secret_key())
    SECRET_KEY = key.read_text()

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
BASE_URL = env("BASE_URL", default=f"http://localhost:{env('PORT', default='') or 8000}").rstrip(
    "/"
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "coachapp.apps.CoachAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "import_export",
    "simple_history",
    "django_htmx",
    "csp",
    "anymail",
    "coachapp",
    "plans",
    "clients",
]

MIDDLEWARE = [
    "coachapp.lib.middleware.PlainOutage",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads with random bytes, so that a length tells no secret
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coachapp.lib.middleware.PrivatePages",
    "coachapp.lib.middleware.LocalTime",
    "coachapp.words.CoachsWords",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# Numbers for Prometheus at /metrics, for whoever knows this token.
METRICS_TOKEN = env("METRICS_TOKEN", default="")
if METRICS_TOKEN:
    if find_spec("django_prometheus") is None:
        raise ImproperlyConfigured(
            "METRICS_TOKEN is set and django-prometheus is missing: install the extra “monitoring”."
        )
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")

ROOT_URLCONF = "coachapp.urls"
WSGI_APPLICATION = "coachapp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

MAIL_CONNECTIONS = env.int("MAIL_CONNECTIONS", default=1)  # to the mail server, in each worker
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'coachapp.sqlite3'}")}
db = DATABASES["default"]
if db["ENGINE"].endswith("sqlite3"):
    db.setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",  # a read-then-write transaction takes its lock at BEGIN, where `timeout` applies
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
    # A file like the real one: in memory, who reads a table is refused while somebody writes to it.
    db["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # Parameters travel apart from the SQL, and what is asked often keeps its plan on the connection.
    db.setdefault("OPTIONS", {}).update(
        connect_timeout=5, server_side_binding=True, prepare_threshold=5
    )
    if flag("DB_POOL", default=not DEBUG):
        db["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": 2
            + 2 * MAIL_CONNECTIONS,  # each line to the mail server settles its own rows
            "timeout": 5,
        }

CACHES = {
    # allauth's limits must hold over all processes; `manage.py up` makes the table
    "default": env.cache_url_config("dbcache://cache"),
    # API throttles; nothing that matters
    "fast": env.cache_url("CACHE_URL", default="locmemcache://"),
}

if CACHES["fast"]["BACKEND"].endswith("RedisCache"):
    # Where it is away, nobody waits for it.
    CACHES["fast"]["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1}

# People

AUTH_USER_MODEL = "coachapp.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "coachapp.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "coachapp.forms.CoachSignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {"login": "coachapp.sign_in_form.PasswordForm"}
# Counted in the database cache, so over all processes; "join" is ours.
ACCOUNT_RATE_LIMITS = {"join": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Coachapp"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False  # costs 5-6 SQL a request
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Pages

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["coachapp.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / env("STATIC_ROOT", default="staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SELF, NONE = "'self'", "'none'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Nothing leaves the site; "no-referrer" would send forms with "Origin: null", which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the phone's outbox reads it before it sends again
CSRF_FAILURE_VIEW = "coachapp.views.csrf_failure"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
    SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if BASE_URL.startswith("https://") else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Post

MAIL_DIR = VAR / "mail"
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "coachapp.lib.mail.EmlFileBackend"
# A machine of development writes mail to files and shows them at /dev/mail/.
SHOWS_MAIL = DEBUG and not EMAIL_URL
EMAIL_TIMEOUT = 15  # a hanging server may hold a worker 30 s: connecting and one answer
MAIL_HOOK, MAIL_HOOK_KEY = env("MAIL_HOOK", default=""), env("MAIL_HOOK_KEY", default="")
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=0)  # what the provider takes; 0 is no limit
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Coachapp <coachapp@localhost>")

# Worker

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    queue, control = VAR / "broker" / "queue", VAR / "broker" / "control"
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_TIMEZONE = "UTC"

# API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "coachapp.api.access.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "coachapp.api.access.IsNotTheOperator",
        "coachapp.api.access.MayUseTheKey",
    ],
    "DEFAULT_THROTTLE_CLASSES": [
        "coachapp.api.access.ReadsThrottle",
        "coachapp.api.access.WritesThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"reads": "600/min", "writes": "120/min", "guesses": "30/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "EXCEPTION_HANDLER": "coachapp.api.errors.answer_for",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "coachapp.api.access.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Coachapp",
    "DESCRIPTION": "What the pages do, for programs.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "coachapp.api.schema.say_what_may_come_back",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Audience": "plans.models.Plan.AUDIENCES",
        "ExerciseKind": "plans.models.Exercise.Kind",
        "KeepReason": "clients.models.RuleOverride.Reason",
        "LineSide": "plans.labels.SIDES.items",
        "LoggedKind": "clients.api.log_input.LOGGED_KINDS",
        "PlaceKind": "clients.models.PainReport.Kind",
        "PlaceSide": "clients.models.PainReport.Side",
        "Region": "plans.labels.REGIONS.items",
        "RunType": "plans.labels.RUN_TYPES.items",
        "SessionKind": "plans.labels.KINDS.items",
        "SetSide": "clients.models.SetLog.Side",
        "SkipReason": "clients.models.SessionLog.SkipReason",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = False
# The address is unique without regard to case, by a constraint over Lower("email").
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "coachapp.lib.masking.MaskKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}},
}
