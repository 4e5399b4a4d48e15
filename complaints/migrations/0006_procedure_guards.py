"""What the database refuses by itself of the new tables, and the rungs of the new kinds of clock."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

APPEND_ONLY_TABLES = ("defect", "contact")

APPEND_ONLY = (
    ";".join(
        f"CREATE TRIGGER {name}_is_append_only BEFORE UPDATE OR DELETE ON complaints_{name} "
        "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()"
        for name in APPEND_ONLY_TABLES
    ),
    ";".join(f"DROP TRIGGER {name}_is_append_only ON complaints_{name}" for name in APPEND_ONLY_TABLES),
)


def _keeps_its_date(columns: str) -> str:
    new = ", ".join(f"NEW.{column}" for column in columns.split())
    old = ", ".join(f"OLD.{column}" for column in columns.split())
    return f"""
    CREATE OR REPLACE FUNCTION complaints_clock_keeps_its_date() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR ({new}) IS DISTINCT FROM ({old})
           OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)
        THEN
            RAISE EXCEPTION 'a clock keeps its date; append a version instead'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_keeps_its_date', TABLE = 'complaints_clock';
        END IF;
        RETURN NEW;
    END $$
    """


_COLUMNS = "id complaint_id kind version starts_on ends_on ends_at basis made_at made_by_id"

# The subject of a clock is as fixed as its date.
CLOCK_KEEPS_ITS_SUBJECT = (_keeps_its_date(f"{_COLUMNS} subject"), _keeps_its_date(_COLUMNS))

BOTH = ["handler", "coordinator"]
CALENDAR, WORKING = "calendar_days", "working_days"

#: Clock -> rungs: code, days from the last day, counted in, again every so many days, roles.
LADDER = {
    "inquiry": [
        ("working_day_before", -1, WORKING, None, ["handler"]),
        ("last_day", 0, CALENDAR, None, ["handler"]),
        ("overdue", 1, WORKING, 7, BOTH),
    ],
    "commitment": [
        ("week_before", -7, CALENDAR, None, BOTH),
        ("last_day", 0, CALENDAR, None, BOTH),
        ("overdue", 1, WORKING, 7, BOTH),
    ],
    "revival": [("last_day", 0, CALENDAR, None, BOTH), ("overdue", 1, WORKING, 7, BOTH)],
}


def lay(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rungs; one that stands there already stays as it is."""
    Rung = apps.get_model("complaints", "Rung")
    Rung.objects.using(schema_editor.connection.alias).bulk_create(
        [
            Rung(clock_kind=kind, code=code, offset=offset, unit=unit, repeat_days=repeat_days, roles=roles)
            for kind, rungs in LADDER.items()
            for code, offset, unit, repeat_days, roles in rungs
        ],
        ignore_conflicts=True,
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take these rungs away; what a coordinator added stays."""
    Rung = apps.get_model("complaints", "Rung").objects.using(schema_editor.connection.alias)
    for kind, rungs in LADDER.items():
        Rung.filter(clock_kind=kind, code__in=[rung[0] for rung in rungs]).delete()


class Migration(migrations.Migration):
    """Guards and data."""

    dependencies = [("complaints", "0005_procedure")]

    operations = [
        migrations.RunSQL(sql=APPEND_ONLY[0], reverse_sql=APPEND_ONLY[1]),
        migrations.RunSQL(sql=CLOCK_KEEPS_ITS_SUBJECT[0], reverse_sql=CLOCK_KEEPS_ITS_SUBJECT[1]),
        migrations.RunPython(lay, remove),
    ]
