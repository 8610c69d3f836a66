"""A licence is changed at the desk: its pictures follow by a job, however many they are."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import pictures
from articles.models import Licence
from articles.pictures import relicensing
from tests.builders import newsdesk
from tests.driving.storydesk import person
from tests.measuring.meter import metered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(person("maya", ("change_licence", "view_licence")))
    return client


def licence_of(count: int) -> Licence:
    for number in range(count):
        newsdesk.photo(f"Crane {number}", original=f"originals/{number}.jpg")
    return Licence.objects.get(code="cc-by-4.0")


def saved(client: Client, licence: Licence, **changed: object) -> None:
    form = client.get(f"/admin/articles/licence/{licence.pk}/change/").context["adminform"].form
    data = {name: form[name].value() for name in form.fields} | changed
    answer = client.post(
        f"/admin/articles/licence/{licence.pk}/change/",
        {name: value for name, value in data.items() if value not in (None, False)},
    )
    assert answer.status_code == 302


def told(client: Client, licence: Licence) -> str:
    page = client.get(f"/admin/articles/licence/{licence.pk}/change/").content.decode()
    return re.search(r"Pictures under this licence:.*?readonly\">(.*?)<", page, re.DOTALL)[1]


def done(task: object) -> None:
    DBTaskResult.objects.filter(task_path=task.module_path).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now()
    )


def test_saving_a_licence_costs_the_same_for_one_picture_and_for_many(client):
    licence, counted = licence_of(1), []
    for number in range(2):
        with metered(no_slow_work=True) as meter:
            saved(client, licence, name=f"CC BY {number}")
        counted.append(meter.most_statements()["LicenceAdmin.changeform_view"])
        licence_of(40)

    assert counted[0] == counted[1]


def test_the_desk_says_how_many_pictures_still_wait(client):
    licence = licence_of(3)
    assert told(client, licence) == "3 pictures"

    saved(client, licence, name="CC BY four")
    assert told(client, licence) == "3 pictures. 3 wait for the new words in their files."

    relicensing.settle_pictures.call(licence.pk)
    done(relicensing.settle_pictures)
    first = DBTaskResult.objects.filter(task_path=pictures.remake_if_changed.module_path).first()
    DBTaskResult.objects.filter(pk=first.pk).update(status=TaskResultStatus.SUCCESSFUL)
    assert told(client, licence) == "3 pictures. 2 wait for the new words in their files."

    done(pictures.remake_if_changed)
    assert told(client, licence) == "3 pictures"


def test_what_stands_in_no_file_starts_no_job(client):
    licence = licence_of(2)

    saved(client, licence, order=7)

    assert not DBTaskResult.objects.exists()
