"""A member in a real browser."""

from __future__ import annotations

from django.core import mail as outbox

from tests.builders.membership_members import code_in


def come_in(page, url: str, name: str = "Hanne Oduya", email: str = "hanne@reader.example") -> None:
    page.goto(f"{url}/membership/me/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").fill(code_in(outbox.outbox[-1]).lower())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name=f"Thank you, {name}").wait_for()
