"""What somebody told us of a gift is a status report, and a letter that goes with one names it so.

The table, its indexes, its trigger and its permission follow; no row is changed.
"""

from django.db import migrations, models

SAYS = "Lines of the books are never changed or taken out."
POSTGRES = """
CREATE TRIGGER membership_{table}_once BEFORE UPDATE OR DELETE ON membership_{table}
FOR EACH ROW EXECUTE FUNCTION membership_written_once()
"""
SQLITE = f"""
CREATE TRIGGER membership_{{table}}_once BEFORE UPDATE ON membership_{{table}}
BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
"""


def make_trigger(table):
    def make(apps, schema_editor):
        postgres = schema_editor.connection.vendor == "postgresql"
        schema_editor.execute((POSTGRES if postgres else SQLITE).format(table=table).strip(), params=None)

    return make


def drop_trigger(table):
    def drop(apps, schema_editor):
        on = f" ON membership_{table}" if schema_editor.connection.vendor == "postgresql" else ""
        # On SQLite a change of its columns has dropped it already.
        schema_editor.execute(f"DROP TRIGGER IF EXISTS membership_{table}_once{on}", params=None)

    return drop


def rename_permission(before, after):
    def rename(apps, schema_editor):
        of_gifts = (
            apps.get_model("auth", "Permission")
            .objects.using(schema_editor.connection.alias)
            .filter(content_type__app_label="membership")
        )
        of_gifts.filter(codename=f"view_{before.replace(' ', '')}").update(
            codename=f"view_{after.replace(' ', '')}", name=f"Can view {after}"
        )

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("membership", "0007_what_goes_back_by_kind"),
    ]
    operations = [
        migrations.RunPython(drop_trigger("standing"), make_trigger("standing")),
        migrations.RemoveConstraint("letter", "letter_once_a_standing"),
        migrations.RemoveConstraint("letter", "letter_once_a_donation"),
        migrations.RemoveConstraint("standing", "standing_state_known"),
        migrations.RemoveConstraint("standing", "standing_above_zero"),
        migrations.RenameModel("Standing", "StatusReport"),
        migrations.AlterModelOptions(
            "statusreport",
            {
                "base_manager_name": "objects",
                "default_permissions": ("view",),
                "ordering": ["-asked_at", "-pk"],
                "verbose_name": "status report",
                "verbose_name_plural": "status reports",
            },
        ),
        migrations.AlterField(
            "statusreport",
            "donation",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="status_reports",
                to="membership.donation",
                verbose_name="donation",
            ),
        ),
        migrations.RenameIndex(
            "statusreport",
            old_name="membership__donatio_c3ff1e_idx",
            new_name="membership__donatio_5b92d4_idx",
        ),
        migrations.RenameIndex(
            "statusreport", old_name="standing_subscription", new_name="status_report_subscription"
        ),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["processing", "expired", "active", "past_due", "paused", "ended"])
                ),
                name="status_report_state_known",
            ),
        ),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                condition=models.Q(("minor__isnull", True), ("minor__gt", 0), _connector="OR"),
                name="status_report_above_zero",
            ),
        ),
        migrations.RunPython(make_trigger("statusreport"), drop_trigger("statusreport")),
        migrations.RunPython(
            rename_permission("standing", "status report"), rename_permission("status report", "standing")
        ),
        migrations.RenameField("letter", "standing", "status_report"),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(fields=("status_report", "kind"), name="letter_once_a_report"),
        ),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                condition=models.Q(
                    ("day", None),
                    ("pair", None),
                    ("payment", None),
                    ("receipt", None),
                    ("status_report", None),
                ),
                fields=("donation", "kind", "again"),
                name="letter_once_a_donation",
            ),
        ),
        migrations.RenameField("donation", "stood_until", "confirmed_until"),
    ]
