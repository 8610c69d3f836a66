"""A database from before loses the tables of the library that is gone, and nothing of its own."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from newsroom.models import User

leaving = import_module("newsroom.migrations.0003_tables_of_allauth")


@pytest.mark.django_db(transaction=True)
def test_the_tables_go_and_people_stay():
    with connection.cursor() as cursor:
        for table in leaving.TABLES:
            cursor.execute(
                f"CREATE TABLE {table} (id integer PRIMARY KEY, user_id bigint REFERENCES newsroom_user (id))"
            )
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('account', '0001_initial', CURRENT_TIMESTAMP)"
        )
    kind = ContentType.objects.create(app_label="account", model="emailaddress")
    Group.objects.create(name="Office").permissions.add(
        Permission.objects.create(content_type=kind, codename="view_emailaddress", name="x")
    )
    User.objects.create_user("maya")

    with connection.schema_editor() as editor:
        leaving.drop(apps, editor)
        leaving.drop(apps, editor)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'account'")
        assert cursor.fetchone() == (0,)
    assert set(leaving.TABLES) & set(connection.introspection.table_names()) == set()
    assert not ContentType.objects.filter(app_label="account").exists()
    assert Group.objects.get(name="Office").permissions.count() == 0
    assert User.objects.get().username == "maya"
