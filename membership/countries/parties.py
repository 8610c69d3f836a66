"""Who issues a receipt and who gave, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from membership.countries.wording import parse


@dataclass(frozen=True, slots=True)
class Issuer:
    """The legal entity that received the money.

    `details` by the names that the rule gives them (tax_id, signatory, place_of_issue …); `wording` by the
    names of the rule's blocks; `timezone` decides on which day, and so in which year, a gift was received.
    """

    name: str
    address: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    timezone: str = "UTC"

    @classmethod
    def of(
        cls,
        *,
        name: str,
        address: str = "",
        details: Mapping[str, object] | None = None,
        wording: str = "",
        language: str = "en",
        timezone: str = "UTC",
    ) -> Issuer:
        """From what stands in a form: an address of several lines, details with gaps, wording with
        [marks]."""
        return cls(
            name=name.strip(),
            address=tuple(line.strip() for line in address.splitlines() if line.strip()),
            details={
                key: str(value).strip() for key, value in (details or {}).items() if str(value or "").strip()
            },
            wording=parse(wording),
            language=language,
            timezone=timezone,
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Donor:
    """Whoever gave, as the receipt names them. `declared`: made a Gift Aid declaration that holds."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    declared: bool = False

    def lines(self) -> tuple[str, ...]:
        """The address as it stands on a letter; the postcode before the town where both are short of a
        street."""
        place = " ".join(part for part in (self.postcode, self.town) if part)
        return tuple(line.strip() for line in (self.street, place, self.country) if line.strip())
