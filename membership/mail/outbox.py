"""Letters to donors: what may be sent again, and how each becomes a mail of the outbox."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from membership.letters import write
from membership.mail import text
from membership.models import Letter, Note, Receipt
from membership.refusals import Refused
from newsroom.mail import Sender, post_again
from newsroom.models import User


def resend(letter: Letter, by: User) -> None:
    """Send a letter again because staff ask for it. Raises PermissionDenied, or Refused where it is of no use
    to anybody any more; then nothing is touched."""
    if not by.is_active or not by.has_perm("membership.steer_donation"):
        raise PermissionDenied(_("Sending a letter again needs the permission to change repeated gifts."))
    if letter.kind == Letter.Kind.CODE:
        raise PermissionDenied(_("A code to sign in is asked for by the member alone."))
    if nowhere := _not_to_be_sent(letter):
        raise Refused(nowhere)
    with transaction.atomic():
        if letter.donation is not None:
            said = _("The letter “%(letter)s” was sent again.") % {"letter": letter.get_kind_display()}
            Note.objects.create(donation=letter.donation, text=said, by=by)
        post_again(letter)


def resend_receipt(receipt: Receipt, by: User) -> None:
    """Send a receipt by a mail of its own, as staff ask for it; it may have gone with no letter yet."""
    if not by.is_active or not by.has_perm("membership.steer_donation"):
        raise PermissionDenied(_("Sending a letter again needs the permission to change repeated gifts."))
    donation = receipt.donation
    if donation is None or not donation.email:
        return
    with transaction.atomic():
        if known := receipt.letters.filter(kind=Letter.Kind.RECEIPT).first():
            resend(known, by)
            return
        write(Letter.Kind.RECEIPT, donation=donation, receipt=receipt)
        said = _("Receipt %(receipt)s was mailed.") % {"receipt": receipt.name}
        Note.objects.create(donation=donation, text=said, by=by)


def _rows() -> QuerySet[Letter]:
    return Letter.objects.select_related("donation__member", "member", "payment", "code")


def _not_to_be_sent(letter: Letter) -> str:
    """Why a letter stays here for good; empty if it may go."""
    if not letter.to:
        return _("The person has been erased.")
    if text.too_late(letter):
        return _("The code had expired before it could be sent.")
    if letter.pair and not letter.pair.is_open:
        return _("It is not mailed: what it asks has been settled.")
    return ""


SENDER = Sender(_rows, text.words, _not_to_be_sent, text.enclosed)
