"""Every verb that writes, done once each, with copy, files and lists of `size` lines. What they need is read first.

`tests/bench/transactions.py` measures them at a hundred thousand stories, `tests/rules/test_short_transactions.py` counts
their statements in a small paper.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import pictures, publishing
from articles.models import Article, Author, Licence, Outlet, Photo, Section, Topic
from articles.pictures import relicensing
from membership import giving, providers
from membership.books import reconciling
from membership.models import (
    Donation,
    Issuer,
    Terms,
)
from newsroom import jobs
from newsroom.models import Imprint, Touched, User
from tests.builders import newsdesk, photo_files
from tests.driving.counter import Counter
from tests.driving.storydesk import address, opened

Scene = Callable[["World"], object]
SCENES: list[Scene] = []


def scene(does: Scene) -> Scene:
    SCENES.append(does)
    return does


class World:
    """Who does it, and on what: the first rows there are."""

    def __init__(self, size: int) -> None:
        self.size = size
        name = f"chief{uuid4().hex[:8]}"
        self.chief = User.objects.create_superuser(name, f"{name}@paper.example", "x")
        self.desk = Client()
        self.desk.force_login(self.chief)
        self.counter = Counter()
        providers.REGISTRY["counter"] = self.counter
        Terms.objects.get_or_create(pk=1)
        if not Issuer.objects.exists():
            Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from="2020-01-01")

    def story(self, headline: str = "Pilot boats find nothing") -> Article:
        return newsdesk.story(f"{headline} {uuid4().hex[:6]}", section=Section.objects.first())

    def resave(self, row: Model, **changed: Any) -> None:
        """The desk's form of this row, sent with these changes."""
        model = f"{row._meta.app_label}_{row._meta.model_name}"
        url = reverse(f"admin:{model}_change", args=[row.pk])
        context = self.desk.get(url).context
        data: dict[str, Any] = {}
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        for form in forms:
            for field in form.fields:
                value = form[field].value()
                if value is not None and value is not False and value != "":
                    data[form.add_prefix(field)] = value
        answer = self.desk.post(url, data | changed)
        assert answer.status_code == 302, (model, answer.context["errors"])


# --- stories ---


@scene
def save_a_story(world: World) -> None:
    article = Article.objects.first()
    data = opened(world.desk, article)
    body = "".join(f"<p>Paragraph {number} <b>of</b> the story.</p>" for number in range(world.size))
    assert world.desk.post(address(article), data | {"body": body}).status_code == 302


@scene
def file_pasted_copy(world: World) -> None:
    copy = [f"Dredger sails {uuid4().hex[:6]}", "", *(f"By Ines Person{chr(97 + n)}" for n in range(8)), ""]
    copy += [f"Crane {n} (Jo Vale / Quay Pictures / CC BY 4.0)\n" for n in range(world.size)]
    copy += [f"READ: Harbour opens ferry and council {n}" for n in range(world.size)]
    copy += [f"The dredger left the basin at {n}.\n" for n in range(world.size)]
    data = {"copy": "\n".join(copy), "act": "draft", "headline": "Dredger sails"}
    assert world.desk.post("/admin/articles/article/paste/", data).status_code == 302


@scene
def import_a_file_of_copy(world: World) -> None:
    path = Path(mkdtemp()) / "copy.txt"
    path.write_text(
        f"Dredger {uuid4().hex}\n\nBy Ines Vale\n\n" + "It left the basin on Monday.\n\n" * world.size
    )
    call_command("import_copy", str(path), by=world.chief.username, stdout=StringIO())


@scene
def publish_schedule_and_withdraw(world: World) -> None:
    article, later = world.story(), timezone.now() + timedelta(days=2)
    publishing.publish(article, by=world.chief, override="Bench.")
    newsdesk.save(article, headline=f"{article.headline} again")
    publishing.publish(article, by=world.chief, at=later, override="Bench.")
    publishing.cancel_schedule(article, by=world.chief)
    publishing.withdraw(article, by=world.chief, reason="Bench.")
    since = timezone.now() - timedelta(days=9)
    publishing.move_in(world.story(), since=since, by=world.chief, override="Bench.")


@scene
def publish_at_the_desk(world: World) -> None:
    article = world.story()
    data = {"when": "now", "revision": Article.objects.get(pk=article.pk).revision, "override": "Bench."}
    assert world.desk.post(address(article, "publish"), data).status_code == 302
    assert world.desk.post(address(article, "withdraw"), {"reason": "Bench."}).status_code == 302
    assert world.desk.post(address(article, "preview")).status_code == 302


@scene
def correct_a_story(world: World) -> None:
    article = Article.objects.first()
    data = {
        "article": article.pk, "kind": "correction", "text": "It was Tuesday.", "was": "", "now": "",
        "made_at_0": timezone.localdate().isoformat(), "made_at_1": "00:00:01",
    }  # fmt: skip
    assert world.desk.post("/admin/articles/correction/add/", data).status_code == 302


@scene
def rename_where_stories_stand(world: World) -> None:
    word = uuid4().hex[:6]
    world.resave(Section.objects.first(), slug=f"harbour-{word}")
    world.resave(Topic.objects.first(), name=f"Pilotage {word}")
    world.resave(Author.objects.first(), name=f"Ines Vale {word}")
    world.resave(Outlet.objects.first(), name=f"The Ferry Post {word}")


@scene
def try_to_delete_where_stories_stand(world: World) -> None:
    for model in (Section, Topic, Author, Licence):
        row = (
            model.objects.order_by("pk").first()
            if model is not Licence
            else Licence.objects.get(code="cc-by-4.0")
        )
        url = reverse(f"admin:articles_{model._meta.model_name}_delete", args=[row.pk])
        world.desk.post(url, {"post": "yes"})
        assert model.objects.filter(pk=row.pk).exists()


@scene
def rename_a_licence_of_many_pictures(world: World) -> None:
    licence = Licence.objects.get(code="cc-by-4.0")
    world.resave(licence, name=f"CC BY 4.0 {uuid4().hex[:4]}")
    relicensing.settle_pictures.call(licence.pk)


# --- pictures ---


@scene
def take_in_a_picture(world: World) -> None:
    photo = pictures.take_in("crane.jpg", photo_files.file(), by=world.chief, creator="Jo Vale")
    world.resave(photo, caption="A crane at dawn")
    pictures.discard(photo, by=world.chief)


@scene
def change_the_credit_of_a_live_picture(world: World) -> None:
    photo = Photo.objects.order_by("pk").first()
    photo.credit.creator = f"Jo Vale {uuid4().hex[:4]}"
    photo.credit.save()
    pictures.settle(photo)


@scene
def do_the_chores(world: World) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    Touched.objects.bulk_create(
        (Touched(number=1, tag=f"x{n}") for n in range(world.size * 20)), batch_size=1000
    )
    Touched.objects.filter(number=1).update(at=long_ago)
    Session.objects.bulk_create(
        Session(session_key=f"old{n}", session_data="", expire_date=long_ago) for n in range(world.size * 5)
    )
    jobs.tick()
    giving.remind()
    giving.end_pauses()
    reconciling.work_due()


@scene
def open_pages_of_the_desk_that_leave_a_line(world: World) -> None:
    for page in ("donation", "member", "payment", "bankstatement"):
        world.desk.get(f"/admin/membership/{page}/")
    world.desk.get(f"/admin/membership/donation/{Donation.objects.first().pk}/change/")


@scene
def change_who_we_are(world: World) -> None:
    imprint, _new = Imprint.objects.get_or_create(pk=1)
    world.resave(imprint, email=f"desk{uuid4().hex[:6]}@paper.example")
    world.resave(Issuer.objects.first(), address="15 Ropewalk")
