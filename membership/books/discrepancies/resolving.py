"""Settling a discrepancy: done through the hand that may do it; who decided is written down once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from membership import giving
from membership.books.discrepancies.discrepancy import Action
from membership.books.discrepancies.doubting import DOUBTED
from membership.books.discrepancies.listing import is_open
from membership.books.discrepancies.settling import gone
from membership.books.discrepancies.ways import WAYS
from membership.models import Doubt, Resolution
from membership.money import locales
from newsroom.models import User

Refused = giving.Refused


def resolve(kind: str, about: str, how: str, *, by: User, note: str = "") -> Resolution:
    """Do what settles this discrepancy, then write down who decided it. The same person twice is once.

    `note` is the reason, or the reference of the gift where one is asked for. Raises PermissionDenied,
    giving.Refused with a sentence, or the provider's ProviderError; then nothing is written down, and the
    same can be asked for again. What is not open, or what somebody else has settled, is refused.
    """
    if "\x00" in about + note:  # PostgreSQL cannot keep it
        raise Refused(_("What was typed holds a sign that cannot be kept. Type it again."))
    action = next((one for one in WAYS.get(kind, ()) if one.how == how), None)
    _require_permission(by, action)
    if action is None:
        raise Refused(_("There is no such way to settle this. Load the page again."))
    if known := _settled(kind, about, by):
        return known
    if action.field == "note" and not note.strip():
        raise Refused(_("Say why; it stands in the books."))
    busy = _("Somebody is settling this at this moment. Load the page again.")
    with giving.claimed(f"membership.discrepancies:{kind}:{about}"[:200], busy):
        if known := _settled(kind, about, by):
            return known
        if not is_open(kind, about):
            raise gone()
        if action.do:
            action.do(about, by, note.strip())
        with transaction.atomic():
            row, _new = Resolution.objects.get_or_create(
                kind=kind, about=about[:150], defaults={"how": how, "note": note.strip()[:300], "by": by}
            )
            if what := DOUBTED.get(kind):
                Doubt.about(what, [int(about)])
        return row


def _settled(kind: str, about: str, by: User) -> Resolution | None:
    known = Resolution.objects.select_related("by").filter(kind=kind, about=about).first()
    if known and known.by_id != by.pk:
        said = _("%(who)s settled this on %(day)s.")
        raise Refused(said % {"who": known.by, "day": locales.day(known.at, short=True)})
    return known


def _require_permission(by: User, action: Action | None) -> None:
    needed = ["membership.close_books", *([f"membership.{action.needs}"] if action and action.needs else [])]
    if not by.is_active or not by.has_perms(needed):
        raise PermissionDenied(_("Settling this needs a permission that you do not have."))
