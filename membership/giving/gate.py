"""The one gate before a gift: told the plain facts, it gives one verdict. Go on, prove it, or not now.

Past what an hour usually brings nobody is turned away: they prove good faith, by a sum that a browser does
while the form is filled in, or by a code from a mail. Not now is said to a form or a mailbox that goes on and
on, and to a network from which cards are declined one after the other.
"""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from membership import letters
from membership.giving import circuit_breaker
from membership.giving.verdict import Answer, Evidence, Facts, Verdict
from membership.models import Donation, Letter, Terms
from membership.money import limits
from membership.providers import PLEDGE
from membership.tokens import challenges
from newsroom.limits import give_back, give_one_back, take_place, wait_for_place
from newsroom.mail import one_mailbox

HOUR = 60 * 60
#: One showing of the form may be sent again with other contents, so many times in all.
GIFTS_A_FORM = 3
#: Gifts of one mailbox in an hour that need no proof, and those that are let through with one.
PROMISES_AN_HOUR, PROVED_AN_HOUR = 3, 20
#: No thief of cards wants a pledge: so many times what MEMBERSHIP_HOURLY_LIMIT has for cards.
PLEDGES_HAVE = 20
#: A range of addresses (a /24, or a /48 of IPv6) may hold a campus; it has so many times what an address has.
A_RANGE_HAS = 8
#: Cards are tried out with small sums: gifts up to so many times the least have this part of the places.
SMALL, SMALL_HAVE = 2, 0.4
#: Declined cards of one network address in an hour, less those that were paid.
MOST_DECLINED = 8
#: Mails with a code for one form, to one mailbox and from one network address in an hour.
CODES_A_FORM, CODES_AN_HOUR, CODES_FROM_AN_ADDRESS = 3, 3, 20
#: How often a code may be typed for one form.
TRIES_A_FORM = 5
#: So often the provider is asked to begin one gift.
BEGUN_AN_HOUR = 5


class _Rule(NamedTuple):
    of: str
    most: int
    seconds: int
    past: Answer
    sentence: str


def ask(facts: Facts) -> Verdict:
    """The verdict before anything is written or any provider asked. Only a gift that goes on takes places."""
    declined = _declined(facts.evidence.address).items() if facts.card else ()
    if any(wait_for_place(of, most) for of, most in declined):
        return Verdict(
            Answer.NOT_NOW,
            _(
                "Several cards were declined from your network within the hour; you may share it with "
                "others. Give by bank transfer, try again in an hour, or write to us."
            ),
        )
    taken: list[str] = []
    doubt = _doubt(facts)
    for rule in _rules(facts):
        if place := take_place(rule.of, rule.most, rule.seconds):
            taken.append(place)
        elif rule.past is Answer.NOT_NOW:
            give_back(taken)
            return Verdict(Answer.NOT_NOW, rule.sentence)
        else:
            doubt = doubt or rule.sentence
    if doubt and not _proved(facts):
        give_back(taken)
        return Verdict(Answer.PROVE_IT, doubt)
    return Verdict(Answer.GO_ON, places=tuple(taken))


def begun(donation: Donation, evidence: Evidence) -> None:
    """A gift went through: the circuit breaker looks, and declines of its card will count for its address."""
    card = donation.provider != PLEDGE
    if card and evidence.address:
        cache.set(_came_from(donation), _declined(evidence.address), HOUR)
    circuit_breaker.look(card=card)


def settled(donation: Donation, *, paid: bool) -> None:
    """A card was paid or declined: the one makes up for the other. Those of a gift's first hour count."""
    if donation.promised_at < timezone.now() - timedelta(seconds=HOUR):
        return
    for of, most in cache.get(_came_from(donation), {}).items():
        if paid:
            give_one_back(of, most)
        else:
            take_place(of, most, HOUR)


def again(donation: Donation) -> Verdict:
    """Whether the provider is asked to begin this gift once more."""
    if place := take_place(f"begin:{donation.pk}", BEGUN_AN_HOUR, HOUR):
        return Verdict(Answer.GO_ON, places=(place,))
    return Verdict(Answer.NOT_NOW, _("This was tried several times. Try again in an hour, or write to us."))


def mail_code(*, token: str, email: str, address: str) -> bool:
    """Mail the code for this form to this mailbox, once; False where none goes, as too many were asked for.
    Only what is mailed takes places, so that one who presses on and on leaves them to the others there."""
    form = _form(token, email)
    if Letter.objects.filter(kind=Letter.Kind.CHECK, address=email, form=form).exists():
        return True
    expected = Terms.current().expected_from_one_place(timezone.now())
    wanted = [(f"check-form:{token}", CODES_A_FORM), (f"check-to:{one_mailbox(email)}", CODES_AN_HOUR)]
    if address:
        wanted.append((f"check-from:{address}", max(CODES_FROM_AN_ADDRESS, expected)))
    taken = [take_place(of, most, HOUR) for of, most in wanted]
    if all(taken) and letters.write_sparingly(Letter.Kind.CHECK, address=email, form=form):
        return True
    give_back(place for place in taken if place)
    return False


def _doubt(facts: Facts) -> str:
    """Why any gift, or this form, has to be proved, whatever came before it from there."""
    if not facts.evidence.address:
        return ""
    if facts.evidence.fast:
        return _("That was faster than a hand. Press the button again.")
    if circuit_breaker.tripped_at(card=facts.card):
        return _("Many gifts are coming in at this moment, so we have to make sure that yours is real.")
    return ""


def _rules(facts: Facts) -> Iterator[_Rule]:
    form = _("This page has sent several gifts already. Open it anew to make another, or write to us.")
    # Longer than a form may stay open.
    yield _Rule(f"form:{facts.token}", GIFTS_A_FORM, 3 * HOUR, Answer.NOT_NOW, form)
    mailbox = one_mailbox(facts.email)
    enough = _(
        "There were many gifts from this e-mail address within an hour. Try again later, or write to us."
    )
    yield _Rule(f"mails:{mailbox}", PROVED_AN_HOUR, HOUR, Answer.NOT_NOW, enough)
    several = _(
        "There were several gifts from this e-mail address within an hour, "
        "so we have to make sure that this one is real."
    )
    yield _Rule(f"mail:{mailbox}", PROMISES_AN_HOUR, HOUR, Answer.PROVE_IT, several)
    address, usual = facts.evidence.address, settings.MEMBERSHIP_HOURLY_LIMIT
    if not address or not usual:
        return
    what = "from" if facts.card else "pledges"
    usual *= 1 if facts.card else PLEDGES_HAVE
    expected = Terms.current().expected_from_one_place(facts.now)
    many = _(
        "Many gifts came from your network within an hour, so we have to make sure that yours is real. "
        "You did nothing wrong: a network is often shared, in an office, at a fair or by mobile phones."
    )
    yield _Rule(f"{what}:{address}", max(usual, expected), HOUR, Answer.PROVE_IT, many)
    if expected:
        return
    yield _Rule(f"{what}-range:{_range(address)}", usual * A_RANGE_HAS, HOUR, Answer.PROVE_IT, many)
    if facts.card and facts.amount.minor <= SMALL * limits.limits_for(facts.amount.currency).least.minor:
        yield _Rule(f"small:{address}", max(1, int(usual * SMALL_HAVE)), HOUR, Answer.PROVE_IT, many)


def _proved(facts: Facts) -> bool:
    """The sum counts for the form it was done with; a code for the form and mailbox it was mailed for."""
    evidence, form = facts.evidence, facts.token.partition("/")[0]
    if challenges.solved(form, evidence.answer):
        return True
    if not evidence.code or take_place(f"check-try:{facts.token}", TRIES_A_FORM, 3 * HOUR) is None:
        return False
    return challenges.is_code(evidence.code, _form(facts.token, facts.email))


def _form(token: str, email: str) -> str:
    """The form and the mailbox that a code is for; whose mailbox it is cannot be read from it."""
    return f"{token[:22]}:{_hidden(one_mailbox(email))}"


def _declined(address: str) -> dict[str, int]:
    """What declined cards from there count for, and how many each bears: the address, and its range, of which
    one thief of cards may have every address. Of a wish of our own, nothing."""
    if not address:
        return {}
    return {
        f"declined:{_hidden(address)}": MOST_DECLINED,
        f"declined-range:{_hidden(_range(address))}": MOST_DECLINED * A_RANGE_HAS,
    }


def _came_from(donation: Donation) -> str:
    return f"membership.gate.declined:{donation.pk}"


def _hidden(value: str) -> str:
    return salted_hmac("membership.check", value, algorithm="sha256").hexdigest()[:32]


def _range(address: str) -> str:
    """The /24 that an IPv4 address lies in, the /48 of an IPv6 one; the address may itself be a network.
    What is no address is a range of its own."""
    try:
        first = ip_address(address.partition("/")[0])
    except ValueError:
        return address
    return str(ip_network((int(first), 24 if first.version == 4 else 48), strict=False))
