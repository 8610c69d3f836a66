"""What the form has to ask of a donor so that a receipt can be written; nothing else, and only then."""

from dataclasses import dataclass
from typing import Literal

from membership.countries.benefits import exceeds
from membership.countries.rule import Rule
from membership.money import Money


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of the form, by the names of Donor. `when`: only once the donor ticks the declaration."""

    key: str
    required: bool
    when: Literal["", "declared"] = ""


def asked_of_donor(rule: Rule, amount: Money | None = None) -> tuple[Ask, ...]:
    """The fields that the rule needs for a gift of this amount; before an amount is known, for the largest.

    The name is always among them: required wherever a receipt is worth nothing without it.
    """
    named = rule.deductible or rule.needs_address != "never"
    fields = [Ask("name", required=named and rule.needs_address != "declared")]
    if rule.declaration:
        fields[0] = Ask("name", required=True, when="declared")
        fields.append(Ask("declared", required=False))
    when: Literal["", "declared"] = "declared" if rule.needs_address == "declared" else ""
    if rule.needs_address != "never" and needs_address(rule, amount, declared=True):
        fields += [Ask(key, required=True, when=when) for key in rule.address]
    return tuple(fields)


def needs_address(rule: Rule, amount: Money | None, *, declared: bool) -> bool:
    """Whether a receipt over this amount needs the donor's address. A foreign currency counts as above."""
    if rule.needs_address == "above":
        return amount is None or exceeds(amount, rule.address_above)
    return rule.needs_address == "always" or (rule.needs_address == "declared" and declared)
