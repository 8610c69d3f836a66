"""Which gifts of ours a reference names, on a statement or typed by a person."""

from django.db.models.functions import Left
from django.utils.translation import gettext as _

from membership import giving
from membership.bank_imports.booked import in_parts
from membership.models import Donation
from membership.transfers import references
from newsroom.models import Imprint


def known_prefixes() -> list[str]:
    """Those of all references that were ever given out: a paper that changes its name keeps its gifts."""
    known = Donation.objects.order_by().annotate(start=Left("reference", 2)).values_list("start", flat=True)
    return [references.prefix_of(Imprint.current().name), *sorted(known.distinct())]


def gifts_named(named: set[str]) -> dict[str, Donation]:
    return {
        gift.reference: gift
        for some in in_parts(sorted(named))
        for gift in Donation.objects.with_summary()
        .filter(reference__in=some)
        .prefetch_related("status_reports")
    }


def gift_typed(typed: str) -> Donation:
    """The gift whose reference somebody typed. Raises giving.Refused with what to type."""
    typed = typed.replace("\x00", "").strip()
    donation = Donation.objects.filter(reference=references.read(typed) or typed).first()
    if donation is None:
        said = _("No gift has the reference “%(typed)s”. Type it as it stands on the gift’s page.")
        raise giving.Refused(said % {"typed": typed[:40]})
    return donation
