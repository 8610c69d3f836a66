"""What every test stands on: an empty page store, files in a folder of its own."""

from __future__ import annotations

import gc
import os
import shutil
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from tests.driving.bucket import bucket, s3_server  # noqa: F401 (fixtures)
from tests.driving.chromium import browser, open_page  # noqa: F401 (fixtures)
from tests.driving.gift_form import filled_in, pledging, quick_hand, token, without_amount  # noqa: F401 (fixtures)
from tests.migrated import migrated_file, migrated_template, prepared_folder  # noqa: F401 (fixtures)
from tests.stripe_standin.fixtures import postbox, standin, standin_process  # noqa: F401 (fixtures)

# How fast the machine is decides about no test that does not ask for it.
hypothesis.settings.register_profile(
    "newsroom", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("newsroom")

# Playwright's own event loop runs beside the tests; Django must not take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, tmp_path_factory):
    """A test database of this worker alone, that threads meet in as processes do."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    if _is_sqlite():
        # A file: in memory, a second connection is refused at once instead of waiting for its turn.
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        test["NAME"] = str(file)
        # What a power cut would leave is no test's matter, and a disk is slow to promise anything.
        options = settings.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    else:
        # Runs side by side on one server, and the workers of one run, each have their own.
        parts = ("PYTEST_DB", "PYTEST_XDIST_WORKER")
        test["NAME"] = "_".join(
            ["test_newsroom", *(os.environ[name] for name in parts if name in os.environ)]
        )
        test["TEMPLATE"] = request.getfixturevalue("migrated_template")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copied file is the test database; PostgreSQL makes one of its template."""
    return _is_sqlite()


def _is_sqlite() -> bool:
    from django.conf import settings

    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test of several connections ends with a flush, after which what migrations put into tables comes back. And
    PostgreSQL drops no database that a thread of some test is still connected to."""
    from django.apps import apps
    from django.core.management.commands import flush
    from django.db import connection, transaction

    models = apps.get_models(include_auto_created=True)
    with django_db_blocker.unblock():
        rows = [(model, kept) for model in models if (kept := list(model._base_manager.all()))]

    def put_back(*_arguments: object) -> None:
        with transaction.atomic():
            for model, kept in rows:
                model._base_manager.bulk_create(kept)

    # Asking each app for its permissions and groups anew takes ten times as long.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", put_back)
        if connection.vendor == "postgresql":
            patch.setattr(connection.ops, "sql_flush", _emptied_by_rows)
        yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


def _emptied_by_rows(_style: object, tables: list[str], **_options: object) -> list[str]:
    """Truncating makes the files of all tables and indexes anew, which takes a hundred times as long as the few rows
    of a test. Whatever would hold a row back is told to let go."""
    from django.db import connection

    names = {table: connection.ops.quote_name(table) for table in tables}
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in names.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [row[0] for row in cursor.fetchall()]
    let_go = "SET LOCAL session_replication_role = replica"
    back = "SET LOCAL session_replication_role = origin"
    return [let_go, *(f"DELETE FROM {names[table]}" for table in filled), back]


@pytest.fixture(scope="session", autouse=True)
def _live_servers_answer_at_once():
    """They write the head of an answer and then its body, which would wait 40 ms until the head is acknowledged."""
    from django.core.servers.basehttp import WSGIRequestHandler

    WSGIRequestHandler.disable_nagle_algorithm = True


@pytest.fixture
def proofs():
    """The size of a proof: small in `make test`, full in `make proofs`."""
    return lambda *, full, small: full if os.environ.get("PROOFS") == "full" else small


def pytest_collection_finish():
    """What is there before the first test stays to the end: the garbage collector need not look at it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


#: Where the database itself holds what is promised: by locks, by SQL of its own or ours, by constraints and triggers.
HELD_BY_THE_DATABASE = (
    "articles/copydesk/test_matching",
    "articles/editing/",
    "articles/models/",
    "articles/own_pages/test_guards",
    "articles/publishing/",
    "articles/reading/test_cost",
    "articles/reading/test_front",
    "articles/reading/test_list",
    "articles/reading/test_many",
    "articles/reading/test_search",
    "articles/admin/test_desk_",
    "membership/admin/test_at_size",
    "membership/admin/test_donation",
    "membership/admin/test_gifts",
    "membership/bank_imports/",
    "membership/books/",
    "membership/giving/",
    "membership/members/",
    "membership/receipts/",
    "newsroom/backups/",
    "newsroom/mail/",
    "newsroom/pagestore/test_database_away",
    "newsroom/pagestore/test_store",
    "newsroom/serving/test_timeouts",
    "newsroom/serving/test_turns",
    "newsroom/signin/",
    "newsroom/test_",
    "rules/test_one_hand",
    "rules/test_plain_text",
    "rules/test_read",
    "rules/test_short_transactions",
    "rules/test_troubles",
)


def pytest_ignore_collect(collection_path):
    """Files without a test for the second database are not even read there."""
    if not os.environ.get("DATABASE_TESTS_ONLY") or not collection_path.name.startswith("test_"):
        return None
    return (
        True if not (_is_held(collection_path) or "transaction=True" in collection_path.read_text()) else None
    )


def pytest_collection_modifyitems(config, items):
    """On the second database only what a database can change; `make both` runs the rest there as well."""
    if os.environ.get("DATABASE_TESTS_ONLY"):
        uses = [item for item in items if _is_held_by_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(uses)])
        items[:] = uses


def _is_held_by_the_database(item: pytest.Item) -> bool:
    uses = item.get_closest_marker("django_db")
    if item.get_closest_marker("once") or not (uses or "db" in item.fixturenames):
        return False
    return _is_held(item.path) or bool(uses and uses.kwargs.get("transaction"))


def _is_held(file: Path) -> bool:
    return file.relative_to(Path(__file__).parent).as_posix().startswith(HELD_BY_THE_DATABASE)


@cache
def drives_a_browser(file: Path) -> bool:
    """Whether any test in that file needs a Chromium."""
    return "mark.browser" in file.read_text()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file's tests go to one worker, which makes what they share once. So do those of all files that need a
    Chromium, so that there is one at a time."""
    from xdist.scheduler import LoadFileScheduling

    class OneBrowser(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "browser" if drives_a_browser(config.rootpath / file) else file

    return OneBrowser(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, request):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    if os.environ.get("PICTURES") == "bucket":
        request.getfixturevalue("bucket")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # What is counted belongs to one test; the table of counts is not emptied between those that commit.
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(tmp_path),
            # It keeps 300 by itself, and throws limits away that the real one holds.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]


@pytest.fixture(autouse=True)
def _empty_page_store():
    from newsroom.pagestore import store

    store.clear()
    yield
    store.clear()
