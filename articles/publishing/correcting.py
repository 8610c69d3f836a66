"""The one hand of corrections: public as soon as they are made, withdrawn with a reason, never deleted."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Correction
from articles.models.correction import CORRECTING
from newsroom.models import User

#: How far the clocks of the desk and of the server may be apart.
CLOCKS_APART = timedelta(minutes=1)


class CorrectionRefused(Exception):
    """What was asked for cannot be done; the message says why and what to do. `field`: what it is about."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@CORRECTING.writes
@transaction.atomic
def correct(correction: Correction, *, by: User) -> Correction:
    """Make this correction, or reword the one that it is. A correction stays its first maker's.

    Raises PermissionDenied, and what `require_correctable` raises.
    """
    _require_permission(by, "change" if correction.pk else "add")
    require_correctable(correction)
    correction.made_by = correction.made_by or by
    correction.save()
    return correction


def require_correctable(correction: Correction) -> None:
    """CorrectionRefused if it is dated in the future, has been withdrawn, or was made to another story.

    Locks the one that it is: call in the transaction of the save.
    """
    if correction.made_at > timezone.now() + CLOCKS_APART:
        # Readers see a correction as soon as it is saved.
        sentence = _("A correction cannot be dated in the future. Give the moment it was made.")
        raise CorrectionRefused(sentence, "made_at")
    before = _locked(correction) if correction.pk else correction
    if before.withdrawn_at:
        raise CorrectionRefused(_("This correction has been withdrawn. Make a new one."))
    if before.article_id != correction.article_id:
        raise CorrectionRefused(_("A correction stays with its story. Withdraw this one and make another."))


@CORRECTING.writes
@transaction.atomic
def withdraw_correction(correction: Correction, *, by: User, reason: str) -> None:
    """Take it off every public page; it stays at the desk with the reason. Done twice, the first one stands.

    Raises PermissionDenied; CorrectionRefused without a reason.
    """
    _require_permission(by, "change")
    if not reason.strip():
        raise CorrectionRefused(_("Say why the correction is withdrawn. The desk keeps the reason."))
    row = _locked(correction)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.withdrawn_because = reason.strip()[:300]
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    correction.refresh_from_db()


def _require_permission(by: User, act: str) -> None:
    if not by.is_active or not by.has_perm(f"articles.{act}_correction"):
        raise PermissionDenied(_("Only editors can make and withdraw corrections."))


def _locked(correction: Correction) -> Correction:
    return Correction.objects.select_for_update().get(pk=correction.pk)
