"""Pictures are found by words in plain letters, which stand beside what they are of; and listed by an index."""

from typing import Any

from django.db import migrations, models

from articles.models.folded import FoldedWords

AT_ONCE = 500


def fold_all(apps: Any, schema_editor: Any) -> None:
    for name in ("Photo", "PhotoCredit"):
        model = apps.get_model("articles", name)
        words = model._meta.get_field("words")
        rows = []
        for row in model.objects.only("pk", "words", *words.of).iterator(AT_ONCE):
            words.pre_save(row, add=False)
            rows.append(row)
        model.objects.bulk_update(rows, ["words"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_autosave")]
    operations = [
        migrations.AddField("photo", "words", FoldedWords(of=("title", "caption", "alt", "place"))),
        migrations.AddField("photocredit", "words", FoldedWords(of=("creator", "organisation"))),
        migrations.AddIndex("photo", models.Index(fields=["-added_at", "-id"], name="photo_newest")),
        migrations.RunPython(fold_all, migrations.RunPython.noop),
    ]
