"""What is done again and again without anybody asking: see newsroom/jobs.py."""

import logging
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from membership import providers
from membership.books.reconciling.comparing import account_of, compare
from membership.books.reconciling.listening import in_use, listen, settle_stuck
from membership.books.reconciling.working import work_due
from membership.models import Cursor, Event, Payment
from membership.periods import midnight
from membership.providers.base import Provider, ProviderError
from newsroom.limits import give_back, take_place

log = logging.getLogger(__name__)

LISTEN_EVERY = timedelta(minutes=5)
BODIES_KEPT = timedelta(days=90)
#: The account is compared once a day, from this hour on.
NIGHT = 3


def often() -> None:
    """Events that wait, events that never came, gifts not heard of; once a night a comparison is begun."""
    work_due()
    for provider in in_use():
        try:
            _round(provider)
        except ProviderError as error:
            log.warning("%s could not be asked: %s", provider.slug, type(error).__name__)
    settle_stuck()
    scrub()


def nightly(provider: Provider, now: datetime) -> None:
    """Have the account compared, once a day; not in the round itself, as every line of it is asked for."""
    local = timezone.localtime(now)
    if local.hour < NIGHT or not provider.caps().account:
        return
    mode = "live" if provider.caps().live else "test"
    tonight = take_place(f"compare:{provider.slug}:{mode}:{local:%Y-%m-%d}", 1, 24 * 60 * 60)
    if tonight is not None:
        compare_account.enqueue(provider.slug, tonight)


@task
def compare_account(slug: str, tonight: str) -> None:
    """This month, and the last one while it is young, up to midnight. Where the provider is away, the next
    round begins anew."""
    provider, today = providers.by_slug(slug), timezone.localdate()
    first = (today - timedelta(days=10)).replace(day=1)
    try:
        compare(provider, _since(provider, midnight(first)), midnight(today))
    except ProviderError as error:
        give_back([tonight])
        log.warning("%s could not be asked: %s", slug, type(error).__name__)


def _since(provider: Provider, first: datetime) -> datetime:
    """From the first line of our ledger on, while nothing of the account has been asked for yet."""
    if account_of(provider).exists():
        return first
    ours = Payment.objects.filter(provider=provider.slug, donation__live=provider.caps().live)
    oldest = ours.aggregate(at=Min("at"))["at"]
    return min(first, oldest or first)


def scrub() -> int:
    """Forget what events said, after 90 days; that they came, and what became of them, stays."""
    # What was worked has been emptied then.
    waits = [Event.Outcome.NEW, Event.Outcome.HELD, Event.Outcome.DEAD]
    old = Event.objects.filter(outcome__in=waits, received_at__lt=timezone.now() - BODIES_KEPT)
    return old.exclude(body="").update(body="")


def _round(provider: Provider) -> None:
    now = timezone.now()
    heard = Cursor.objects.filter(provider=provider.slug, live=provider.caps().live)
    asked = heard.values_list("asked_at", flat=True).first()
    if asked is None or asked <= now - LISTEN_EVERY:
        listen(provider)
    nightly(provider, now)
