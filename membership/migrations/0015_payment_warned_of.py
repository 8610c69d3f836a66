"""Of which payment a bank warned stands in a column of its own, no longer as the problem."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def forwards(apps, schema_editor):
    Event, Payment = (apps.get_model("membership", name) for name in ("Event", "Payment"))
    paid = Payment.objects.filter(
        provider=OuterRef("provider"), kind="payment", reference=OuterRef("problem")
    )
    Event.objects.filter(Exists(paid), kind__startswith="radar.early_fraud_warning.").update(
        payment_reference=F("problem"), problem=""
    )


def backwards(apps, schema_editor):
    Event = apps.get_model("membership", "Event")
    Event.objects.exclude(payment_reference="").update(problem=F("payment_reference"))


class Migration(migrations.Migration):
    dependencies = [("membership", "0014_debit_under_way")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="payment_reference",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="about payment"),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, backwards),
    ]
