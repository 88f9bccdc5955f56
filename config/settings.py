"""Settings, read from the environment only. `docs/settings.md` lists every variable.

Importing this module has no side effects beyond reading: no server is started, no file
is written (type checkers and documentation builders import it). With no `DATABASE_URL`
the project runs on the embedded PostgreSQL, with no `REDIS_URL` on the embedded Valkey;
`config.embedded` knows where both live and starts them from the entry points.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import embedded
from config.logs import logging_config

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = embedded.var_dir()
IS_EMBEDDED = embedded.is_embedded()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded.secret("session")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys of their own, so that each can be rotated without breaking what the others protect.
# The first signs; the later ones still verify.
LINK_KEYS = env.list("LINK_KEYS", default=[]) or [embedded.secret("links")]
SUPPRESSION_KEYS = env.list("SUPPRESSION_KEYS", default=[]) or [embedded.secret("suppression")]
WEBHOOK_KEYS = env.list("WEBHOOK_KEYS", default=[]) or [embedded.secret("webhooks")]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "campaigns",
    "complaints",
    "surveys",
    "loyalty",
    "sales",
    "messaging",
    "customers",
    "core",
    "config.apps.ConfigApp",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "phonenumber_field",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.DevicePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.resending.LogInMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "core.middleware.UserPreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "core.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.frame",
            ],
        },
    },
]

# --- Database and Redis -------------------------------------------------------------------

_database = env.db_url_config(embedded.database_url())
PGBOUNCER = env.bool("PGBOUNCER", default=False)
# Sent when connecting, which PgBouncer refuses: behind it the role carries them (see docs/operations.md).
_time_limits = (
    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=30_000)}"
    " -c idle_in_transaction_session_timeout=60000"
    " -c lock_timeout=10000"
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": _database
    | {
        "ENGINE": "config.postgres",
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        # Behind PgBouncer in transaction mode, server-side cursors do not survive.
        "DISABLE_SERVER_SIDE_CURSORS": PGBOUNCER,
        # What the address says (host of a socket, sslmode …) stays.
        "OPTIONS": _database.get("OPTIONS", {}) | ({} if PGBOUNCER else {"options": _time_limits}),
        "TEST": {"NAME": env.str("DATABASE_TEST_NAME", default="test_regulars")},
    },
}
REDIS_URL = embedded.redis_url()
CACHES = {
    "default": {
        "BACKEND": "core.caching.FallbackCache",
        "LOCATION": embedded.cache_url(),
        "KEY_PREFIX": "regulars",
    },
}

# --- Celery -------------------------------------------------------------------------------

CELERY_BROKER_URL = embedded.broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A pool process that grew beyond this (kB) is replaced after its task.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 350_000
CELERY_TASK_TIME_LIMIT = 3600
CELERY_TASK_SOFT_TIME_LIMIT = 3540
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,
    # A dead broker must not hold a web request: publishing gives up quickly, the sweep finds the row.
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# How many pieces of long work (imports, recomputing) run at a time: fewer than there are worker processes.
JOBS_AT_ONCE = env.int("JOBS_AT_ONCE", default=1)
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "run" / "celerybeat-schedule")

# --- Messages to customers -----------------------------------------------------------------

# Without a server they land in the local mailbox, which staff open in the browser.
_MAIL: dict[str, Any] = env.email_url("MAIL_URL") if env.str("MAIL_URL", default="") else {}
EMAIL_HOST: str = _MAIL.get("EMAIL_HOST") or ""
EMAIL_PORT: int = _MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = _MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = bool(_MAIL.get("EMAIL_USE_TLS")), bool(_MAIL.get("EMAIL_USE_SSL"))
# An authority of one's own that signed the certificate of that server, beside those that the system knows.
MAIL_CA_FILE = env.str("MAIL_CA_FILE", default="")

# A provider instead of a server: `messaging.channels.http.mail`. It signs what it tells later with MAIL_HOOK_KEY.
MAIL_PRESET = env.str("MAIL_PRESET", default="")
MAIL_API_URL = env.str("MAIL_API_URL", default="")
MAIL_USER = env.str("MAIL_USER", default="")
MAIL_SECRET = env.str("MAIL_SECRET", default="")
MAIL_HOOK_KEY = env.str("MAIL_HOOK_KEY", default="").replace("\\n", "\n")

# Presets: `messaging.channels.http`. Neither preset nor address: SMS land in the local mailbox, too.
SMS_PRESET = env.str("SMS_PRESET", default="")
SMS_URL = env.str("SMS_URL", default="")
SMS_USER = env.str("SMS_USER", default="")
SMS_SECRET = env.str("SMS_SECRET", default="")
# Messaging apps: a bridge of the shop's, and the services it speaks to, the preferred one first.
CHAT_URL = env.str("CHAT_URL", default="")
CHAT_SECRET = env.str("CHAT_SECRET", default="")
CHAT_PROVIDERS = env.list("CHAT_PROVIDERS", default=["wechat", "wecom", "whatsapp", "line"])
# Providers on private and loopback addresses: a gateway in the same house.
CHANNELS_ALLOW_PRIVATE = env.bool("CHANNELS_ALLOW_PRIVATE", default=False)

# --- People: log-in, sessions, passwords --------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "customers:today"
ACCOUNT_ADAPTER = "core.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_EMBEDDED
MFA_TOTP_ISSUER = "Regulars"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"

# --- Transport and content security -------------------------------------------------------

USE_HTTPS = env.bool("USE_HTTPS", default=not IS_EMBEDDED)
SECURE_SSL_REDIRECT = USE_HTTPS
SESSION_COOKIE_SECURE = USE_HTTPS
CSRF_COOKIE_SECURE = USE_HTTPS
# A promise that browsers hold one to: a day until somebody says more, and of no other name than this one.
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=86_400) if USE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preload: see above
CSRF_FAILURE_VIEW = "core.resending.csrf_failure"
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours each add an entry to X-Forwarded-For; `core.addresses` reads it by the same rule.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=1) if BEHIND_PROXY else 0

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Tabler's style sheet carries its small icons as data: images.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

# --- Uploads ------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "core.uploading.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=512 * 2**20)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=20_000_000)
MEDIA_ROOT = VAR_DIR / "media"

# --- Webhooks -----------------------------------------------------------------------------

# Private and loopback addresses may be told, too: for development, or where receivers stand in the same house.
WEBHOOKS_ALLOW_PRIVATE = env.bool("WEBHOOKS_ALLOW_PRIVATE", default=False)
# For so many days a failed delivery is tried again.
WEBHOOK_DAYS = env.int("WEBHOOK_DAYS", default=3)

# --- Language, time, money ----------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["core.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
# The business day, programme periods and staff pages follow this zone.
BUSINESS_TIME_ZONE = env.str("BUSINESS_TIME_ZONE", default="UTC")
# One currency per deployment (ISO 4217); amounts are integers of its smallest unit.
CURRENCY = env.str("CURRENCY", default="USD")
COUNTRY = env.str("COUNTRY", default="US")
PHONENUMBER_DEFAULT_REGION = COUNTRY
PHONENUMBER_DB_FORMAT = "E164"

# --- Static files -------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- Forms, API ---------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["core.api.IntegrationAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["core.api.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.BoundedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "core.api.CursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.exception_handler",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": None,
    "LIST_SERIALIZER_ERRORS_AS_DICT": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Regulars API",
    "DESCRIPTION": "Customers, products, purchases, returns, loyalty accounts and metrics.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.declare_refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PurchaseState": "sales.models.Purchase.State",
        "ProductState": "sales.models.Product.State",
        "EntryKind": "loyalty.models.Entry.Kind",
        "LoyaltyCurrency": "loyalty.models.LoyaltyCurrency",
        "CustomerKind": "customers.models.Customer.Kind",
        "PromotionKind": "loyalty.models.Promotion.Kind",
        "CardState": "loyalty.models.Card.State",
        "ReferralState": "loyalty.models.Referral.State",
        "PartnerClaimState": "loyalty.models.PartnerClaim.State",
        "MeasureKind": "loyalty.models.Measure.Kind",
        "AddressKind": "customers.models.Address.Kind",
        "ConsentState": "customers.models.ConsentState",
        "ConsentPurpose": "customers.models.Purpose",
        "MessageState": "messaging.models.State",
        "MessagePurpose": "messaging.models.Purpose",
        "CampaignState": "campaigns.models.State",
        "MailingPurpose": "campaigns.models.PURPOSES",
        "SurveyKind": "surveys.models.Kind",
        "SurveyState": "surveys.models.SurveyState",
        "InvitationState": "surveys.models.InvitationState",
        "QuestionKind": "surveys.api.telling.QUESTION_KINDS",
        "CaseState": "complaints.models.CaseState",
        "CaseDoor": "complaints.models.Door",
        "CaseOutcome": "complaints.models.CaseOutcome",
        "MessageMeans": "complaints.models.Means",
    },
}

LOGGING = logging_config(debug=DEBUG)
LOGGING_CONFIG = "logging.config.dictConfig"
# Where a person asks for what: shown on error pages and in outgoing headers.
SITE_NAME = env.str("SITE_NAME", default="Regulars")
# Where customers reach it: the beginning of links in messages and QR codes.
_HOST = next((host for host in ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}), "")
SITE_URL = (
    env.str("SITE_URL", default="")
    or (f"https://{_HOST}" if _HOST else f"http://localhost:{env.str('PORT', default='8000')}")
).rstrip("/")
# The right-hand side of message ids, and of the sender while nobody has named one.
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="") or SITE_URL.split("//")[1].split("/")[0].split(":")[0]
