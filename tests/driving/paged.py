"""A view behind the page store, for tests of the store itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.pagestore import keep
from newsroom.pagestore.middleware import PageStoreMiddleware

BODY = b"<p>" + b"What the crews saw. " * 50


class Site:
    """A view behind the page store that counts how often it is asked."""

    def __init__(self, *tags: str, body: bytes = BODY) -> None:
        self.asked = 0
        self.tags, self.body = tags or ("latest",), body
        self.change = lambda response: response
        self.during = lambda: None
        self.request = None
        self.paged = False
        self.middleware = PageStoreMiddleware(self.view)

    def view(self, request):
        self.asked += 1
        self.request = request
        request.paged = self.paged
        self.during()
        return self.change(keep(HttpResponse(self.body), *self.tags))

    def get(self, path: str = "/", method: str = "get", **headers):
        return self.middleware(getattr(RequestFactory(), method)(path, headers=headers))

    def times(self, path: str = "/", **headers) -> int:
        """How often the view is asked for two visits."""
        before = self.asked
        self.get(path, **headers)
        self.get(path, **headers)
        return self.asked - before
