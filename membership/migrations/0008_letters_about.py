"""What a letter is about stands in columns, no longer as a key in a text ("provider:reference", "receipt:12")."""

from itertools import groupby

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import CharField, DateField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat, Substr

#: The kinds that are about a line of the ledger, and which kind of line.
LINES = {
    "thanks": "payment",
    "given-back": "refund",
    "failed": "failed",
    "last-try": "failed",
    "confirm": "failed",
}
DAYS = ["reminder", "lapsed", "ended", "yearly"]
A_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def forwards(apps, schema_editor):
    letters = apps.get_model("membership", "Letter").objects
    payments = apps.get_model("membership", "Payment").objects.annotate(
        named=Concat("provider", Value(":"), "reference", output_field=CharField())
    )
    for kind, line in LINES.items():
        of_it = payments.filter(donation=OuterRef("donation"), kind=line, named=OuterRef("about"))
        letters.filter(kind=kind).update(payment=Subquery(of_it.order_by("pk").values("pk")[:1]))
    for column, model in (("receipt", "Receipt"), ("standing", "Standing"), ("code", "SignInCode")):
        number = Cast(Substr(OuterRef("about"), len(column) + 2), models.BigIntegerField())
        rows = apps.get_model("membership", model).objects.filter(pk=number)
        named = letters.filter(about__regex=rf"^{column}:[0-9]{{1,18}}$")
        named.update(**{column: Subquery(rows.values("pk")[:1])})
    letters.filter(kind__in=DAYS, about__regex=A_DAY).update(day=Cast("about", DateField()))
    month = Concat("about", Value("-01"), output_field=CharField())
    letters.filter(kind="card-ends", about__regex=r"^[0-9]{4}-[0-9]{2}$").update(day=Cast(month, DateField()))
    letters.filter(kind="check").update(form=Substr("about", 1, 60))
    _count_the_rest(letters)
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL changes no table whose foreign keys it has still to check."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)


def _count_the_rest(letters):
    """How to pay, asked for once more; and what is about something that is no longer there."""
    rest = letters.filter(
        donation__isnull=False, payment=None, receipt=None, standing=None, day=None
    ).order_by("donation", "kind", "pk")
    for _key, same in groupby(rest.only("pk", "donation", "kind"), lambda one: (one.donation_id, one.kind)):
        for number, one in enumerate(same):
            if number:
                letters.filter(pk=one.pk).update(again=number)


def backwards(apps, schema_editor):
    letters = apps.get_model("membership", "Letter").objects
    gone = letters.filter(member__isnull=False, donation=None, receipt=None, code=None)
    gone.update(about=Concat(Value("gone:"), Cast("pk", CharField())))
    letters.filter(again__gt=0).update(about=Concat(Value("again/"), Cast("again", CharField())))
    for column in ("receipt", "standing", "code"):
        named = letters.filter(**{f"{column}__isnull": False})
        named.update(about=Concat(Value(f"{column}:"), Cast(f"{column}_id", CharField())))
    payment = apps.get_model("membership", "Payment").objects.filter(pk=OuterRef("payment"))
    name = Concat("provider", Value(":"), "reference", output_field=CharField())
    letters.filter(payment__isnull=False).update(about=Subquery(payment.values_list(name)[:1]))
    letters.filter(day__isnull=False).update(about=Cast("day", CharField()))
    letters.filter(kind="card-ends").update(about=Substr("about", 1, 7))
    letters.filter(kind="check").update(about=F("form"))
    _settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("membership", "0007_asked_by")]

    operations = [
        migrations.AddField("letter", "again", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "letter",
            "code",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="letter",
                to="membership.signincode",
            ),
        ),
        migrations.AddField("letter", "day", models.DateField(null=True, verbose_name="day")),
        migrations.AddField("letter", "form", models.CharField(blank=True, max_length=60)),
        migrations.AddField(
            "letter",
            "payment",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="membership.payment",
                verbose_name="payment",
            ),
        ),
        migrations.AddField(
            "letter",
            "receipt",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="membership.receipt",
                verbose_name="receipt",
            ),
        ),
        migrations.AddField(
            "letter",
            "standing",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.standing",
            ),
        ),
        migrations.RemoveConstraint("letter", "letter_written_once"),
        migrations.RemoveConstraint("letter", "letter_to_member_once"),
        migrations.RemoveConstraint("letter", "letter_to_address_once"),
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField("letter", "about"),
        migrations.AddConstraint(
            "letter", models.UniqueConstraint(fields=("payment", "kind"), name="letter_once_a_payment")
        ),
        migrations.AddConstraint(
            "letter", models.UniqueConstraint(fields=("receipt", "kind"), name="letter_once_a_receipt")
        ),
        migrations.AddConstraint(
            "letter", models.UniqueConstraint(fields=("standing", "kind"), name="letter_once_a_standing")
        ),
        migrations.AddConstraint(
            "letter", models.UniqueConstraint(fields=("donation", "kind", "day"), name="letter_once_a_day")
        ),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                fields=("donation", "kind", "again"),
                condition=Q(payment=None, receipt=None, standing=None, day=None),
                name="letter_once_a_donation",
            ),
        ),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                fields=("address", "kind", "form"),
                condition=Q(donation__isnull=True, member__isnull=True),
                name="letter_to_address_once",
            ),
        ),
    ]
