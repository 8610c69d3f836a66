"""What staff know of a gift that stands nowhere else."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from membership.giving.refusals import Refused
from membership.models import Donation, Note
from newsroom.models import User


def note(donation: Donation, text: str, by: User) -> Note:
    """Keep this beside the gift, for ever. Raises PermissionDenied, or Refused if it is empty."""
    if not by.has_perm("membership.add_note"):
        raise PermissionDenied(_("Only membership managers can add a note."))
    if not text.strip():
        raise Refused(_("Write what is to be kept."))
    return Note.objects.create(donation=donation, text=text.strip(), by=by)
