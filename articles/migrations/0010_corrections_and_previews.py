import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_headlines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="correction",
            name="withdrawn_because",
            field=models.CharField(
                blank=True, editable=False, max_length=300, verbose_name="why it was withdrawn"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="withdrawn_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="version",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preview_links",
                to="articles.version",
                verbose_name="version",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_because", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="correction_withdrawn_with_reason",
            ),
        ),
    ]
