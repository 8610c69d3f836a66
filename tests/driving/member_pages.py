"""What a member does on their own pages."""

from __future__ import annotations

from tests.builders.membership_members import token_of


def do(client, donation, what, **told):
    path = f"/membership/me/gifts/{donation.public_id}/{what}/"
    return client.post(path, {"token": token_of(client), **told})
