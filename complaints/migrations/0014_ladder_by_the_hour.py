"""The ladder's newer rungs: the ombudsman's date by the hour, and what stays undone to the manager as well."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALL = ["liaison", "handler", "coordinator"]

#: The moment that the ombudsman set, in hours from it.
HOURS = [("four_hours_before", -4), ("time_passed", 0)]

#: Of these the manager hears as well when they are overdue.
TO_THE_MANAGER = ["handling", "ombudsman_reply"]


def lay(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rungs, where they do not stand; of what is overdue the manager hears too."""
    Rung = apps.get_model("complaints", "Rung")
    rungs = Rung.objects.using(schema_editor.connection.alias)
    rungs.bulk_create(
        [
            Rung(clock_kind="ombudsman_reply", code=code, offset=offset, unit="hours", roles=ALL)
            for code, offset in HOURS
        ],
        ignore_conflicts=True,
    )
    for rung in rungs.filter(clock_kind__in=TO_THE_MANAGER, code="overdue").exclude(roles__contains=["manager"]):
        rung.roles = [*rung.roles, "manager"]
        rung.save(update_fields=["roles"])


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    Rung = apps.get_model("complaints", "Rung")
    rungs = Rung.objects.using(schema_editor.connection.alias)
    rungs.filter(clock_kind="ombudsman_reply", code__in=[code for code, _ in HOURS]).delete()
    for rung in rungs.filter(roles__contains=["manager"]):
        rung.roles = [role for role in rung.roles if role != "manager"]
        rung.save(update_fields=["roles"])


class Migration(migrations.Migration):
    """Data alone."""

    dependencies = [("complaints", "0013_alerts_to_somebody")]

    operations = [migrations.RunPython(lay, remove)]
