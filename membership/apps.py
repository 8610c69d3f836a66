import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "membership"
    verbose_name = _("Membership")

    def ready(self) -> None:
        from membership import desk, giving, groups, mail, members, paths, receipts
        from membership.books import closing, discrepancies, reconciling
        from membership.books.reports import tallying
        from membership.giving import pledge_instructions, summing_up
        from membership.models import Appeal, AppealAmounts, Issuer, Letter, Terms, Wording
        from membership.models.triggers import written_once
        from membership.views import webhook
        from newsroom import choosing, condition, jobs, pagestore, triggers, verification
        from newsroom.desk import start_page
        from newsroom.groups import roles
        from newsroom.mail import senders
        from newsroom.serving import bodies

        refuse_wrong_settings()
        triggers.keep(self, written_once())
        jobs.often.extend(
            [
                giving.end_pauses,
                giving.remind,
                mail.write_due,
                members.tidy,
                receipts.all_donors.pick_up,
                reconciling.often,
                tallying.catch_up,
                discrepancies.look_again,
                closing.check_one,
            ]
        )
        bodies.longer.append(bodies.Longer(re.compile(paths.WEBHOOKS), webhook.MOST_BYTES, anybody=True))
        settings.SECURE_REDIRECT_EXEMPT.append(f"^{paths.WEBHOOKS[1:]}")
        pagestore.own_pages[paths.MEMBERS] = paths.MEMBER_COOKIE
        roles.append(groups.ROLE)
        start_page.jobs.append(desk.JOB)
        start_page.navigation.append(desk.NAVIGATION)
        senders[Letter._meta.label_lower] = mail.SENDER
        condition.waiting["letters"] = mail.waiting
        condition.faults.append(pledge_instructions.switched_off)
        checks.register(check_provider)
        pagestore.touched_by(Appeal, AppealAmounts, Wording, Terms, Issuer)
        pagestore.boundaries.append(next_appeal_change)
        choosing.SHOWN.append(Terms.pictures_shown)
        verification.checks += [
            verification.Check("gifts", summing_up.check, summing_up.count),
            verification.Check("receipts", receipts.check),
            verification.Check("closed months", closing.check),
            verification.Check("figures", tallying.check, tallying.everybody),
            verification.Check("what needs a hand", discrepancies.check, nothing="nothing does"),
        ]


def refuse_wrong_settings() -> None:
    """Web servers run no system checks, so what must not go live is refused at the start of every process.

    What is wrong with a provider is not: gifts by it are switched off, and the desk is told.
    """
    from membership.money import EXPONENTS, NotAnAmount
    from membership.money.limits import limits_for

    if settings.MEMBERSHIP_CURRENCY not in EXPONENTS:
        raise ImproperlyConfigured(
            f"MEMBERSHIP_CURRENCY={settings.MEMBERSHIP_CURRENCY} is no currency we know. "
            "Use an ISO 4217 code such as EUR."
        )
    for currency in settings.MEMBERSHIP_CURRENCIES:
        if currency not in EXPONENTS:
            raise ImproperlyConfigured(
                f"MEMBERSHIP_CURRENCIES holds {currency}, which is no currency we know. "
                "Use ISO 4217 codes such as CHF, USD."
            )
    try:
        limits = limits_for(settings.MEMBERSHIP_CURRENCY)
    except NotAnAmount as error:
        raise ImproperlyConfigured(
            f"MEMBERSHIP_MINIMUM or MEMBERSHIP_MAXIMUM is no amount: {error}"
        ) from error
    if limits.least.minor > limits.most.minor:
        raise ImproperlyConfigured(
            "MEMBERSHIP_MINIMUM is more than MEMBERSHIP_MAXIMUM, so nobody could give."
        )


def check_provider(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Warnings: gifts by it are switched off, and the newspaper runs."""
    from membership import providers

    return [checks.Warning(found.msg, found.hint, found.obj, found.id) for found in providers.problems()]


def next_appeal_change(now: datetime) -> datetime | None:
    """The next moment at which an appeal begins or ends."""
    from membership.models import Appeal

    begins = (
        Appeal.objects.filter(starts_at__gt=now).order_by("starts_at").values_list("starts_at", flat=True)
    )
    ends = Appeal.objects.filter(ends_at__gt=now).order_by("ends_at").values_list("ends_at", flat=True)
    return min((moment for moment in (begins.first(), ends.first()) if moment), default=None)
