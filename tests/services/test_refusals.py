"""A refusal is a sentence, whoever says no: the law, a constraint, or the version of somebody else."""

import pytest
from django.db import IntegrityError, transaction

from complaints.law import Unlawful
from complaints.models import Complaint
from complaints.record.case import ChangedMeanwhile, RefusedByDatabase, constraint_of, refusal_of
from complaints.record.checking import Unusable, require_usable
from complaints.record.lawful import AgainstTheLaw, lawfully
from tests.cases import register_complaint
from tests.services.acting import fingerprint

pytestmark = pytest.mark.django_db


def broken_by(**changes: object) -> IntegrityError:
    """What the database says to a change that no service would make."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Complaint.objects.update(**changes)
    return caught.value


def test_a_constraint_with_a_sentence_says_it_beside_its_field() -> None:
    register_complaint()
    refusal = refusal_of(broken_by(complainants=0))
    assert (type(refusal), refusal.field) == (RefusedByDatabase, "complainants")
    assert "complaint_has_complainants" not in str(refusal)


def test_a_constraint_without_one_says_its_name() -> None:
    register_complaint()
    error = broken_by(channel="pigeon")
    assert constraint_of(error) == "complaint_channel_known"
    assert "complaint_channel_known" in str(refusal_of(error))
    assert refusal_of(error).field == ""


def test_what_has_no_name_is_a_refusal_all_the_same() -> None:
    assert constraint_of(IntegrityError("?")) == ""
    assert refusal_of(IntegrityError("?")).code == "refused_by_database"


def test_what_the_law_says_in_words_that_are_not_translated_is_said_as_it_is() -> None:
    with pytest.raises(AgainstTheLaw) as caught, lawfully(field="until"):
        raise Unlawful("No date.", code="not_a_date", article="Awb 9:11")
    assert (str(caught.value), caught.value.code, caught.value.field) == ("No date. (Awb 9:11)", "not_a_date", "until")


def test_the_field_that_the_law_names_goes_first() -> None:
    with pytest.raises(AgainstTheLaw) as caught, lawfully(field="until"):
        raise Unlawful("No weeks.", code="weeks", field="weeks")
    assert caught.value.field == "weeks"


def test_a_change_of_which_the_trail_knows_nothing_is_by_the_system() -> None:
    assert ChangedMeanwhile([]).events == []
    assert str(ChangedMeanwhile([])).endswith("systeem.") or str(ChangedMeanwhile([])).endswith("system.")


def test_a_prefix_says_which_row_of_a_form() -> None:
    complaint = Complaint(reference="x" * 41)
    with pytest.raises(Unusable) as caught:
        require_usable(complaint, prefix="rows-3-")
    assert caught.value.field == "rows-3-reference"


def test_the_digest_of_the_register_sees_every_change() -> None:
    register_complaint()
    before = fingerprint()
    assert fingerprint() == before
    with transaction.atomic():
        Complaint.objects.update(description="Anders.")
        assert fingerprint() != before
        transaction.set_rollback(True)
    assert fingerprint() == before
