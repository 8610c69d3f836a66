"""The demo's appeals and gifts, made by the verbs that donors and staff use. No money moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from membership import giving
from membership.models import Appeal, Donation, Interval, Payment, Wording
from membership.money import whole
from membership.providers import by_slug
from newsroom.models import User

Outcome = Literal["received", "waiting", "declined", "given back"]


@dataclass(frozen=True)
class DemoGift:
    name: str
    amount: int
    interval: Interval
    provider: Literal["pledge", "practice"]
    outcome: Outcome
    story: str = ""
    receipt_name: str = ""


_ONCE, _MONTHLY, _YEARLY = Interval.ONCE, Interval.MONTHLY, Interval.YEARLY
GIVEN = (
    DemoGift("Nell Ashdown", 8, _MONTHLY, "practice", "received", "we-swam-in-it"),
    DemoGift("Oswin Pell", 25, _ONCE, "practice", "received", "ferry-suspended-engine-fire"),
    DemoGift("Rosa Tammel", 4, _MONTHLY, "practice", "received", "night-bus-full"),
    DemoGift("Farida Noor", 15, _MONTHLY, "practice", "received", "judge-landlord-books"),
    DemoGift("Jory Penhale", 40, _ONCE, "pledge", "received", "herring-price-aldby"),
    DemoGift("Gudrun Falk", 120, _YEARLY, "pledge", "received", "ridge-turbines-switched-off"),
    DemoGift("Aurel Dace", 15, _ONCE, "practice", "declined", "market-under-viaduct"),
    DemoGift("Hal Mercer", 10, _ONCE, "pledge", "received", "last-keeper-grey-stack"),
    DemoGift("Odile Marsh", 8, _MONTHLY, "practice", "received", "goods-yard-choir"),
    DemoGift("Bea Tallis", 60, _YEARLY, "practice", "received", "reading-room-three-mayors"),
    DemoGift("Pavel Rusk", 86, _ONCE, "practice", "received", "outfall-ran-211-days"),
    DemoGift("Viktor Sand", 20, _ONCE, "pledge", "waiting", "ropewalk-traders-rents"),
    DemoGift("Amara Devine", 4, _MONTHLY, "practice", "received", "one-physics-teacher"),
    DemoGift("Emil Sorrel", 30, _ONCE, "practice", "waiting", "heron-lane-roof"),
    DemoGift("Bertil Okonjo", 35, _ONCE, "pledge", "received", "parking-fine-tide-table"),
    DemoGift("Ragna Thole", 12, _ONCE, "practice", "received", "museum-of-things-overboard"),
    DemoGift("Gwen Lasseter", 50, _ONCE, "pledge", "waiting", "brass-band-lifeboat"),
    DemoGift("Teodora Blum", 4, _MONTHLY, "practice", "declined", "pupils-seat-on-board"),
    DemoGift("Henrik Aas", 100, _ONCE, "pledge", "received", "snowline-upper-hut"),
    DemoGift("Lucas Ferreby", 40, _ONCE, "practice", "received", "who-owns-ropewalk"),
    DemoGift("Inga Torvald", 8, _ONCE, "practice", "given back", "heat-pump-queue"),
    DemoGift("Denzil Roe", 15, _ONCE, "practice", "received"),
    DemoGift("Marta Ibsley", 8, _MONTHLY, "practice", "waiting"),
    DemoGift("Signe Marlow", 60, _YEARLY, "pledge", "waiting", "eelgrass-inner-bay"),
    DemoGift(
        "Dolores Quint", 25, _ONCE, "practice", "received", "bench-sits-tuesdays", "Bench & Biscuit Society"
    ),
)
APPEALS = (
    {
        "place": Appeal.Place.STORY,
        "heading": "You have read this for nothing. Somebody paid for it",
        "text": "Records, lawyers and bus fares cost what they cost. The Ledger has no owner to please and "
        "no advertiser to lose: 2,418 members pay, so that everyone can read. Will you be one of them?",
        "button": "Give monthly",
        "amounts": "4 keeps one reader’s letters answered\n8 pays for a records request\n"
        "15 sends a reporter to a night hearing",
        "fine_print": "Gifts to the Ledger may be tax-deductible. Stop at any time.",
    },
    {
        "place": Appeal.Place.HOME,
        "heading": "The pump logs cost us €640 and five months",
        "text": "Members paid for them. If you read the Ledger and can spare the price of a coffee a month, "
        "join the 2,418 people who keep it open to everybody.",
        "button": "Choose an amount",
        "amounts": "4\n8\n15",
        "fine_print": "Stop at any time. No account needed.",
    },
    {
        "place": Appeal.Place.OWN,
        "slug": "pump-logs",
        "heading": "Help us read the next pump logs",
        "text": "The first set showed 211 days of discharge. The board holds eleven more years of them, at "
        "€80 a year of copies. When the sum is together, we ask for all of them at once.",
        "button": "Give once",
        "asks": Appeal.Ask.ONCE,
        "amounts": "20 buys three months of logs\n80 buys a year\n240 buys three",
        "fine_print": "What comes above the goal goes to the next request.",
        "goal_minor": 88_000,
        "goal_shown": True,
    },
)
SECOND = {
    "heading": "2,418 members paid for this story. You have just read it",
    "text": "Nobody owns the Ledger and nobody tells it what to print. Records, lawyers and bus fares are "
    "paid for by readers. If it was worth your time, help to pay for the next one.",
    "button": "Become a member",
}


@transaction.atomic
def make_appeals() -> None:
    if not Appeal.objects.exists():
        for said in APPEALS:
            Appeal.objects.create(**said)
        first = Appeal.objects.get(place=Appeal.Place.STORY)
        first.planned_gifts = 200
        first.save(update_fields=["planned_gifts"])
        Wording.objects.create(appeal=first, **SECOND)


def make_gifts(*, by: User, stories: Mapping[str, int]) -> Iterator[str]:
    """Promise every gift, once, and tell what became of it; `stories` knows what each slug's identity is."""
    for number, given in enumerate(GIVEN):
        donation = giving.start(_wish(number, given, stories), provider=by_slug(given.provider))
        _let_it_happen(given, donation, by)
        yield donation.reference


def _wish(number: int, given: DemoGift, stories: Mapping[str, int]) -> giving.Wish:
    story = stories.get(given.story)
    return giving.Wish(
        amount=whole(given.amount, settings.MEMBERSHIP_CURRENCY),
        interval=given.interval,
        email=f"{given.name.lower().replace(' ', '.')}@readers.example",
        token=f"demo-{number}",
        name=given.name,
        receipt_name=given.receipt_name,
        source=str(story or ""),
    )


def _let_it_happen(given: DemoGift, donation: Donation, by: User) -> None:
    """As far as it has not happened yet."""
    if given.outcome == "waiting":
        return
    lines = set(donation.payments.values_list("kind", flat=True))
    if not lines and given.provider == "pledge":
        giving.receive(donation, by=by, amount=donation.amount, at=timezone.localdate(), note="Bank transfer")
    elif not lines:
        giving.practise(donation, "declined" if given.outcome == "declined" else "succeeds")
    if given.outcome == "given back" and Payment.Kind.REFUND not in lines:
        giving.practise(donation, "refunded")
