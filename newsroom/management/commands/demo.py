"""`manage.py demo`: fill an empty newsroom with The Harbour Ledger, an invented paper; take it out."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.demo import album, filling, pages, paper
from articles.demo.typescript import FOLDER as STORIES
from articles.models import Article, Author, Correction, Licence, Outlet, Page, Photo, Section, Topic, Version
from membership.demo import gifts, year
from membership.models import (
    Appeal,
    BankStatement,
    Donation,
    Issuer,
    MailWords,
    Member,
    MonthClose,
    Payment,
    Receipt,
    Terms,
    Tier,
    YearRun,
)
from newsroom import demo_people, demo_record, media, pagestore
from newsroom.models import Imprint, User

#: What a newsroom makes on purpose: where there is more of it than the demo made, it stays.
WORK = (
    *(Article, Photo, Correction, Donation, Payment, Member, Receipt, BankStatement, MonthClose),
    *(MailWords, YearRun),
)
#: What may also have been written over with the newsroom's own.
BY_HAND = (Author, Outlet, Section, Topic, Page, Appeal, Tier, Terms, Issuer)


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with a small invented paper: stories, people, pictures, corrections, gifts "
        "and sign-ins. Interrupted, it is gone on with; run again, it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--picture-width",
            type=int,
            metavar="PIXELS",
            help="make the pictures no wider than this: quicker, and less handsome",
        )

        parser.add_argument(
            "--remove",
            action="store_true",
            help="take the demo out again, where no work of your own hangs on it",
        )

    def handle(self, *, picture_width: int | None = None, remove: bool = False, **_options: Any) -> None:
        if remove:
            self._remove()
            return
        self._refuse()
        if filling.is_there() and (settings.DATA_DIR / demo_record.FILE).exists():
            self.stdout.write("The demo newsroom is there. Nothing was changed.")
            return
        self._fill(picture_width)

    def _fill(self, picture_width: int | None) -> None:
        people = demo_people.let_in()
        _name_the_paper()
        paper.make_taxonomy()
        # For whoever sees no bar: output in a file, or under a service.
        self.stdout.write("Filling a demo paper: pictures, stories, a year of gifts. It takes some minutes …")
        self.stdout.flush()
        steps = len(album.prints()) + 2 * len(list(STORIES.glob("*/*.txt"))) + len(gifts.GIVEN) + year.STEPS
        with tqdm(total=steps, desc="Pictures", unit="", disable=None) as bar:
            pictures = {}
            for told, photo in album.develop(people["photodesk"], width=picture_width):
                pictures[told.name] = (told, photo)
                bar.update()
            paper.make_authors({name: photo for name, (_told, photo) in pictures.items()})
            _give_bylines(people)
            bar.set_description("Stories")
            if not filling.is_there():
                for _slug in filling.fill(pictures, by=people["editor"], reporter=people["reporter"]):
                    bar.update()
            pages.make_pages(by=people["editor"])
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
        demo_record.write(settings.DATA_DIR, [*WORK, *BY_HAND])
        self.stdout.write(
            f"{Imprint.objects.get().name} is ready: {Article.objects.count()} stories. "
            f"Sign-ins: {demo_people.sign_ins()}"
        )

    def _remove(self) -> None:
        """Empty both apps, if all that is in them is the demo's; its people and the paper's name go, too."""
        anew = f"To begin anew, stop the newsroom and empty {settings.DATA_DIR} and the database."
        record = demo_record.read(settings.DATA_DIR)
        if not record:
            raise CommandError(
                f"There is no list of what a demo made here: none is there, or not a whole one. {anew}"
            )
        hangs = demo_record.foreign(record, WORK, BY_HAND)
        own = Version.objects.exclude(made_by__in=demo_people.rows()).exclude(made_by=None)
        hangs += [f"stories changed by {name}" for name in sorted({str(each.made_by) for each in own})]
        if hangs:
            raise CommandError(
                f"Work of your own stands beside the demo: {', '.join(hangs)}. Nothing was removed. {anew}"
            )
        demo_record.empty(("articles", "membership"), but=[Licence])
        demo_people.rows().delete()
        _forget_the_paper()
        media.delete_below("")
        demo_people.sign_ins().unlink(missing_ok=True)
        pagestore.touch("everything")
        demo_record.write_removed(settings.DATA_DIR)
        self.stdout.write("The demo is gone. Set DEMO=0, so that gifts are for real.")
        if not User.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("No one can sign in now: run “manage.py createsuperuser”.")

    def _refuse(self) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO=0 keeps the demo out of this newsroom. Set DEMO=1 to have it.")
        if Article.objects.exists() and not filling.is_there():
            raise CommandError(
                "This newsroom has stories of its own, and the demo is for an empty one. Set DEMO=0."
            )
        missing = {group for *_names, group in demo_people.PEOPLE.values() if group} - set(
            Group.objects.values_list("name", flat=True)
        )
        if missing:
            raise CommandError(f"There is no group {min(missing)}. Run “manage.py migrate” first.")


def _name_the_paper() -> None:
    imprint = Imprint.current()
    if imprint.name == Imprint().name:
        Imprint(**paper.told()["imprint"]).save()


def _forget_the_paper() -> None:
    """What the demo wrote into the imprint; what a newsroom wrote over it stays."""
    imprint, blank = Imprint.current(), Imprint()
    for name, said in {**paper.told()["imprint"], "lost_picture": imprint.lost_picture}.items():
        if getattr(imprint, name) == said:
            setattr(imprint, name, getattr(blank, name))
    imprint.save()


def _give_bylines(people: dict[str, User]) -> None:
    """The two who write under their own names sign in as who they are."""
    for username in ("editor", "reporter"):
        user = people[username]
        Author.objects.filter(name=user.get_full_name(), user=None).update(user=user)
