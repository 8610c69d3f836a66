"""Trying to sign in to the desk, for the tests of it."""

from __future__ import annotations

SIGN_IN = "/admin/login/"
RIGHT, WRONG = "ferry-lantern-42", "ferry-lantern-43"
NO_MATCH = (
    "That name and password do not belong together, or this sign-in is not for the desk. "
    "Check both: capital letters count in the password."
)


def try_in(client, name="maya", password=RIGHT, path=SIGN_IN, address="203.0.113.7", **more):
    return client.post(path, {"username": name, "password": password, **more}, REMOTE_ADDR=address)


def said(answer) -> list[str]:
    return [str(error) for error in answer.context["form"].non_field_errors()]
