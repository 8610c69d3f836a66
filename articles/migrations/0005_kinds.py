from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_guards")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="kind",
            field=models.CharField(
                choices=[
                    ("news", "News"),
                    ("feature", "Feature"),
                    ("analysis", "Analysis"),
                    ("opinion", "Opinion"),
                    ("review", "Review"),
                    ("obituary", "Obituary"),
                    ("advert", "Paid for by an advertiser"),
                ],
                default="news",
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
