"""Every text in which a search looks, as rows: what feeds the search and what shows its hits read the same."""

from typing import Final

#: Characters that join words for a parser of addresses, and part them for a reader.
JOINTS: Final = "./@-_"

#: How the word begins by which the index knows the unit of a row; no word that is typed begins so.
UNIT_MARK: Final = "="

#: One row a text: complaint_id, place (the order in which hits are shown), number (the text's own),
#: source, is_name (kept as written, not by its stem) and text. Letters count when they were dropped
#: too; a document that was taken out does not. No BSN: nobody is looked up by it.
TEXTS: Final = """
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
    SELECT complaint_id, 7, complaints_part.number, 'part', false, concat_ws(E'\\n', conduct, nullif(finding, ''))
    FROM complaints_part
    UNION ALL
    SELECT complaint_id, 8, complaints_letter.number, 'letter', false, concat_ws(E'\\n', recipient, subject, body)
    FROM complaints_letter
    UNION ALL
    SELECT complaint_id, 9, id, 'note', false, complaints_note.text FROM complaints_note
    UNION ALL
    SELECT complaint_id, 10, id, 'contact', false,
        concat_ws(E'\\n', with_whom, complaints_contact.text, nullif(agreement, ''))
    FROM complaints_contact
    UNION ALL
    SELECT id, 11, 0, 'judgment', false, concat_ws(E'\\n', findings, judgment, conclusions)
    FROM complaints_complaint WHERE findings <> '' OR judgment <> '' OR conclusions <> ''
    UNION ALL
    SELECT complaint_id, 12, id, 'act', false, concat_ws(E'\\n', nullif(addressee, ''), nullif(detail, ''))
    FROM complaints_act WHERE addressee <> '' OR detail <> ''
    UNION ALL
    SELECT complaint_id, 13, complaints_inquiry.number, 'inquiry', false,
        concat_ws(E'\\n', nullif(asked_of, ''), question, nullif(answer, ''))
    FROM complaints_inquiry
    UNION ALL
    SELECT complaint_id, 14, complaints_commitment.number, 'commitment', false,
        concat_ws(E'\\n', complaints_commitment.text, nullif(remark, ''))
    FROM complaints_commitment
    UNION ALL
    SELECT complaint_id, 15, complaints_round.number, 'round', false, concat_ws(E'\\n', question, nullif(answer, ''))
    FROM complaints_round
    UNION ALL
    SELECT complaint_id, 16, complaints_recommendation.number, 'recommendation', false,
        concat_ws(E'\\n', report, complaints_recommendation.text, nullif(response, ''))
    FROM complaints_recommendation
    UNION ALL
    SELECT complaint_id, 17, complaints_document.number, 'document', false, name::text
    FROM complaints_document WHERE taken_out_at IS NULL
"""
