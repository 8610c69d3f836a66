"""Every check of a story by its code: how much it counts, and what it is called when it found nothing.

What blocks protects the law or readers: a page without words, a broken address, a promise to a partner or
a photographer, a picture that a blind reader is told nothing of. That stays. What warns or hints is house
style, and each newsroom sets it itself, for all or by group (CheckRule).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.copies import Copy
from articles.models.check_rule import CheckRule, Level
from articles.publishing.problems.found import Fault, Problem
from newsroom.models import User


@dataclass(frozen=True)
class Rule:
    level: Level
    #: What an administrator knows it by; empty where nobody may weigh it.
    name: Any
    #: What is said when it found nothing; several checks may be one to the editor.
    passed: Any
    #: The part of a copy without which the check has nothing to look at.
    about: str = ""


_AGREEMENT = _("The agreement with the partner is in force")
_ADDRESS = _("The address is free")
_LINKS = _("Links lead somewhere")
_READS = _("READ lines and related stories are live")
_LICENCE = _("Every licence is clear and allows this use")
_CREDIT = _("Every picture has a credit")

RULES: Mapping[str, Rule] = {
    "no-headline": Rule(Level.BLOCK, "", _("There is a headline")),
    "short-headline": Rule(
        Level.WARN, _("The headline is under 20 letters"), _("The headline is of a good length")
    ),
    "long-headline": Rule(
        Level.WARN, _("The headline is over 110 letters"), _("The headline is of a good length")
    ),
    "no-standfirst": Rule(Level.WARN, _("No standfirst"), _("There is a standfirst")),
    "no-body": Rule(Level.BLOCK, "", _("There is text")),
    "tk": Rule(Level.WARN, _("“TK” is left"), _("No “TK” is left")),
    "heading-order": Rule(
        Level.WARN, _("A smaller subheading before a larger one"), _("Subheadings are in order")
    ),
    "typed-read": Rule(Level.WARN, _("A READ line that was typed as text"), _READS),
    "no-scheme": Rule(Level.WARN, _("A link without its whole address"), _LINKS),
    "broken-link": Rule(Level.WARN, _("A link to a page of ours that is not there"), _LINKS),
    "no-byline": Rule(Level.BLOCK, "", _("Somebody is credited")),
    "no-agreement": Rule(Level.WARN, _("A partner without an agreement"), _AGREEMENT, "outlet"),
    "agreement-ended": Rule(Level.BLOCK, "", _AGREEMENT, "outlet"),
    "no-original": Rule(
        Level.WARN,
        _("No link to the partner's original"),
        _("The partner has the link that it asks for"),
        "outlet",
    ),
    "no-section": Rule(Level.BLOCK, "", _("The story stands in a section")),
    "address-long": Rule(Level.BLOCK, "", _ADDRESS),
    "address-feed": Rule(Level.BLOCK, "", _ADDRESS),
    "address-taken": Rule(Level.BLOCK, "", _ADDRESS),
    "embargo": Rule(Level.BLOCK, "", _("No embargo stands in the way")),
    "no-file": Rule(Level.BLOCK, "", _("Every picture has its file"), "photos"),
    "no-alt": Rule(Level.BLOCK, "", _("Every picture has alt text"), "photos"),
    "no-credit": Rule(Level.BLOCK, "", _CREDIT, "photos"),
    "no-licence": Rule(Level.BLOCK, "", _LICENCE, "photos"),
    "no-source": Rule(Level.WARN, _("No link to a picture's original"), _CREDIT, "photos"),
    "non-commercial": Rule(Level.WARN, _("A licence that allows no commercial use"), _LICENCE, "photos"),
    "no-changes": Rule(Level.WARN, _("A licence that allows no changes"), _LICENCE, "photos"),
    "photo-expired": Rule(Level.BLOCK, "", _("No picture’s time has run out"), "photos"),
    "photo-again": Rule(
        Level.WARN, _("A picture that was shown this week"), _("No picture was shown this week"), "photos"
    ),
    "photo-nowhere": Rule(
        Level.WARN, _("A picture that stands nowhere in the text"), _("Every picture has its place"), "photos"
    ),
    "open-read": Rule(Level.WARN, _("A READ line that looks for its story"), _READS),
    "link-not-live": Rule(Level.WARN, _("A link to a story that is not live"), _READS),
    "no-related": Rule(Level.HINT, _("No related story"), _("A related story is there")),
}
#: What a newsroom may weigh otherwise.
OPEN = tuple(code for code, rule in RULES.items() if rule.name)


def levels_for(user: User | None) -> dict[str, Level]:
    """How much each check counts for that person; for nobody in particular, as it does for all.

    A group's own word goes before that for all; of several groups the mildest counts, as rights add up.
    """
    levels = {code: rule.level for code, rule in RULES.items()}
    mine = Q(group=None) | Q(group__user=user) if user else Q(group=None)
    asked = CheckRule.objects.filter(mine, code__in=OPEN).values_list("code", "level", "group")
    for_all = {code: Level(level) for code, level, group in asked if group is None}
    by_group: dict[str, list[Level]] = {}
    for code, level, group in asked:
        if group is not None:
            by_group.setdefault(code, []).append(Level(level))
    order = list(Level)
    return levels | for_all | {code: min(each, key=order.index) for code, each in by_group.items()}


def weighed(faults: Iterable[Fault], levels: Mapping[str, Level]) -> list[Problem]:
    """What counts, blocking first, then warnings, then hints; each kind in the order of the form."""
    found = [
        Problem(each.code, each.sentence, each.field, levels[each.code], each.words)
        for each in faults
        if levels[each.code] != Level.OFF
    ]
    order = list(Level)
    return sorted(found, key=lambda problem: -order.index(problem.level))


def passed(copy: Copy, found: Collection[Problem], levels: Mapping[str, Level]) -> list[Any]:
    """What is called a check that found nothing, of those that count and that this copy calls for."""
    failed = {RULES[problem.code].passed for problem in found}
    asked = [
        rule.passed
        for code, rule in RULES.items()
        if levels[code] != Level.OFF and (not rule.about or getattr(copy, rule.about))
    ]
    return [words for words in dict.fromkeys(asked) if words not in failed]
