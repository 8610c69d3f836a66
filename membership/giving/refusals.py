"""Why something cannot be done. Each message is a sentence that says what to do."""

from membership.refusals import Refused


class TooMany(Refused):
    """Not this time: so many gifts in so short a time are a mistake or an attack."""


class NeedsProof(Refused):
    """Not without a sign of good faith: so many gifts come in that some are not meant."""


class Unfitting(Refused):
    """Money has moved that our rows know otherwise. It is held until somebody has looked at it."""
