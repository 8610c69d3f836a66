"""One section, topic or outlet of a name. Apart from 0007, since PostgreSQL alters no table it has just filled."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_same_names")]
    operations = [
        migrations.AddIndex(
            model_name="author", index=models.Index(fields=["name_as_compared"], name="author_by_name")
        ),
        migrations.RemoveConstraint(model_name="outlet", name="outlet_name_once"),
        migrations.RemoveConstraint(model_name="section", name="section_name_once"),
        *(
            migrations.AddConstraint(
                model_name=name,
                constraint=models.UniqueConstraint(fields=("name_as_compared",), name=f"{name}_once"),
            )
            for name in ("outlet", "section", "topic")
        ),
    ]
