"""Which appeal asked for a gift, as a row of the appeals; until now a text such as "7a".

A text that names an appeal which was deleted stays as it stood.
"""

import re

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def forwards(apps, schema_editor):
    donations = apps.get_model("membership", "Donation").objects
    there = set(apps.get_model("membership", "Appeal").objects.values_list("pk", flat=True))
    for text in donations.exclude(appeal_gone="").values_list("appeal_gone", flat=True).distinct().order_by():
        found = re.fullmatch("([0-9]{1,9})([ab]?)", text, re.ASCII)
        if found and int(found[1]) in there:
            asked = donations.filter(appeal_gone=text)
            asked.update(appeal=int(found[1]), wording=found[2], appeal_gone="")


def backwards(apps, schema_editor):
    donations = apps.get_model("membership", "Donation").objects
    for number, wording in (
        donations.exclude(appeal=None).values_list("appeal", "wording").distinct().order_by()
    ):
        asked = donations.filter(appeal=number, wording=wording)
        asked.update(appeal_gone=f"{number}{wording}", appeal=None, wording="")


class Migration(migrations.Migration):
    dependencies = [("membership", "0006_charge_by_currency")]

    operations = [
        migrations.RemoveIndex(model_name="donation", name="donation_appeal"),
        migrations.RenameField(model_name="donation", old_name="appeal", new_name="appeal_gone"),
        migrations.AlterField(
            model_name="donation",
            name="appeal_gone",
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="donation",
            name="wording",
            field=models.CharField(blank=True, default="", editable=False, max_length=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="donation",
            name="appeal",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="donations",
                to="membership.appeal",
                verbose_name="asked by appeal",
            ),
        ),
        migrations.RunPython(forwards, backwards),
        migrations.AddIndex(
            model_name="donation",
            index=models.Index(condition=Q(appeal__isnull=False), fields=["appeal"], name="donation_appeal"),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=Q(wording="") | Q(appeal__isnull=False, wording__in=["a", "b"]),
                name="donation_wording_of_appeal",
            ),
        ),
    ]
