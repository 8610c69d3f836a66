"""What stands in the way of publishing: sentences for the editor, blocking, warning or hinting.

A copy is judged as a plain value, so that what is typed and what is saved meet the same rules.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from articles.copies import Copy
from articles.editing.copying import copy_of
from articles.models import Article
from articles.publishing.problems.credit import faults_of_credit
from articles.publishing.problems.found import Problem, written
from articles.publishing.problems.judged import Judged
from articles.publishing.problems.links import faults_of_links
from articles.publishing.problems.pictures import faults_of_pictures
from articles.publishing.problems.place import faults_of_place
from articles.publishing.problems.rules import levels_for, passed, weighed
from articles.publishing.problems.words import HEADLINE_LENGTH, STANDFIRST_LENGTH, faults_of_words
from newsroom.models import User

__all__ = [
    "HEADLINE_LENGTH",
    "STANDFIRST_LENGTH",
    "Problem",
    "Verdict",
    "judged",
    "problems",
    "verdict_of",
    "written",
]

_CHECKS = (faults_of_words, faults_of_credit, faults_of_place, faults_of_links, faults_of_pictures)


@dataclass(frozen=True)
class Verdict:
    #: Blocking first, then warnings, then hints.
    found: list[Problem]
    #: What the checks are called that found nothing.
    passed: list[Any]

    @property
    def blocking(self) -> list[Problem]:
        return [problem for problem in self.found if problem.blocking]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.found if problem.warning]

    @property
    def hints(self) -> list[Problem]:
        return [problem for problem in self.found if not (problem.blocking or problem.warning)]


def judged(
    copy: Copy,
    *,
    article: int | None,
    embargo: datetime | None = None,
    at: datetime | None = None,
    by: User | None = None,
) -> Verdict:
    """What `by` would be told of this copy of that story if it went live at `at` (now if not given)."""
    story = Judged.of(copy, article=article, embargo=embargo, at=at)
    levels = levels_for(by)
    found = weighed(chain.from_iterable(check(story) for check in _CHECKS), levels)
    return Verdict(found, passed(copy, found, levels))


def verdict_of(article: Article, *, at: datetime | None = None, by: User | None = None) -> Verdict:
    """The same of the copy as it is saved."""
    return judged(copy_of(article), article=article.pk, embargo=article.embargo, at=at, by=by)


def problems(article: Article, *, at: datetime | None = None, by: User | None = None) -> list[Problem]:
    """All that stands in the way of this saved copy going live at `at` (now if not given); blocking first."""
    return verdict_of(article, at=at, by=by).found
