"""Whether this process lives, whether it is ready for readers, and what is not as it should be.

Asked by monitors and load balancers on the local port, by whatever host name and without TLS, so it is
answered before anything else has a say (HealthMiddleware).
"""

from functools import cache
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from newsroom.condition import Condition, condition
from newsroom.middleware import Middleware


class HealthMiddleware(Middleware):
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = {"/healthz": live, "/readyz": ready}.get(request.path_info)
        if view is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = view(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated; 503 with the reason otherwise.

    From this machine also what runs and what waits (times in seconds), and `problems`, as the desk has them.
    None of those keeps readers from being served, so they leave the status as it is.
    """
    try:
        if waiting := _migrations_waiting():
            return JsonResponse({"status": f"{waiting} migrations are waiting"}, status=503)
        told = _figures(condition()) if _is_local(request) else {}
    except Error:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ready", **told})


def _migrations_waiting() -> int:
    """How many are still to come. Anybody may ask, and a plan takes long: it is made only where one of ours
    is not on record."""
    if MigrationRecorder(connection).applied_migrations().keys() >= _migrations_of_this_release():
        return 0
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@cache
def _migrations_of_this_release() -> frozenset[tuple[str, str]]:
    """Read from the disk once for the life of the process, as the release itself is."""
    return frozenset(MigrationLoader(None).disk_migrations or ())


def _is_local(request: HttpRequest) -> bool:
    """Not a stranger, and not one that our own proxy lets through."""
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not (
        request.META.keys() & {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED"}
    )


def _figures(found: Condition) -> dict[str, Any]:
    return {
        "problems": found.problems,
        "parts": found.parts,
        "seconds_since_round": found.silent,
        "jobs": {
            "waiting": found.jobs_waiting,
            "oldest_seconds": found.oldest_job,
            "failed": found.jobs_failed,
        },
        "waiting": found.waits,
        "disk_free_bytes": found.room,
    }
