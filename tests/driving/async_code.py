"""Asynchronous code, run from a test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import async_to_sync
from django.db import connections


def waited_for(function: Callable[..., Awaitable[Any]], *arguments: object) -> Any:
    """What it returns, or raises. In a thread and on a connection of its own: in the tests' thread the browser's
    event loop may be running."""

    def run() -> Any:
        try:
            return async_to_sync(function)(*arguments)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run).result()
