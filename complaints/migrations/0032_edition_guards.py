"""What the database refuses by itself of the members with their days, and of what was acknowledged."""

from django.db import migrations


def _keeps_its_cell(columns: str) -> str:
    new = ", ".join(f"NEW.{column}" for column in columns.split())
    old = ", ".join(f"OLD.{column}" for column in columns.split())
    return f"""
    CREATE OR REPLACE FUNCTION complaints_edition_member_keeps_its_cell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.complaint_id IS NOT NULL OR ({new}) IS DISTINCT FROM ({old}) THEN
            RAISE EXCEPTION 'a member keeps its cell; only its complaint may be emptied'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_member_keeps_its_cell',
                  TABLE = 'complaints_editionmember';
        END IF;
        RETURN NEW;
    END $$
    """


_COLUMNS = "id edition_id cell weight"

APPEND_ONLY = (
    "CREATE TRIGGER editionacknowledgement_is_append_only BEFORE UPDATE OR DELETE ON complaints_editionacknowledgement "
    "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()",
    "DROP TRIGGER editionacknowledgement_is_append_only ON complaints_editionacknowledgement",
)


class Migration(migrations.Migration):
    """Guards that Django's constraints cannot say."""

    dependencies = [("complaints", "0031_month_indexes")]

    operations = [
        migrations.RunSQL(sql=_keeps_its_cell(f"{_COLUMNS} days"), reverse_sql=_keeps_its_cell(_COLUMNS)),
        migrations.RunSQL(sql=APPEND_ONLY[0], reverse_sql=APPEND_ONLY[1]),
    ]
