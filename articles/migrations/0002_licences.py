"""The terms that pictures come under: the Creative Commons family with its versions, and those of the trade.

Links are the canonical ones of creativecommons.org. Running it again changes nothing that an editor changed.
"""

from __future__ import annotations

from django.db import migrations

#: kind: (versions, first version in which it exists is the first named)
_CREATIVE_COMMONS = {
    "by": ("4.0", "3.0", "2.5", "2.0", "1.0"),
    "by-sa": ("4.0", "3.0", "2.5", "2.0", "1.0"),
    "by-nd": ("4.0", "3.0", "2.5", "2.0", "1.0"),
    "by-nc": ("4.0", "3.0", "2.5", "2.0", "1.0"),
    "by-nc-sa": ("4.0", "3.0", "2.5", "2.0", "1.0"),
    "by-nc-nd": ("4.0", "3.0", "2.5", "2.0"),
    # In version 1.0 the two words stood the other way round, in the name and in the link.
    "by-nd-nc": ("1.0",),
}


def _rows():
    yield {"code": "own", "name": "Own work", "family": "own", "requires_credit": True}
    yield {"code": "agency", "name": "Agency", "family": "agency", "requires_credit": True}
    yield {"code": "handout", "name": "Handout", "family": "handout", "requires_credit": True}
    yield {
        "code": "reserved",
        "name": "All rights reserved",
        "family": "reserved",
        "requires_credit": True,
        "allows_changes": False,
        "allows_commercial": False,
    }
    for kind, versions in _CREATIVE_COMMONS.items():
        for version in versions:
            yield {
                "code": f"cc-{kind}-{version}",
                "name": f"CC {kind.upper()} {version}",
                "family": "cc",
                "version": version,
                "url": f"https://creativecommons.org/licenses/{kind}/{version}/",
                "requires_credit": True,
                "requires_link": True,
                "allows_changes": "nd" not in kind,
                "allows_commercial": "nc" not in kind,
                "share_alike": "sa" in kind,
            }
    yield {
        "code": "cc0-1.0",
        "name": "CC0 1.0",
        "family": "pd",
        "version": "1.0",
        "url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "requires_credit": False,
    }
    yield {
        "code": "pdm-1.0",
        "name": "Public domain",
        "family": "pd",
        "version": "1.0",
        "url": "https://creativecommons.org/publicdomain/mark/1.0/",
        "requires_credit": False,
    }


def add(apps, schema_editor):
    licences = apps.get_model("articles", "Licence").objects.using(schema_editor.connection.alias)
    for order, row in enumerate(_rows(), start=1):
        licences.get_or_create(code=row["code"], defaults={**row, "order": order * 10})


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
