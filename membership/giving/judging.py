"""One verdict on a gift before anything is written or any provider asked: how many came from this hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from membership import challenges, limits, mail
from membership.giving import breaker
from membership.giving.refusals import NeedsProof, TooMany
from membership.models import Letter
from newsroom.limits import give_back, take_place

#: More promises than this from one mail address in an hour are a mistake or an attack on its owner.
PROMISES_AN_HOUR = 3
#: One showing of the form may be sent again with other contents, so many times in all.
PROMISES_A_FORM = 3
#: A range of addresses (a /24, or a /48 of IPv6) may hold a campus; it has so many times what an address has.
A_RANGE_HAS = 8
#: Mails with a code to one mailbox and from one network address in an hour.
CODES_AN_HOUR, CODES_FROM_AN_ADDRESS = 3, 5
#: How often a code may be typed for one form.
TRIES_A_FORM = 5
HOUR = 60 * 60


@dataclass(frozen=True)
class Evidence:
    """What came along with a wish: from where (kept nowhere), and what was done to prove good faith."""

    address: str = ""
    challenge: str = ""
    answer: str = ""
    code: str = ""


@contextmanager
def judged(*, token: str, email: str, evidence: Evidence) -> Iterator[None]:
    """Take a place with the form, the mailbox, the network address and its range, and let the gift begin.

    Raises NeedsProof while the fuse is off and nothing proves good faith, TooMany if a place is missing. What
    comes to nothing takes no place. An empty `address` says that the wish is our own (imports, the demo).
    """
    if evidence.address and breaker.tripped_at() and not _proved(token, email, evidence):
        raise NeedsProof(
            _("Many gifts are coming in at this moment, so we have to make sure that yours is real.")
        )
    taken: list[str] = []
    try:
        for of, most, seconds, sentence in _asked(token, email, evidence.address):
            place = take_place(of, most, seconds)
            if place is None:
                raise TooMany(sentence)
            taken.append(place)
        yield
    except BaseException:
        give_back(taken)
        raise
    breaker.look()


def mail_code(*, token: str, email: str, address: str) -> bool:
    """Mail the code for this form to this mailbox; False where too many were asked for."""
    if address and take_place(f"check-from:{address}", CODES_FROM_AN_ADDRESS, HOUR) is None:
        return False
    if take_place(f"check-to:{limits.one_mailbox(email)}", CODES_AN_HOUR, HOUR) is None:
        return False
    return mail.write_sparingly(Letter.Kind.CHECK, address=email, form=_form(token, email))


def _proved(token: str, email: str, evidence: Evidence) -> bool:
    """A solved challenge counts once; a code for the form and mailbox that it was mailed for."""
    if challenges.solved(evidence.challenge, evidence.answer):
        return take_place(f"challenge:{evidence.challenge}", 1, 2 * challenges.MOST_AGE) is not None
    if not evidence.code or take_place(f"check-try:{token}", TRIES_A_FORM, 3 * HOUR) is None:
        return False
    return challenges.is_code(evidence.code, _form(token, email))


def _form(token: str, email: str) -> str:
    """The form and the mailbox that a code is for; whose mailbox it is cannot be read from it."""
    hidden = salted_hmac("membership.check", limits.one_mailbox(email), algorithm="sha256").hexdigest()
    return f"{token[:22]}:{hidden[:32]}"


def _asked(token: str, email: str, address: str) -> Iterator[tuple[str, int, int, str]]:
    yield (
        f"form:{token}",
        PROMISES_A_FORM,
        # Longer than a form may stay open.
        3 * HOUR,
        _("This page has sent several gifts already. Open it anew to make another, or write to us."),
    )
    yield (
        f"mail:{limits.one_mailbox(email)}",
        PROMISES_AN_HOUR,
        HOUR,
        _(
            "There were several gifts from this e-mail address within an hour. "
            "Try again later, or write to us."
        ),
    )
    most = settings.MEMBERSHIP_HOURLY_LIMIT
    if address and most:
        sentence = _(
            "There were many gifts from your network within an hour. Try again later, or write to us."
        )
        yield f"from:{address}", most, HOUR, sentence
        yield f"range:{_range(address)}", most * A_RANGE_HAS, HOUR, sentence


def _range(address: str) -> str:
    """The /24 that an IPv4 address lies in, the /48 of an IPv6 one; the address may itself be a network.
    What is no address is a range of its own."""
    try:
        first = ip_address(address.partition("/")[0])
    except ValueError:
        return address
    return str(ip_network((int(first), 24 if first.version == 4 else 48), strict=False))
