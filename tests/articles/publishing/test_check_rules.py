"""How much a check counts: as the program has it, as this newsroom has it, as a group has it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import CheckRule, Level
from articles.publishing import NotReady, publish
from articles.publishing.problems import problems, verdict_of
from articles.publishing.problems.rules import OPEN, RULES
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.storydesk import desk

pytestmark = pytest.mark.django_db


def levels(article, by=None) -> dict[str, str]:
    return {problem.code: problem.level for problem in problems(article, by=by)}


def member(*groups: str) -> User:
    user = newsdesk.editor()
    user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    return user


def rule(code: str, level: str, group: str | None = None) -> None:
    CheckRule.objects.create(
        code=code, level=level, group=Group.objects.get_or_create(name=group)[0] if group else None
    )


def test_what_blocks_is_nobodys_to_weigh():
    assert {code for code, each in RULES.items() if each.level == Level.BLOCK} == set(RULES) - set(OPEN)
    rule("no-alt", "off")

    assert levels(newsdesk.with_photo(alt=""))["no-alt"] == Level.BLOCK


@pytest.mark.parametrize("level", Level.values)
def test_a_rule_for_all_holds_for_everybody(level):
    rule("no-standfirst", level)
    article, boss = newsdesk.story(standfirst=""), newsdesk.editor()

    assert levels(article, boss).get("no-standfirst", "off") == level
    assert levels(article).get("no-standfirst", "off") == level


def test_a_groups_rule_goes_before_that_for_all_and_of_several_the_mildest_counts():
    rule("tk", "block")
    rule("tk", "warn", "Desk A")
    rule("tk", "off", "Desk B")
    article = newsdesk.story(headline="A headline with TK in it")

    found = [
        levels(article, by=member(*groups)).get("tk", "off")
        for groups in ([], ["Desk A"], ["Desk B"], ["Desk A", "Desk B"])
    ]

    assert found == ["block", "warn", "off", "off"]


def test_what_is_made_to_block_cannot_be_set_aside_by_those_whom_it_blocks():
    rule("no-standfirst", "block", "Night desk")
    article = newsdesk.story(standfirst="")

    with pytest.raises(NotReady):
        publish(article, by=member("Night desk"), override="I know.")

    assert publish(article, by=member(), override="I know.").overridden[0]["code"] == "no-standfirst"


def test_what_is_off_is_not_told_as_passed_either():
    passed = {str(words) for words in verdict_of(newsdesk.story()).passed}
    rule("tk", "off")

    assert passed - {str(words) for words in verdict_of(newsdesk.story()).passed} == {"No “TK” is left"}


def test_judging_asks_few_questions_however_many_rows_there_are(django_assert_num_queries):
    for rows in (1, 3):
        links = "".join(
            f'<p>See <a href="/harbour/s{n}/">it</a>, <a href="/topic/t{n}/">that</a>.</p>'
            for n in range(rows)
        )
        article = newsdesk.story(
            body=newsdesk.TEXT + links,
            lead=newsdesk.photo(),
            authors=[newsdesk.author(f"Writer {n}") for n in range(rows)],
            related=[newsdesk.story(f"Old {n}") for n in range(rows)],
            outlet=newsdesk.outlet(),
            slug=f"judged-{rows}",
        )
        with django_assert_num_queries(15):
            problems(article)


def test_the_form_of_a_rule_offers_what_may_be_weighed_and_each_once():
    client = desk(User.objects.create_superuser("chief"))
    add = reverse("admin:articles_checkrule_add")

    offered = client.get(add).context["adminform"].form.fields["code"].choices
    first = client.post(add, {"code": "tk", "group": "", "level": "block"})
    again = client.post(add, {"code": "tk", "group": "", "level": "off"})
    fixed = client.post(add, {"code": "no-alt", "group": "", "level": "off"})

    assert [code for code, _name in offered] == list(OPEN)
    assert (first.status_code, again.status_code, fixed.status_code) == (302, 200, 200)
    assert again.context["adminform"].form.errors["code"] == [
        "There is a rule for this check and group already. Change that one."
    ]
    assert "code" in fixed.context["adminform"].form.errors
    assert list(CheckRule.objects.values_list("code", "level")) == [("tk", "block")]
