"""How a pledge is paid: to which account, by which reference, with which code to scan."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from membership import providers
from membership.models import Donation, Issuer
from membership.transfers import iban, qr
from newsroom.models import Imprint


@dataclass(frozen=True)
class Ways:
    """Where donors send money, as they read it. `text`: the newsroom's own words where it has no more."""

    holder: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    cheque_address: str = ""
    text: str = ""


def ways(imprint: Imprint) -> Ways | None:
    """The account of the receiving organisation, else what the imprint says; None if nobody has said."""
    issuer = Issuer.current()
    if issuer and (issuer.iban or issuer.bank or issuer.cheque_address):
        return Ways(issuer.holder, iban.written(issuer.iban), issuer.bic, issuer.bank, issuer.cheque_address)
    return Ways(text=imprint.bank_details) if imprint.bank_details else None


def closed(imprint: Imprint) -> bool:
    """No gift can be begun: no provider that works is set, and no account is named for pledges."""
    return providers.chosen().slug == providers.PLEDGE and ways(imprint) is None


def switched_off() -> list[str]:
    """What is wrong with the settings of the provider, as sentences for the desk."""
    found = providers.problems()
    off = _("Gifts through “%(provider)s” are switched off.") % {"provider": settings.MEMBERSHIP_PROVIDER}
    kept = _("Earlier gifts by card cannot be asked about.")
    said = off if providers.chosen().slug != settings.MEMBERSHIP_PROVIDER else kept
    return [f"{said} {each.msg} {each.hint}" for each in found]


def code(donation: Donation) -> SafeString | str:
    """The code that fills in this transfer in a banking app; empty where the rule of the code allows none."""
    issuer = Issuer.current()
    if issuer is None or not issuer.iban:
        return ""
    try:
        return qr.svg(
            holder=issuer.holder,
            iban=issuer.iban,
            bic=issuer.bic,
            money=donation.amount,
            reference=donation.reference,
            label=_("Code for your banking app: %(amount)s to %(holder)s, reference %(reference)s")
            % {"amount": donation.amount, "holder": issuer.holder, "reference": donation.reference},
        )
    except qr.NoCode:
        return ""
