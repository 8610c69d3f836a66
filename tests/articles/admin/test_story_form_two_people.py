"""Two people at their forms of one story, saving by turns and at the same moment, on a real database."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from random import Random

import pytest

from articles.copies import Copy
from articles.editing.copying import copy_of
from articles.models import Article, Version
from tests.builders.edits import OLD, Person
from tests.builders.newsdesk import live, save, story
from tests.driving.at_once import at_once
from tests.driving.merge_page import sent
from tests.driving.storydesk import address, desk, opened, person

pytestmark = pytest.mark.django_db(transaction=True)
_OWN = re.compile(r"\b(?:ann|bob)\d+")
TEXTS = ("headline", "standfirst", "kicker", "body")
LONGEST = {"headline": 160, "standfirst": 400, "kicker": 60}


def words(*said: object) -> Counter[str]:
    return Counter(_OWN.findall(" ".join(map(str, said))))


def test_random_edits_by_turns_lose_no_word(proofs):
    random = Random(7)
    article = story(body="".join(f"<p>{line}</p>" for line in OLD))
    people = {name: (desk(person(name)), Person(name, random)) for name in ("ann", "bob")}
    forms = {name: opened(client, article) for name, (client, _person) in people.items()}
    typed, gone = set(), set()

    for _turn in range(proofs(full=400, small=12)):
        name = random.choice(list(people))
        client, hand = people[name]
        before = {field: forms[name][field] for field in TEXTS}
        after = hand.text(hand.text(Copy(**before)))
        if random.random() < 0.5:
            after = hand.field(after)
        forms[name] |= {field: getattr(after, field)[: LONGEST.get(field)] for field in TEXTS}
        now = words(*(forms[name][field] for field in TEXTS))
        typed, gone = typed | set(now), gone | set(words(*before.values()) - now)
        if random.random() < 0.5:
            answer = client.post(address(article), forms[name])
            while answer.status_code == 409:
                places = [place for place in answer.context["places"] if getattr(place, "is_asked", False)]
                choices = {place.keep_name: random.choice(place.keep)[0] for place in places}
                for place in places:
                    gone |= set(words(place.difference.mine, place.difference.theirs))
                answer = client.post(address(article), sent(answer) | choices)
            assert answer.status_code == 302
            forms[name] = opened(client, article)
        there = words(copy_of(Article.objects.get(pk=article.pk)), forms)
        assert typed - set(there) - gone == set()

    assert all(version.is_intact() for version in Version.objects.filter(article=article))


def test_saves_at_the_same_moment_are_all_there(proofs):
    fields = ["headline", "standfirst", "kicker", "key_points"]
    clients = [desk(person(f"editor{number}")) for number in range(len(fields))]
    for turn in range(proofs(full=50, small=2)):
        article = story(kicker="", standfirst="", key_points="")
        forms = [
            opened(client, article) | {name: f"{name} {turn}"}
            for client, name in zip(clients, fields, strict=True)
        ]

        answers = at_once(
            *(
                partial(client.post, address(article), form)
                for client, form in zip(clients, forms, strict=True)
            )
        )

        assert [answer.status_code for answer in answers] == [302] * len(fields)
        saved = Article.objects.get(pk=article.pk)
        assert [getattr(saved, name) for name in fields] == [f"{name} {turn}" for name in fields]
        assert (saved.revision, saved.versions.count()) == (5, 5)


def test_the_same_form_sent_twice_at_the_same_moment_is_one_version():
    client = desk(person("ann"))
    article = story()
    form = opened(client, article) | {"headline": "Saved", "body": "<p>All anew.</p>"}

    answers = at_once(*[partial(client.post, address(article), form)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Article.objects.get().headline, article.versions.count()) == ("Saved", 2)


ACTS = {
    "publish": {"when": "now", "at": "", "override": "The desk knows."},
    "withdraw": {"reason": "legal", "note": "Asked for."},
    "restore": {"reason": "It was better."},
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_saved_amid_another_act_is_in_the_copy_or_in_the_answer(proofs, act):
    writer, editor = desk(person("ann")), desk(person("bob"))
    for turn in range(proofs(full=50, small=2)):
        article = save(live(slug=f"story-{turn}"), headline="Second")
        typed = f"Typed {turn} at night"
        form = opened(writer, article) | {"body": f"<p>{typed}</p>"}
        more = {"number": 1} if act == "restore" else {}
        told = {**ACTS[act], "revision": article.revision}

        answers = at_once(
            partial(writer.post, address(article), form),
            partial(editor.post, address(article, act, **more), told),
        )

        answer = next(each for each in answers if each.request["PATH_INFO"] == address(article))
        statuses = {each.status_code for each in answers}
        # 409 asks about two texts; 422 says that the copy is another than the one that was looked at.
        assert statuses <= {302, 409, 422}
        assert (answer.status_code, typed in Article.objects.get(pk=article.pk).body) in {
            (302, True),
            (409, False),
        } or any(typed in version.copy.body for version in article.versions.all())
        assert answer.status_code == 302 or typed in answer.text
