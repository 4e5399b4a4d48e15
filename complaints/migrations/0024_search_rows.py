"""The register that was there before the search table had rows: every complaint gets its row, once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: As ``complaints.record.search`` fed it when this was written.
FILL = r"""
    WITH said AS MATERIALIZED (
        SELECT complaint.id, complaint.unit_id, complaint.received_on,
            translate(left(texts.names, 20000), './@-_', '     ') AS names,
            translate(left(coalesce(texts.others, ''), 130000), './@-_', '     ') AS others
        FROM complaints_complaint AS complaint CROSS JOIN LATERAL (
            SELECT string_agg(text, E'\n' ORDER BY place, number) FILTER (WHERE is_name) AS names,
                string_agg(text, E'\n' ORDER BY place, number) FILTER (WHERE NOT is_name) AS others
            FROM (
            SELECT id AS complaint_id, 1 AS place, 0 AS number, 'reference' AS source, true AS is_name, reference::text AS text
            FROM complaints_complaint
            UNION ALL
            SELECT complaint_id, 2, id, 'party', true, concat_ws(', ', name, nullif(v_number, ''), nullif(email, ''))
            FROM complaints_party
            UNION ALL
            SELECT complaint_id, 3, id, 'person', true, concat_ws(', ', nullif(name, ''), nullif(job_title, ''))
            FROM complaints_personcomplainedabout
            UNION ALL
            SELECT complaint_id, 4, 0, 'ombudsman', true, concat_ws(', ', nullif(ombudsman_reference, ''), nullif(officer, ''))
            FROM complaints_intervention
            UNION ALL
            SELECT id, 5, 0, 'description', false, description FROM complaints_complaint WHERE description <> ''
            UNION ALL
            SELECT id, 6, 0, 'labels', false, array_to_string(labels, ', ') FROM complaints_complaint WHERE labels <> '{}'
            UNION ALL
            SELECT complaint_id, 7, complaints_part.number, 'part', false, concat_ws(E'\n', conduct, nullif(finding, ''))
            FROM complaints_part
            UNION ALL
            SELECT complaint_id, 8, complaints_letter.number, 'letter', false, concat_ws(E'\n', recipient, subject, body)
            FROM complaints_letter
            UNION ALL
            SELECT complaint_id, 9, id, 'note', false, complaints_note.text FROM complaints_note
            UNION ALL
            SELECT complaint_id, 10, id, 'contact', false,
                concat_ws(E'\n', with_whom, complaints_contact.text, nullif(agreement, ''))
            FROM complaints_contact
            UNION ALL
            SELECT id, 11, 0, 'judgment', false, concat_ws(E'\n', findings, judgment, conclusions)
            FROM complaints_complaint WHERE findings <> '' OR judgment <> '' OR conclusions <> ''
            UNION ALL
            SELECT complaint_id, 12, id, 'act', false, concat_ws(E'\n', nullif(addressee, ''), nullif(detail, ''))
            FROM complaints_act WHERE addressee <> '' OR detail <> ''
            UNION ALL
            SELECT complaint_id, 13, complaints_inquiry.number, 'inquiry', false,
                concat_ws(E'\n', nullif(asked_of, ''), question, nullif(answer, ''))
            FROM complaints_inquiry
            UNION ALL
            SELECT complaint_id, 14, complaints_commitment.number, 'commitment', false,
                concat_ws(E'\n', complaints_commitment.text, nullif(remark, ''))
            FROM complaints_commitment
            UNION ALL
            SELECT complaint_id, 15, complaints_round.number, 'round', false, concat_ws(E'\n', question, nullif(answer, ''))
            FROM complaints_round
            UNION ALL
            SELECT complaint_id, 16, complaints_recommendation.number, 'recommendation', false,
                concat_ws(E'\n', report, complaints_recommendation.text, nullif(response, ''))
            FROM complaints_recommendation
            UNION ALL
            SELECT complaint_id, 17, complaints_document.number, 'document', false, name::text
            FROM complaints_document WHERE taken_out_at IS NULL
            ) AS every
            WHERE every.complaint_id = complaint.id
        ) AS texts
    ), learned AS (
        INSERT INTO complaints_word (text)
        SELECT word
        FROM (
            SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('gehoor_names', names || ' ' || others))) AS word
            FROM said
        ) AS occurring
        WHERE word ~ '^[[:alpha:]]{4,40}$'
    )
    INSERT INTO complaints_findable (complaint_id, unit_id, received_on, words)
    SELECT id, unit_id, received_on, to_tsvector('gehoor_names', names) || to_tsvector('gehoor', others)
        || array_to_tsvector(ARRAY['=' || coalesce(unit_id::text, 'none')])
    FROM said
"""
EMPTY = "DELETE FROM complaints_findable; DELETE FROM complaints_word"


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Feed the search from the register as it stands."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FILL)


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the search find nothing."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(EMPTY)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0023_search'),
    ]

    operations = [
        migrations.RunPython(fill, empty),
    ]
