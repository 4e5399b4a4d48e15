"""What the database refuses by itself, from bulk, shell and import alike."""

from django.db import migrations

RECEIPT_DAY = (
    """
    ALTER TABLE complaints_complaint ADD CONSTRAINT complaint_received_on_is_the_dutch_day
    CHECK (received_at IS NULL OR received_on = (received_at AT TIME ZONE 'Europe/Amsterdam')::date)
    """,
    "ALTER TABLE complaints_complaint DROP CONSTRAINT complaint_received_on_is_the_dutch_day",
)

REFERENCES = (
    "CREATE SEQUENCE complaints_reference START 100001",
    "DROP SEQUENCE complaints_reference",
)

# A change of a complaint without an event in the same transaction does not commit.
CHANGE_HAS_EVENT = (
    """
    ALTER TABLE complaints_event ADD COLUMN xact xid8 NOT NULL DEFAULT pg_current_xact_id();
    CREATE FUNCTION complaints_change_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM complaints_event
            WHERE complaint_id = NEW.id AND xact = pg_current_xact_id()
        ) THEN
            RAISE EXCEPTION 'complaint % was changed without an event', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_change_has_event',
                  TABLE = 'complaints_complaint';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER complaint_change_has_event
    AFTER INSERT OR UPDATE ON complaints_complaint
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION complaints_change_has_event()
    """,
    """
    DROP TRIGGER complaint_change_has_event ON complaints_complaint;
    DROP FUNCTION complaints_change_has_event();
    ALTER TABLE complaints_event DROP COLUMN xact
    """,
)

# Awb 9:7: from whichever side it is tried.
HANDLER_NOT_INVOLVED = (
    """
    CREATE FUNCTION complaints_handler_not_involved() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.handler_id IS NOT NULL AND (
            EXISTS (SELECT FROM complaints_personcomplainedabout p
                    WHERE p.complaint_id = NEW.id AND p.user_id = NEW.handler_id)
            OR EXISTS (SELECT FROM complaints_involvement i
                       WHERE i.complaint_id = NEW.id AND i.user_id = NEW.handler_id)
        ) THEN
            RAISE EXCEPTION 'the handler of % was involved in the conduct (Awb 9:7)', NEW.reference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_handler_is_not_involved',
                  TABLE = 'complaints_complaint';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER complaint_handler_is_not_involved
    BEFORE UPDATE OF handler_id ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_handler_not_involved();

    CREATE FUNCTION complaints_involved_not_handler() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.user_id IS NOT NULL AND EXISTS (
            SELECT FROM complaints_complaint c
            WHERE c.id = NEW.complaint_id AND c.handler_id = NEW.user_id
        ) THEN
            RAISE EXCEPTION 'user % handles this complaint (Awb 9:7)', NEW.user_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_handler_is_not_involved',
                  TABLE = 'complaints_complaint';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER complaint_handler_is_not_involved
    BEFORE INSERT OR UPDATE ON complaints_personcomplainedabout
    FOR EACH ROW EXECUTE FUNCTION complaints_involved_not_handler();
    CREATE TRIGGER complaint_handler_is_not_involved
    BEFORE INSERT OR UPDATE ON complaints_involvement
    FOR EACH ROW EXECUTE FUNCTION complaints_involved_not_handler()
    """,
    """
    DROP TRIGGER complaint_handler_is_not_involved ON complaints_involvement;
    DROP TRIGGER complaint_handler_is_not_involved ON complaints_personcomplainedabout;
    DROP TRIGGER complaint_handler_is_not_involved ON complaints_complaint;
    DROP FUNCTION complaints_involved_not_handler();
    DROP FUNCTION complaints_handler_not_involved()
    """,
)

APPEND_ONLY_TABLES = ("act", "extension", "consent", "note", "event")

APPEND_ONLY = (
    """
    CREATE FUNCTION complaints_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END $$;
    """
    + ";".join(
        f"CREATE TRIGGER {name}_is_append_only BEFORE UPDATE OR DELETE ON complaints_{name} "
        "FOR EACH ROW EXECUTE FUNCTION complaints_append_only()"
        for name in APPEND_ONLY_TABLES
    ),
    ";".join(f"DROP TRIGGER {name}_is_append_only ON complaints_{name}" for name in APPEND_ONLY_TABLES)
    + "; DROP FUNCTION complaints_append_only()",
)

# A date never changes in place: only what ends a version, and when to look again, may be written.
CLOCK_KEEPS_ITS_DATE = (
    """
    CREATE FUNCTION complaints_clock_keeps_its_date() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE'
           OR (NEW.id, NEW.complaint_id, NEW.kind, NEW.version, NEW.starts_on, NEW.ends_on, NEW.ends_at,
               NEW.basis, NEW.made_at, NEW.made_by_id)
           IS DISTINCT FROM
              (OLD.id, OLD.complaint_id, OLD.kind, OLD.version, OLD.starts_on, OLD.ends_on, OLD.ends_at,
               OLD.basis, OLD.made_at, OLD.made_by_id)
           OR (OLD.superseded_at IS NOT NULL AND NEW.superseded_at IS DISTINCT FROM OLD.superseded_at)
        THEN
            RAISE EXCEPTION 'a clock keeps its date; append a version instead'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_keeps_its_date', TABLE = 'complaints_clock';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER clock_keeps_its_date BEFORE UPDATE OR DELETE ON complaints_clock
    FOR EACH ROW EXECUTE FUNCTION complaints_clock_keeps_its_date()
    """,
    """
    DROP TRIGGER clock_keeps_its_date ON complaints_clock;
    DROP FUNCTION complaints_clock_keeps_its_date()
    """,
)

# Published figures never change; only the reference to a destroyed case may be emptied.
EDITION_IS_FROZEN = (
    """
    CREATE FUNCTION complaints_edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.status = 'published' THEN
            RAISE EXCEPTION 'edition %-% is published and never changes', to_char(OLD.month, 'YYYY-MM'), OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_published_is_frozen',
                  TABLE = 'complaints_edition';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER edition_published_is_frozen BEFORE UPDATE OR DELETE ON complaints_edition
    FOR EACH ROW EXECUTE FUNCTION complaints_edition_is_frozen();

    CREATE FUNCTION complaints_edition_members_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM complaints_edition e
            WHERE e.status = 'published' AND e.id IN (SELECT edition_id FROM touched)
        ) THEN
            RAISE EXCEPTION 'the members of a published edition never change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_published_is_frozen',
                  TABLE = 'complaints_editionmember';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER edition_members_are_not_added AFTER INSERT ON complaints_editionmember
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION complaints_edition_members_are_frozen();
    CREATE TRIGGER edition_members_are_not_removed AFTER DELETE ON complaints_editionmember
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION complaints_edition_members_are_frozen();

    CREATE FUNCTION complaints_edition_member_keeps_its_cell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.complaint_id IS NOT NULL
           OR (NEW.id, NEW.edition_id, NEW.cell, NEW.weight)
           IS DISTINCT FROM (OLD.id, OLD.edition_id, OLD.cell, OLD.weight)
        THEN
            RAISE EXCEPTION 'a member keeps its cell; only its complaint may be emptied'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_member_keeps_its_cell',
                  TABLE = 'complaints_editionmember';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER edition_member_keeps_its_cell BEFORE UPDATE ON complaints_editionmember
    FOR EACH ROW EXECUTE FUNCTION complaints_edition_member_keeps_its_cell()
    """,
    """
    DROP TRIGGER edition_member_keeps_its_cell ON complaints_editionmember;
    DROP FUNCTION complaints_edition_member_keeps_its_cell();
    DROP TRIGGER edition_members_are_not_removed ON complaints_editionmember;
    DROP TRIGGER edition_members_are_not_added ON complaints_editionmember;
    DROP FUNCTION complaints_edition_members_are_frozen();
    DROP TRIGGER edition_published_is_frozen ON complaints_edition;
    DROP FUNCTION complaints_edition_is_frozen()
    """,
)


class Migration(migrations.Migration):
    """Guards that Django's constraints cannot say."""

    dependencies = [("complaints", "0001_initial")]

    operations = [
        migrations.RunSQL(sql=forwards, reverse_sql=backwards)
        for forwards, backwards in (
            RECEIPT_DAY,
            REFERENCES,
            CHANGE_HAS_EVENT,
            HANDLER_NOT_INVOLVED,
            APPEND_ONLY,
            CLOCK_KEEPS_ITS_DATE,
            EDITION_IS_FROZEN,
        )
    ]
