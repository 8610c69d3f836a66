"""What a group may do after an update: what is new reaches it, what was taken away stays away."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import Max

from newsroom.groups import make_groups
from newsroom.models import Grant

pytestmark = pytest.mark.django_db
remember = import_module("newsroom.migrations.0004_grants").remember


@pytest.fixture
def manager():
    return Group.objects.get(name="Membership manager")


def rights(group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def a_release_adds(codename: str) -> Permission:
    kind = ContentType.objects.get(app_label="membership", model="receipt")
    return Permission.objects.create(content_type=kind, codename=codename, name=codename)


def test_what_a_release_adds_reaches_a_group_that_is_there(manager):
    before = rights(manager)
    a_release_adds("reissue_receipt")

    call_command("migrate", verbosity=0)

    assert rights(manager) == before | {"reissue_receipt"}
    assert "reissue_receipt" not in rights(Group.objects.get(name="Editor"))


def test_what_an_administrator_took_away_stays_away_and_what_they_gave_stays(manager):
    manager.permissions.remove(*Permission.objects.filter(codename="view_receipt"))
    manager.permissions.add(*Permission.objects.filter(codename="view_article"))
    a_release_adds("reissue_receipt")

    make_groups()
    make_groups()

    assert "view_receipt" not in rights(manager)
    assert {"view_article", "reissue_receipt"} <= rights(manager)


def test_what_is_kept_from_every_group_is_not_given_by_an_update(manager):
    make_groups()

    assert {"delete_donation", "change_payment"} & rights(manager) == set()


def test_a_group_that_was_deleted_is_made_whole(manager):
    before = rights(manager)
    manager.delete()

    make_groups()

    assert rights(Group.objects.get(name="Membership manager")) == before
    assert len(before) > 40


class TestAnInstallationFromBeforeAnythingWasWrittenDown:
    """Its groups hold what they got at first, less what an administrator took away."""

    @pytest.fixture
    def old(self, manager):
        """Only the first ten permissions of the membership are older than the installation."""
        Grant.objects.all().delete()
        first = list(Permission.objects.filter(content_type__app_label="membership").order_by("pk")[:10])
        cut = Permission.objects.aggregate(Max("pk"))["pk__max"]
        sessions = ContentType.objects.get(app_label="sessions", model="session")
        Permission.objects.filter(content_type=sessions).delete()
        mark = Permission.objects.create(content_type=sessions, codename="view_session", name="x")
        for permission in Permission.objects.filter(content_type__app_label="membership").exclude(
            pk__in=[each.pk for each in first]
        ):
            pair = permission.content_type, permission.codename
            permission.delete()
            Permission.objects.create(content_type=pair[0], codename=pair[1], name="x")
        assert mark.pk > cut
        manager.permissions.set(first)
        return first

    def test_all_that_came_since_reaches_it(self, old, manager):
        remember(apps, None)
        make_groups()

        assert len(rights(manager)) > 40

    def test_what_was_taken_away_stays_away(self, old, manager):
        manager.permissions.remove(old[3])

        remember(apps, None)
        make_groups()

        assert old[3].codename not in rights(manager)
        assert len(rights(manager)) > 39
