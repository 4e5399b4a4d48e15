"""A published report never changes, and a released summary is appended."""

from django.db import migrations

FROZEN = (
    """
    CREATE FUNCTION complaints_annual_report_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a published annual report never changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'annual_report_published_is_frozen',
                  TABLE = 'complaints_annualreport';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    "DROP FUNCTION complaints_annual_report_is_frozen()",
)
FREEZES = (
    "CREATE TRIGGER annual_report_published_is_frozen BEFORE UPDATE OR DELETE ON complaints_annualreport "
    "FOR EACH ROW EXECUTE FUNCTION complaints_annual_report_is_frozen()",
    "DROP TRIGGER annual_report_published_is_frozen ON complaints_annualreport",
)
APPEND_ONLY = (
    "CREATE TRIGGER releasedsummary_is_append_only BEFORE UPDATE OR DELETE ON complaints_releasedsummary "
    "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()",
    "DROP TRIGGER releasedsummary_is_append_only ON complaints_releasedsummary",
)


class Migration(migrations.Migration):
    """Guards that Django's constraints cannot say."""

    dependencies = [("complaints", "0035_annual_reports")]

    operations = [
        migrations.RunSQL(sql=sql, reverse_sql=reverse) for sql, reverse in (FROZEN, FREEZES, APPEND_ONLY)
    ]
