"""Gifts that are there already are summed up by `manage.py verify`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("membership", "0012_summary")]
    operations = []
