"""The settings: one file for every place, and the environment decides.

What the variables mean stands in docs/operations.md. A missing or malformed one stops the process
with one line that names it (``config.env.Misconfigured``).
"""

from datetime import date
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from complaints.law import UnreadableDecrees, calendar_with
from config import connections, env

django_stubs_ext.monkeypatch()  # so that ModelAdmin[Complaint] is more than an annotation

BASE_DIR = Path(__file__).resolve().parent.parent

# What kind of place this is.
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)  # marks every screen as a demonstration
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data")))

# The body whose complaints these are.
BODY_NAME = env.text("BODY_NAME")
BODY_ADDRESS = env.text("BODY_ADDRESS")
BODY_SENDER = env.text("BODY_SENDER")
BODY_CONTACT = env.text("BODY_CONTACT", parseaddr(BODY_SENDER)[1])  # on the public pages
BODY_URI = env.text("BODY_URI", "")  # of the body in the register of organisations (TOOI), for catalogues of data

# The law and the count, as far as they are settings.
EQUATED_DAYS_FILE: Path | None = env.file("EQUATED_DAYS_FILE")
try:
    calendar_with(EQUATED_DAYS_FILE)
except UnreadableDecrees as error:
    raise env.Misconfigured(f"EQUATED_DAYS_FILE: {error}") from None
COUNTING_BASIS: tuple[tuple[date, str], ...] = env.by_month(
    "COUNTING_BASIS",
    "0001-01:complainants, 2023-03:complaints",
    allowed=frozenset({"complainants", "complaints"}),
)

# From how much on a difference with what was published asks for a new edition before the end of the year:
# a number that moves by so many, a share by so many points.
CORRECTION_CELL = env.number("CORRECTION_CELL", default=5, least=1)
CORRECTION_SHARE = env.number("CORRECTION_SHARE", default=1, least=1)
# The smallest number of complaints that is published; smaller ones are hidden, and what betrays them. 0: none.
SMALLEST_PUBLISHED = env.number("SMALLEST_PUBLISHED", default=0)

# Policy, not law: within how many working days the body does what the law sets no number for.
ACKNOWLEDGEMENT_WORKING_DAYS = env.number("ACKNOWLEDGEMENT_WORKING_DAYS", default=5, least=1)
FIRST_CONTACT_WORKING_DAYS = env.number("FIRST_CONTACT_WORKING_DAYS", default=5, least=1)
COPY_WORKING_DAYS = env.number("COPY_WORKING_DAYS", default=5, least=1)

# A citizen service number is kept only where the law lets the body do so; "" keeps none.
BSN_LEGAL_BASIS = env.text("BSN_LEGAL_BASIS", "")

# Letters of these kinds are read by a second person before they are fixed (complaints.E004 checks the names).
LETTERS_READ_BY_TWO = env.items("LETTERS_READ_BY_TWO")

# Letters by e-mail: where they wait for who gets a notice, or whether the mail itself is safe enough to hold them.
LETTERS_WAIT_AT = connections.page("LETTERS_WAIT_AT")
MAIL_IS_SAFE = env.flag("MAIL_IS_SAFE", default=False)

# Where people reach us. A demonstration may do without TLS; a register never does.
_site = connections.site("SITE_URL")
SITE_URL = _site.geturl()
OVER_TLS = _site.scheme == "https"
if not (OVER_TLS or DEMO or DEBUG):
    raise env.Misconfigured("SITE_URL must start with https:// (http is for DEMO and DEBUG only).")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", (_site.hostname or "",))
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", (SITE_URL,))

# Secrets.
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")

INSTALLED_APPS = [
    "complaints",  # before the admin: our templates go first
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"desk": "complaints.admin.tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The register. The owner migrates; the application's user has no more rights than it needs.
_statement_timeout_ms = env.number("STATEMENT_TIMEOUT_MS", default=0)
DATABASES: dict[str, dict[str, Any]] = {
    "default": connections.database(
        "DATABASE_URL",
        statement_timeout_ms=_statement_timeout_ms,
        pool_size=env.number("DATABASE_POOL", default=0),
    ),
}
if env.text("MIGRATE_DATABASE_URL", ""):
    DATABASES["owner"] = connections.database("MIGRATE_DATABASE_URL", statement_timeout_ms=0, pool_size=0)
    # The owner makes the tests' database, and the tests run as the application's user.
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The broker; what Celery does with it is in config/celery.py.
REDIS_URL = connections.broker("REDIS_URL")

# The jobs: who is told from outside that alerts went out, and how long their runs are kept.
HEARTBEAT_URL = connections.page("HEARTBEAT_URL")
JOB_RUNS_DAYS = env.number("JOB_RUNS_DAYS", default=400, least=1)

# People and their sessions.
AUTH_USER_MODEL = "complaints.User"
LOGIN_URL = "admin:login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 10 * 60 * 60  # seconds: a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = OVER_TLS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# What browsers are told. Health is asked by machines, without TLS.
SECURE_SSL_REDIRECT = OVER_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^statusz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=365 * 24 * 60 * 60) if OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OVER_TLS
if env.flag("BEHIND_PROXY", default=False):  # only where the proxy always sets this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# Languages and time. The law counts in Amsterdam.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# Style sheets and scripts: collected in production, straight from the source elsewhere.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = env.flag("STATIC_FROM_SOURCE", default=DEBUG or DEMO)
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else env.text("STATIC_ROOT", f"{BASE_DIR}/staticfiles")
STORAGES: dict[str, dict[str, Any]] = {
    "default": connections.files("FILES_URL", str(DATA_DIR / "files")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# What people send in: limited while it arrives, examined by its content, scanned where a scanner is.
FILE_UPLOAD_HANDLERS = ["complaints.admin.uploads.Limited"]
DOCUMENT_MOST_BYTES = env.number("DOCUMENT_MAX_MB", default=25, least=1) * 2**20
CLAMD = connections.clamd("CLAMD_URL")

# Mail.
_mail = connections.mail("EMAIL_URL")
EMAIL_BACKEND = _mail.backend
EMAIL_HOST = _mail.host
EMAIL_PORT = _mail.port
EMAIL_HOST_USER = _mail.user
EMAIL_HOST_PASSWORD = _mail.password
EMAIL_USE_TLS = _mail.starttls
EMAIL_USE_SSL = _mail.tls
EMAIL_FILE_PATH = _mail.directory
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs must not hold the outbox
DEFAULT_FROM_EMAIL = SERVER_EMAIL = BODY_SENDER

# Webhooks: hosts of the body's own network that may be called all the same, and on which ports any is.
WEBHOOK_ALLOWED_HOSTS = frozenset(host.lower() for host in env.items("WEBHOOK_ALLOWED_HOSTS"))
WEBHOOK_PORTS = connections.ports("WEBHOOK_PORTS", "443")

# The API speaks JSON to who signed in, and says no to all others.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# The log: everything to standard error, for whoever runs the process to keep.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.one_of("LOG_LEVEL", "INFO", LOG_LEVELS)},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
