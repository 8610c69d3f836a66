"""All settings, in one file. What differs between machines comes from the environment (docs/settings.md)."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import DEFAULT_MENU_GROUPS

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent
# What we write is for nobody else on this machine: folders 700, files 600.
os.umask(0o077)
_file = env.read_file()
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
# The newsroom's own templates and static files, before ours: an update does not touch them.
LOOK_DIR = env.read_folder("LOOK_DIR", DATA_DIR / "look")

# --- who we are and where we answer -----------------------------------------------------------
HOST = env.host("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
SITE_URL = env.site_url("SITE_URL", f"http://{env.url_host(env.reached_at(HOST))}:{PORT}")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [
    *env.allowed_hosts("ALLOWED_HOSTS"),
    env.url_host(str(urlsplit(SITE_URL).hostname)),
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEBUG = env.flag("DEBUG", default=False)
# A site with a name of its own is no demo unless it says so.
DEMO = env.flag("DEMO", default=not HTTPS)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
# What was signed with keys of before still holds.
SECRET_KEY_FALLBACKS = env.secrets_of_before("SECRET_KEY_FALLBACKS")
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# --- what is installed ------------------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "membership.apps.MembershipConfig",
    "newsroom.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
]
MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",
    "newsroom.troubles.TroubleMiddleware",
    "newsroom.pagestore.middleware.PageStoreMiddleware",
    "newsroom.headers.HeadersMiddleware",
    "newsroom.headers.PolicyMiddleware",
    "newsroom.desk.packed.PackedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.methods.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.signin.sliding.SlidingMiddleware",
    "newsroom.serving.length.LengthMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.plain_requests.PlainTextMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [LOOK_DIR / "templates", BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# So that templates/ may hold a widget of our own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- the database -----------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Sign-in limits count here, so every process must see the same figures.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        # Past this number the cache throws rows away, and a limit that is thrown away is no limit.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- the page store ---------------------------------------------------------------------------
PAGE_STORE = env.flag("PAGE_STORE", default=True)
PAGE_STORE_BYTES = env.number("PAGE_STORE_MB", 64, least=1, most=4096) * 1024 * 1024

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["newsroom.signin.accounts.NameOrEmail"]
PASSWORD_HASHERS = ["newsroom.signin.hashing.OneAtATime"]
# Seconds for which the link to a new password holds.
PASSWORD_RESET_TIMEOUT = 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = "/admin/login/"
SESSION_ENGINE = "newsroom.sessions"
# After what somebody did last at the desk (newsroom/signin/sliding.py).
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.signin.again.refused_token"

# --- security ---------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.flag("SSL_REDIRECT", default=True)
# Addresses of programs that follow no redirect are added by their apps.
SECURE_REDIRECT_EXEMPT: list[str] = []
# A day at first: browsers hold on to it for as long as they were told, whatever we say later.
_hsts = env.number("HSTS_SECONDS", 86_400, least=0, most=63_072_000)
SECURE_HSTS_SECONDS = _hsts if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.preload("HSTS_PRELOAD", _hsts, subdomains=SECURE_HSTS_INCLUDE_SUBDOMAINS)
# Subdomains and preloading reach beyond this site, so they are the newsroom's to choose.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only behind a proxy that sets this header itself and drops the visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is only sent where a template asks for it: the desk. Reader pages are stored,
        # and a stored nonce would be no nonce.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A link typed without its scheme is taken for https, as Django 6 does by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = env.language("LANGUAGE_CODE", "en-gb")
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Berlin")
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [path for path in (LOOK_DIR / "static", BASE_DIR / "newsroom" / "static") if path.is_dir()]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": env.media_storage("MEDIA_STORAGE"),
    "staticfiles": {"BACKEND": "newsroom.serving.static_files.StaticFiles"},
}
# Where nginx sends the pictures, it may read them by a right of its own (deploy/README.md), which holds only
# as far as the group's.
MEDIA_BY_NGINX = env.media_by_nginx("MEDIA_BY_NGINX", behind_proxy=BEHIND_PROXY)
FILE_UPLOAD_PERMISSIONS = 0o640 if MEDIA_BY_NGINX else 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750 if MEDIA_BY_NGINX else 0o700
# Nothing asks for the others, and each would be packed twice more.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "avif", "webp", "woff2", "gz", "br", "map"]
PHOTO_MAX_BYTES = env.number("PHOTO_MAX_MB", 40, least=1, most=500) * 1024 * 1024
PHOTO_MAX_PIXELS = env.number("PHOTO_MAX_MEGAPIXELS", 80, least=1, most=500) * 1_000_000

# --- the body editor --------------------------------------------------------------------------
# What our own blocks need is added where they are known, once the apps are ready.
DJANGO_PROSE_EDITOR_EXTENSIONS: list[dict[str, Any]] = []
DJANGO_PROSE_EDITOR_MENU_GROUPS = [*DEFAULT_MENU_GROUPS]

# --- mail and jobs ----------------------------------------------------------------------------
# Until a server is named, letters are kept as files, so that none is lost and none goes astray.
_mail = env.mail("EMAIL_URL", f"filemail://{DATA_DIR / 'mail'}")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH")
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- gifts ------------------------------------------------------------------------------------
MEMBERSHIP_PROVIDER = env.choice(
    "MEMBERSHIP_PROVIDER", "practice" if DEMO else "pledge", ("pledge", "practice", "stripe")
)
MEMBERSHIP_CURRENCY = env.text("MEMBERSHIP_CURRENCY", "EUR").upper()
#: The first is the newsroom's own; the others are offered beside it.
MEMBERSHIP_CURRENCIES = list(
    dict.fromkeys([MEMBERSHIP_CURRENCY, *(name.upper() for name in env.names("MEMBERSHIP_CURRENCIES"))])
)
MEMBERSHIP_MINIMUM = env.text("MEMBERSHIP_MINIMUM")
MEMBERSHIP_MAXIMUM = env.text("MEMBERSHIP_MAXIMUM")
MEMBERSHIP_HOURLY_LIMIT = env.number("MEMBERSHIP_HOURLY_LIMIT", 5, least=0, most=500)
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY")
# More than one while a signing secret is being replaced.
STRIPE_WEBHOOK_SECRET = env.names("STRIPE_WEBHOOK_SECRET")
# Whether the key may go there is judged where it is used: nothing that is wrong here keeps the paper down.
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "https://api.stripe.com")
if MEMBERSHIP_PROVIDER == "stripe":
    # Our own forms lead to Stripe's pages; a stand-in has its pages where its API is.
    _api = re.match(r"https?://[\w.:\[\]-]+", STRIPE_API_BASE)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [
        SELF,
        "https://checkout.stripe.com",
        "https://billing.stripe.com",
        *([_api[0]] if _api and _api[0] != "https://api.stripe.com" else []),
    ]

LOG_LEVEL = env.choice("LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        # Not an empty list: what no handler takes, Python prints.
        "nobody": {"class": "logging.NullHandler"},
    },
    "loggers": {
        # Visitors name any host, and send addresses and fields as long as they like: refusing them is no
        # error of ours, and worth no traceback.
        "django.security": {"handlers": ["nobody"], "propagate": False},
        "django.security.csrf": {"handlers": ["console"], "propagate": False},
        # Nor is an address that is not there.
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
        # At lower levels the library writes down what donors typed.
        "stripe": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
env.refuse_misspelt(_file)
