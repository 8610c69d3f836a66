"""Who is one person, whatever addresses they gave from; a gift without a member is a person of its own."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

#: In a query of gifts.
GIVER = Coalesce("member__same_as", "member", -F("pk"))
#: In a query of payments.
PAYER = Coalesce("donation__member__same_as", "donation__member", -F("donation"))
