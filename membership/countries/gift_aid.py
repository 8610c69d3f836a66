"""Gift Aid: the declaration that a donor makes, and the claim as HMRC's schedule spreadsheet takes it.

Sources: gov.uk/claim-gift-aid/gift-aid-declarations;
gov.uk/guidance/schedule-spreadsheet-to-claim-back-tax-on-gift-aid-donations (columns and lengths, as of 28
November 2025); Income Tax Act 2007 s. 413 ff. Nothing is filed from here.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from membership.money import Money
from membership.tables.csv_cells import risky

Scope = Literal["single", "future", "past_and_future"]

COLUMNS = (
    "Title",
    "First name",
    "Last name",
    "House name or number",
    "Postcode",
    "Aggregated donations",
    "Sponsored event",
    "Donation date",
    "Amount",
)
TITLES = frozenset(["Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "Prof", "Rev", "Sir", "Dame", "Lord", "Lady"])
#: A donor who lives outside the United Kingdom stands in the schedule with X for a postcode.
ABROAD = "X"
MOST_AGGREGATED = 1_000_00
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})")


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of the schedule. `aggregated` and `sponsored` are empty for an ordinary gift."""

    title: str
    first: str
    last: str
    house: str
    postcode: str
    on: date
    amount: Money
    aggregated: str = ""
    sponsored: bool = False


def declaration(charity: str, scope: Scope) -> str:
    """What the donor declares by ticking the box: for which charity, which gifts, and what it means for the
    tax.

    To be kept with the gift as it read. The box beside it is never ticked beforehand.
    """
    gifts = {
        "single": "this donation",
        "future": "this donation and all donations I make in the future",
        "past_and_future": "this donation, all donations I have made in the past four years and all I make "
        "in the future",
    }[scope]
    return (
        f"I want {charity} to treat {gifts} as Gift Aid donations. I am a UK taxpayer, and I understand that "
        "if I pay less Income Tax and/or Capital Gains Tax in a tax year than the Gift Aid claimed on all my "
        "donations in that year, it is my responsibility to pay any difference. The charity reclaims 25p of "
        "tax on every £1 that I give. I can cancel this at any time, and will tell the charity if my name, "
        "my home address or my tax changes."
    )


def postcode(text: str) -> str | None:
    """A British postcode as HMRC wants it: capitals, one space. X stands for an address abroad."""
    tidy = re.sub(r"\s+", " ", text.strip().upper())
    if tidy == ABROAD:
        return ABROAD
    found = _POSTCODE.fullmatch(tidy)
    return f"{found[1]} {found[2]}" if found else None


def split_name(name: str) -> tuple[str, str, str]:
    """Title, first and last name of what a donor wrote in one field. One word alone is the last name."""
    words = name.replace("\N{NO-BREAK SPACE}", " ").split()
    title = words.pop(0).rstrip(".") if len(words) > 1 and words[0].rstrip(".").title() in TITLES else ""
    return title.title(), " ".join(words[:-1]), words[-1] if words else ""


def house(street: str) -> str:
    """The number of a street address, or the name of the house before the comma: “12b”, “Rose Cottage”."""
    found = re.match(r"\s*(\d+\s?[A-Za-z]?(?:[-/]\d+)?)\b", street)
    return found[1].strip() if found else street.split(",", maxsplit=1)[0].strip()


def problems(claim: Claim, *, today: date) -> list[str]:
    """What HMRC would refuse in this line, as sentences for staff."""
    found = []
    if not claim.aggregated:
        if not claim.first or not claim.last:
            found.append(_("Enter the donor’s first and last name."))
        if not claim.house:
            found.append(_("Enter the house name or number of the donor’s home."))
        if postcode(claim.postcode) is None:
            found.append(
                _("“%(postcode)s” is no British postcode. Enter one such as LS1 4AP, or X for a home abroad.")
                % {"postcode": claim.postcode}
            )
    elif claim.amount.minor > MOST_AGGREGATED:
        found.append(_("A line of gifts added together may come to £1,000 at most. Make two lines of it."))
    if claim.on > today:
        found.append(_("The gift lies in the future. Check its date."))
    if today > last_day_to_claim(claim.on):
        found.append(_("The gift is more than four years old. Gift Aid can no longer be claimed on it."))
    if claim.amount.currency != "GBP":
        found.append(_("Enter the gift in pounds, at the rate of the day it was received."))
    if claim.amount.minor <= 0:
        found.append(_("Nothing is left of this gift to claim on."))
    return found


def last_day_to_claim(given: date) -> date:
    """Four years after the end of the tax year (5 April) in which the gift was made."""
    ends = given.year if (given.month, given.day) <= (4, 5) else given.year + 1
    return date(ends + 4, 4, 5)


def rows(claims: Iterable[Claim]) -> list[list[str]]:
    """The lines of the schedule, without the heads: at most 4 characters of title, 35 of each name."""
    return [
        [
            claim.title[:4],
            claim.first[:35],
            claim.last.replace("-", " ")[:35],
            claim.house,
            postcode(claim.postcode) or claim.postcode,
            claim.aggregated[:35],
            "Yes" if claim.sponsored else "",
            claim.on.strftime("%d/%m/%y"),
            f"{claim.amount.minor // 100}.{claim.amount.minor % 100:02d}",
        ]
        for claim in claims
    ]


def as_csv(claims: Iterable[Claim]) -> str:
    """The schedule as CSV, to be pasted into HMRC's spreadsheet. A cell that would be a formula stands
    behind '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(claims):
        writer.writerow([f"'{cell}" if risky(cell) else cell for cell in row])
    return out.getvalue()
