"""Every gift that is there is summed up, some hundreds at a time."""

from collections import defaultdict

from django.db import migrations
from tqdm import tqdm

from membership.models.summary import summed_up

AT_ONCE = 500


def forwards(apps, schema_editor):
    Donation, Payment, Standing, Summary = (
        apps.get_model("membership", name) for name in ("Donation", "Payment", "Standing", "Summary")
    )
    columns = {field.attname for field in Summary._meta.concrete_fields}
    gifts = Donation.objects.only("minor", "provider", "currency", "interval", "live", "promised_at")
    after = 0
    with tqdm(total=Donation.objects.count(), unit="gifts", disable=None, desc="summed up") as bar:
        while some := list(gifts.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
            pks = [gift.pk for gift in some]
            after = pks[-1]
            payments, standings = _by_gift(Payment, pks), _by_gift(Standing, pks)
            told = {gift.pk: summed_up(gift, payments[gift.pk], standings[gift.pk]) for gift in some}
            Summary.objects.bulk_create(
                Summary(donation_id=pk, **{name: one[name] for name in columns & one.keys()})
                for pk, one in told.items()
            )
            bar.update(len(some))


def backwards(apps, schema_editor):
    apps.get_model("membership", "Summary").objects.all().delete()


def _by_gift(model, pks):
    found = defaultdict(list)
    for row in model.objects.filter(donation__in=pks).order_by("pk"):
        found[row.donation_id].append(row)
    return found


class Migration(migrations.Migration):
    dependencies = [("membership", "0012_summary")]
    operations = [migrations.RunPython(forwards, backwards)]
