"""`manage.py demo`: fill an empty newsroom with The Harbour Ledger, a small paper that does not exist."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string
from tqdm import tqdm

from articles.demo import album, filling, paper
from articles.demo.typescript import FOLDER as STORIES
from articles.models import Article, Author
from membership import demo as gifts
from membership import demo_year as year
from newsroom import pagestore
from newsroom.models import Imprint, User

#: username: (first name, last name, job title, group)
PEOPLE = {
    "admin": ("Saltmere", "Admin", "Looks after the machine", ""),
    "editor": ("Maud", "Okafor", "Editor", "Editor"),
    "reporter": ("Ines", "Alvarez", "Reporter", "Reporter"),
    "photodesk": ("Signe", "Marlow", "Photo desk", "Photo desk"),
    "membership": ("Odalys", "Fenn", "Membership manager", "Membership manager"),
}
#: No letter or figure that is taken for another.
SIGNS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with a small invented paper: stories, people, pictures, corrections, gifts "
        "and sign-ins. Run again, it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--picture-width",
            type=int,
            metavar="PIXELS",
            help="make the pictures no wider than this: quicker, and less handsome",
        )

    def handle(self, *, picture_width: int | None = None, **_options: Any) -> None:
        self._refuse()
        if filling.is_there():
            self.stdout.write("The demo newsroom is there. Nothing was changed.")
            return
        people = self._let_people_in()
        _name_the_paper()
        paper.make_shelves()
        steps = len(album.prints()) + 2 * len(list(STORIES.glob("*/*.txt"))) + len(gifts.GIVEN) + year.STEPS
        with tqdm(total=steps, desc="Pictures", unit="", disable=None) as bar:
            pictures = {}
            for told, photo in album.develop(people["photodesk"], width=picture_width):
                pictures[told.name] = (told, photo)
                bar.update()
            paper.make_authors({name: photo for name, (_told, photo) in pictures.items()})
            _give_bylines(people)
            bar.set_description("Stories")
            for _slug in filling.fill(pictures, by=people["editor"], reporter=people["reporter"]):
                bar.update()
            bar.set_description("Gifts")
            cranes, tenements = (str(pictures[name][1].pk) for name in ("cranes-1", "tenements-1"))
            Imprint.objects.filter(lost_picture="").update(lost_picture=str(pictures["ferry-2"][1].pk))
            year.set_up(picture=cranes, thanks_picture=tenements)
            gifts.make_appeals()
            stories = dict(Article.objects.values_list("slug", "pk"))
            for _reference in gifts.make_gifts(by=people["membership"], stories=stories):
                bar.update()
            for _reference in year.make(by=people["membership"], stories=stories):
                bar.update()
            bar.update(steps - bar.n)
        pagestore.touch("everything")
        self.stdout.write(
            f"{Imprint.objects.get().name} is ready: {Article.objects.count()} stories. "
            f"Sign-ins: {_sign_ins()}"
        )

    def _refuse(self) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO=0 keeps the demo out of this newsroom. Set DEMO=1 to have it.")
        if Article.objects.exists() and not filling.is_there():
            raise CommandError("This newsroom has stories of its own. The demo is for an empty one.")
        missing = {group for *_names, group in PEOPLE.values() if group} - set(
            Group.objects.values_list("name", flat=True)
        )
        if missing:
            raise CommandError(f"There is no group {min(missing)}. Run “manage.py migrate” first.")

    def _let_people_in(self) -> dict[str, User]:
        """Everybody with a sign-in. Passwords are made up once and stand in a file that only we can read."""
        people, lines = {}, []
        for username, (first, last, job, group) in PEOPLE.items():
            user = User.objects.filter(username=username).first()
            if user is None:
                password = get_random_string(14, SIGNS)
                user = User.objects.create_user(
                    username,
                    f"{username}@harbourledger.example",
                    password,
                    first_name=first,
                    last_name=last,
                    job_title=job,
                    is_staff=True,
                    is_superuser=not group,
                )
                lines.append(f"{username:<12}{password}   {job}\n")
            if group:
                user.groups.add(Group.objects.get(name=group))
            people[username] = User.objects.get(pk=user.pk)
        _keep(lines)
        return people


def _sign_ins() -> Path:
    return Path(settings.DATA_DIR) / "demo-sign-ins.txt"


def _keep(lines: list[str]) -> None:
    if not lines:
        return
    _sign_ins().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(_sign_ins(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        file.writelines(lines)


def _name_the_paper() -> None:
    imprint = Imprint.current()
    if imprint.name == Imprint().name:
        Imprint(**paper.told()["imprint"]).save()


def _give_bylines(people: dict[str, User]) -> None:
    """The two who write under their own names sign in as who they are."""
    for username in ("editor", "reporter"):
        user = people[username]
        Author.objects.filter(name=user.get_full_name(), user=None).update(user=user)
