"""A mail to a donor whom nobody knows, so that staff see what their words become."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from membership.letters.wording import held
from membership.mail.text import Parts, parts
from membership.models import Donation, Interval, Issuer, Letter, Member, Payment, Status
from membership.models.summary import Summary
from newsroom.models import Imprint

NAME, EMAIL = "Ada Example", "ada@reader.example"


@dataclass(frozen=True)
class Draft:
    """What the form of a mail begins with. `own`: the newsroom's words, not ours."""

    subject: str
    body: str
    own: bool = False


def drafts(kinds: Iterable[Letter.Kind], languages: Iterable[str]) -> dict[tuple[str, str], Draft]:
    """Of each mail in each language: the words that hold, or ours with their values as names in braces."""
    own, sender = held(), _sender()
    asked = [(kind, language) for kind in kinds for language in languages]
    return {
        one: Draft(own[one].subject, own[one].body, own=True) if one in own else _ours(_shown(*one, sender))
        for one in asked
    }


def shown(kind: Letter.Kind, language: str) -> Parts:
    """The mail in our own words, to the donor of the example. Writes nothing."""
    return _shown(kind, language, _sender())


def _sender() -> dict[str, Any]:
    return {"imprint": Imprint.current(), "issuer": Issuer.current()}


def _shown(kind: Letter.Kind, language: str, sender: dict[str, Any]) -> Parts:
    now, here = timezone.now(), settings.SITE_URL
    pledge = kind in {Letter.Kind.INSTRUCTIONS, Letter.Kind.REMINDER, Letter.Kind.LAPSED}
    yearly, paid = kind == Letter.Kind.YEARLY, kind == Letter.Kind.THANKS
    gift = Donation(
        pk=0,
        reference="HL-7K4Q-9X",
        provider="pledge" if pledge else "stripe",
        minor=6000 if yearly else 800,
        currency=settings.MEMBERSHIP_CURRENCY,
        interval=Interval.YEARLY if yearly else Interval.MONTHLY,
        live=True,
        name=NAME,
        email=EMAIL,
        # Nothing has come for a pledge yet; whoever has paid is a member.
        member=None if pledge else Member(pk=-1, name=NAME, email=EMAIL),
        promised_at=now - timedelta(days=7),
    )
    # How it stands is a row beside it, which a gift that nobody has promised has none of.
    Summary(donation=gift, minor=gift.minor, status=Status.ACTIVE, state="active")
    payment = Payment(donation=gift, minor=gift.minor if paid else 0, currency=gift.currency, at=now)
    payment.again_at = now + timedelta(days=3) if kind == Letter.Kind.FAILED else None
    me, give = here + reverse("membership:me"), here + reverse("membership:give")
    told = {
        "donation": gift,
        "payment": payment,
        "latest_report": None,
        "due": timezone.localdate() + timedelta(days=14) if yearly else None,
        "next_at": now + timedelta(days=30) if paid else None,
        **sender,
        "dear": NAME,
        "page": here + gift.get_absolute_url(),
        "me": me,
        "mend": me,
        "gift_page": me,
        "give": give,
        "supporter": give,
    }
    with translation.override(language):
        return parts(Letter(kind=kind, donation=gift), told)


def _ours(found: Parts) -> Draft:
    return Draft(_named(found.subject, found.values), _named(found.ours, found.values))


def _named(text: str, values: dict[str, str]) -> str:
    for name, value in sorted(values.items(), key=lambda one: -len(one[1])):
        if value:
            text = text.replace(value, f"{{{{ {name} }}}}")
    return text
