"""A promise is written down under a reference that no other has. Which are free the database alone knows."""

from collections.abc import Callable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from membership.giving.refusals import Refused
from membership.models import Donation
from membership.transfers import references
from newsroom.models import Imprint

#: So many references are tried; after each LONGER_AFTER of them they get a character longer.
ATTEMPTS, LONGER_AFTER, SHORTEST = 20, 5, 4


def under_new_reference(write: Callable[[str], Donation], *, form_token: str) -> Donation:
    """What `write`, a transaction of its own, makes of the first reference that is free.

    Raises IntegrityError where another hand has written down the very same (its `form_token`), and Refused
    where no reference is free.
    """
    prefix = references.prefix_of(Imprint.current().name)
    for attempt in range(ATTEMPTS):
        try:
            return write(references.make(prefix, length=SHORTEST + attempt // LONGER_AFTER))
        except IntegrityError:
            if Donation.objects.filter(form_token=form_token).exists():
                raise
    raise Refused(_("The gift could not be written down. Try again in a minute."))
