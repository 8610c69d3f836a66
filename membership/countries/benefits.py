"""What of a gift counts when the donor got something in return."""

from membership.countries.rule import Rule, Token
from membership.money import Money


def limit(rule: Rule, amount: Money, year: int) -> Money:
    """Up to which value a benefit does not matter."""
    benefits = rule.benefits
    left, taken, total = amount.minor, 0, 0
    for upto, percent in benefits.bands:
        part = left - taken if upto is None else min(left, upto) - taken
        total += part * percent
        taken += part
    return Money(_capped(total // 100, cap_of(rule, year)), amount.currency)


def cap_of(rule: Rule, year: int) -> int | None:
    """The cap of that year, or the last one that we know: they only rise, so an old one is on the safe
    side."""
    known = [since for since in rule.benefits.caps if since <= year]
    return rule.benefits.caps[max(known)] if known else rule.benefits.cap


def is_out_of_date(rule: Rule, year: int) -> bool:
    """Whether the figures for that year still have to be looked up (`rule.benefits.source` says where)."""
    caps = rule.benefits.caps
    return bool(caps) and year >= max(caps) + rule.benefits.caps_hold


def is_insubstantial(rule: Rule, amount: Money, benefit: Money, year: int, *, token: bool = False) -> bool:
    """Whether the benefit is small enough to be left out. `token`: an item with the newsroom's name on it,
    and `benefit` what it cost; the gift then has to reach the year's least payment."""
    if benefit.minor <= 0:
        return True
    if rule.currency != amount.currency:
        return False
    if token:
        known = [since for since in rule.benefits.tokens if since <= year]
        if known:
            least, cost = rule.benefits.tokens[max(known)]
            if amount.minor >= least and benefit.minor <= cost:
                return True
    return benefit.minor <= limit(rule, amount, year).minor


def is_gift(rule: Rule, amount: Money, benefit: Money) -> bool:
    """Whether so much came back that the law sees no gift in it."""
    return benefit.minor * 100 <= amount.minor * rule.benefits.most_percent


def eligible(rule: Rule, amount: Money, benefit: Money, year: int, *, token: bool = False) -> Money:
    """What of `amount` counts for the tax: never below zero, nothing where the rule deducts nothing."""
    nothing = Money(0, amount.currency)
    if not rule.deductible or amount.minor <= 0 or not is_gift(rule, amount, benefit):
        return nothing
    if is_insubstantial(rule, amount, benefit, year, token=token):
        return amount
    if rule.benefits.above == "nothing":
        return nothing
    return Money(max(0, amount.minor - benefit.minor), amount.currency)


def is_quid_pro_quo(rule: Rule, amount: Money, benefit: Money) -> bool:
    """Whether the disclosure has to be made: something was got for it, and more than the threshold was
    paid."""
    return benefit.minor > 0 and exceeds(amount, rule.quid_pro_quo_above)


def tokens_of(rule: Rule, amount: Money, benefit: Money, year: int, *, token: bool = False) -> set[Token]:
    """What the sentences about a benefit depend on."""
    if benefit.minor <= 0:
        return {"plain"}
    counted = is_insubstantial(rule, amount, benefit, year, token=token)
    if counted and is_gift(rule, amount, benefit):
        return {"token"}
    return {"benefit", "quid_pro_quo"} if is_quid_pro_quo(rule, amount, benefit) else {"benefit"}


def exceeds(amount: Money, threshold: Money | None) -> bool:
    if threshold is None:
        return False
    return amount.currency != threshold.currency or amount.minor > threshold.minor


def _capped(value: int, cap: int | None) -> int:
    return value if cap is None else min(value, cap)
