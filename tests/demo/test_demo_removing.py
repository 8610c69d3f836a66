"""The demo goes as it came: all of it, and nothing of the newsroom's own. What interrupted it is gone on with."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from articles.demo import filling, paper
from articles.models import Article, Edition, Licence, Photo, Section, Topic
from articles.publishing import publish
from membership import giving
from membership.demo import gifts, year
from membership.giving import gate
from membership.models import Donation, Issuer, Note, Payment, Receipt
from newsroom import demo_people, demo_record
from newsroom.management.commands import demo, prepare
from newsroom.models import Imprint, User
from tests.builders import books, newsdesk

#: What the program writes by itself, or keeps about what others did.
ITS_OWN = {
    *(
        "articles.CheckRule",
        "articles.Licence",
        "articles.Headline",
        "articles.FormerSlug",
        "articles.Former",
        "articles.ChainCheck",
        "membership.Event",
        "membership.Comparison",
    ),
    *(
        "membership.Resolution",
        "membership.Look",
        "membership.ShownColumns",
        "membership.ReceiptBook",
        "membership.AccountLine",
        "membership.Cursor",
        "membership.Tally",
        "membership.Counted",
        "membership.Doubt",
    ),
}


@pytest.fixture
def data(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    return tmp_path


@pytest.fixture
def small(data):
    """A demo of one story, one picture and one gift, as the command leaves it."""
    people = demo_people.let_in()
    demo._name_the_paper()
    paper.make_taxonomy()
    year.set_up()
    story = newsdesk.story("Cranes stand still", by=people["editor"], slug=filling.LEAD)
    publish(story, by=people["editor"], override="for the test")
    newsdesk.photo("Gulls")
    default_storage.save("ab/cd/gulls.jpg", ContentFile(b"x"))
    gift = giving.start(gifts._wish(0, gifts.GIVEN[4], {}), provider=gifts.by_slug("pledge"))
    giving.receive(gift, by=people["membership"], amount=gift.amount, at=books.day("2026-11-28").date())
    demo_record.write(data, [*demo.WORK, *demo.BY_HAND])
    return people


def remove() -> str:
    said = StringIO()
    call_command("demo", "--remove", stdout=said)
    return said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_all_that_the_demo_made_goes_and_the_newsroom_can_begin(small, data, client):
    licences = Licence.objects.count()
    User.objects.create_user("petra", is_staff=True)

    said = remove()

    tables = (Article, Edition, Photo, Section, Topic, Donation, Payment, Receipt, Issuer)
    assert {table.__name__: table.objects.count() for table in tables} == {
        table.__name__: 0 for table in tables
    }
    assert list(User.objects.values_list("username", flat=True)) == ["petra"]
    assert (Licence.objects.count(), Group.objects.count()) == (licences, 4)
    assert Imprint.current().name == Imprint().name
    assert Imprint.current().publisher == ""
    assert default_storage.listdir("") == ([], [])
    assert not (data / "demo-sign-ins.txt").exists()
    assert "createsuperuser" in said
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_was_removed_stays_away_and_is_not_removed_twice(small, data, monkeypatch):
    remove()
    newsdesk.story("Our own first story")
    monkeypatch.setattr(prepare, "_collect_static", lambda out: None)

    call_command("prepare", stdout=StringIO())
    with pytest.raises(CommandError, match="no list of what a demo made"):
        remove()

    assert Article.objects.get().headline == "Our own first story"


def own_story(people):
    newsdesk.story("Our own first story")
    return r"1 article\b"


def own_gift(people):
    giving.start(gifts._wish(1, gifts.GIVEN[1], {}), provider=gifts.by_slug("practice"))
    return "1 donation"


def own_name_of_a_section(people):
    Section.objects.filter(slug="city").update(name="Town")
    return "1 changed section"


def own_account(people):
    Issuer.objects.update(iban="DE02120300000000202051")
    return "1 changed"


def own_words_in_a_story_of_the_demo(people):
    story = Article.objects.get(slug=filling.LEAD)
    story.headline = "Cranes move again"
    story.save()
    newsdesk.saved(story, by=newsdesk.editor("petra"))
    return "stories changed by petra"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "work", [own_story, own_gift, own_name_of_a_section, own_account, own_words_in_a_story_of_the_demo]
)
def test_where_work_of_the_newsroom_s_own_hangs_on_it_nothing_goes(small, work):
    named = work(small)
    before = Article.objects.count(), Donation.objects.count(), User.objects.count()

    with pytest.raises(CommandError, match=f"Work of your own .*{named}.* Nothing was removed"):
        remove()

    assert (Article.objects.count(), Donation.objects.count(), User.objects.count()) == before


@pytest.mark.django_db
def test_without_a_list_of_what_it_made_nothing_goes(data):
    (data / demo_record.FILE).touch()
    newsdesk.story("Our own first story")

    with pytest.raises(CommandError, match="no list of what a demo made"):
        remove()

    assert Article.objects.exists()


def test_every_table_is_looked_at_for_work_or_hangs_on_one_that_is():
    looked_at = {*demo.WORK, *demo.BY_HAND}
    tables = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("membership").get_models()]
    hanging = set(looked_at)
    for _round in range(4):
        hanging |= {
            table
            for table in tables
            if any(field.is_relation and field.related_model in hanging for field in table._meta.fields)
        }

    assert {table._meta.label for table in tables if table not in hanging} - ITS_OWN == set()


class Killed(BaseException):
    pass


@pytest.mark.django_db
def test_sign_ins_of_an_interrupted_demo_are_all_known_in_the_end(data, monkeypatch):
    create, made = User.objects.create_user, []

    def killed_at_the_third(*args, **kwargs):
        if len(made) == 2:
            made.append("killed")
            raise Killed
        made.append(args[0])
        return create(*args, **kwargs)

    monkeypatch.setattr(User.objects, "create_user", killed_at_the_third)
    with pytest.raises(Killed):
        demo_people.let_in()
    User.objects.filter(username="editor").delete()
    demo_people.let_in()

    said = dict(line.split()[:2] for line in (data / "demo-sign-ins.txt").read_text().splitlines())
    assert list(said) == list(demo_people.PEOPLE)
    assert [name for name, word in said.items() if authenticate(username=name, password=word) is None] == []


#: One of each kind of gift.
GIVEN = tuple(
    next(one for one in gifts.GIVEN if (one.provider, one.outcome) == kind)
    for kind in dict.fromkeys((one.provider, one.outcome) for one in gifts.GIVEN)
)
PLEDGED = (
    year.Pledged("Cato Lind", 4, year._M, 2, "ended"),
    year.Pledged("Edda Storr", 8, year._M, 2, "paused"),
    year.Pledged("Hugo Bray", 4, year._M, 1, "twice"),
    year.Pledged("Mina Sollis", 60, year._Y, 4),
)


@pytest.mark.django_db(transaction=True)
def test_gifts_of_an_interrupted_demo_are_completed_whatever_interrupted_them(data, monkeypatch):
    monkeypatch.setattr(gifts, "GIVEN", GIVEN)
    monkeypatch.setattr(year, "PLEDGED", PLEDGED)
    monkeypatch.setattr(year, "ONCE", year.ONCE[:1])
    monkeypatch.setattr(year, "MOVED", year.MOVED[:1])
    monkeypatch.setattr(gate, "BEGUN_AN_HOUR", 100)
    by = demo_people.let_in()["membership"]
    year.set_up()
    fuse = {"burns": True}

    def dies_after(name):
        verb = getattr(giving, name)

        def acts(*args, **kwargs):
            done = verb(*args, **kwargs)
            if fuse["burns"]:
                raise Killed
            return done

        monkeypatch.setattr(giving, name, acts)

    for name in ("receive", "practise", "refund", "stop", "pause"):
        dies_after(name)
    runs = 0
    while True:
        runs += 1
        try:
            list(gifts.make_gifts(by=by, stories={}))
            list(year.make(by=by, stories={}))
            break
        except Killed:
            pass

    def told():
        statuses = {gift.name: str(gift.status) for gift in Donation.objects.all()}
        return statuses, Payment.objects.count(), Note.objects.count()

    interrupted = told()
    fuse["burns"] = False
    call_again = list(gifts.make_gifts(by=by, stories={})) + list(year.make(by=by, stories={}))

    assert told() == interrupted
    assert len(call_again) == len(GIVEN) + len(PLEDGED) + 2
    assert runs > 15
    assert interrupted[0]["Cato Lind"] == "ended"
    assert interrupted[0]["Edda Storr"] == "paused"
    assert interrupted[0]["Inga Torvald"] == "given-back"
    assert interrupted[1:] == (17, 2)
