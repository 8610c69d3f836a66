"""The fixed part of a provider's charge is kept for each currency; what was written holds for the paper's own."""

from django.conf import settings
from django.db import migrations, models

from membership.money import EXPONENTS

#: What the column held where nobody had written anything: thirty hundredths. It is no amount of yen or dinars.
UNWRITTEN = 30


def carry_over(apps, schema_editor):
    currency = settings.MEMBERSHIP_CURRENCY
    for terms in apps.get_model("membership", "Terms").objects.all():
        if terms.cover_fixed_minor != UNWRITTEN or EXPONENTS[currency] == 2:
            terms.cover_fixed = {currency: terms.cover_fixed_minor}
            terms.save(update_fields=["cover_fixed"])


def carry_back(apps, schema_editor):
    for terms in apps.get_model("membership", "Terms").objects.all():
        terms.cover_fixed_minor = terms.cover_fixed.get(settings.MEMBERSHIP_CURRENCY, UNWRITTEN)
        terms.save(update_fields=["cover_fixed_minor"])


class Migration(migrations.Migration):
    dependencies = [("membership", "0005_one_hand")]

    operations = [
        migrations.AddField(
            model_name="terms",
            name="cover_fixed",
            field=models.JSONField(blank=True, default=dict, verbose_name="and for each payment"),
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(model_name="terms", name="cover_fixed_minor"),
    ]
