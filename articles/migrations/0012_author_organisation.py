"""Those who are credited may be a desk; search engines are told so."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_held_back")]

    operations = [
        migrations.AddField(
            model_name="author",
            name="organisation",
            field=models.BooleanField(
                default=False,
                help_text="Not a person: a data desk, an agency, an editorial board.",
                verbose_name="a desk or organisation",
            ),
        ),
    ]
