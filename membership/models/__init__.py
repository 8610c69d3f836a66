from membership.models.appeal import Appeal
from membership.models.donation import Donation, Interval, Status
from membership.models.letter import Letter
from membership.models.payment import AppendOnly, Payment
from membership.models.presets import Preset, presets_of

__all__ = [
    "Appeal",
    "AppendOnly",
    "Donation",
    "Interval",
    "Letter",
    "Payment",
    "Preset",
    "Status",
    "presets_of",
]
