"""``manage.py publication``: what operators rely on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from complaints.law import AMSTERDAM
from complaints.management.commands.publication import Command
from complaints.models import Complaint, Edition
from complaints.services.import_published import import_published
from complaints.vocabulary import Category, Status
from tests.faces.commands import Run, publish, runner
from tests.months import may_2023, row, store
from tests.people import SYSTEM, anna, chris, dewi

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does."""
    return runner(Command, "publication", capsys)


def test_compile_prints_the_edition_and_its_checks(run: Run) -> None:
    may_2023()
    store([row(date(2023, 5, 2), status=Status.VOID, reference="DUBBEL-1")])
    status, out, err = run("compile", "2023-05")
    edition = Edition.objects.get()
    assert (status, err) == (0, "")
    assert out == (
        f"2023-05 1 draft {edition.sha256}\n"
        "  ok cells_equal_total 516 516\n"
        "  ok verdicts_equal_judged 465 465\n"
        "  ok percentages_equal_hundred 100 100\n"
        "  ok categories_equal_judged 465 465\n"
        "  ok kinds_equal_judged 465 465\n"
        "  ok grounds_equal_declined 4 4\n"
        "  ok stock_carries_over 514 514\n"
        "  ok members 4843 4843\n"
        "  void DUBBEL-1\n"
    )


def test_compile_by_a_person_adopts(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    chris()
    status, out, _ = run("compile", "2023-05", "--by", "chris")
    assert status == 0
    assert out.startswith("2023-05 1 adopted ")


def test_compile_through_takes_every_month_that_has_data_and_names_the_others(run: Run) -> None:
    store([row(date(2023, 3, 2)), row(date(2023, 5, 2))])
    status, out, err = run("compile", "2023-03", "--through", "2023-05")
    assert status == 1
    assert [line.split()[0] for line in out.splitlines() if not line.startswith(" ")] == ["2023-03", "2023-05"]
    assert err.startswith("2023-04: ")
    assert Edition.objects.count() == 2


def test_compile_through_an_earlier_month_is_refused(run: Run) -> None:
    status, out, err = run("compile", "2023-05", "--through", "2023-04")
    assert (status, out) == (1, "")
    assert "--through" in err


def test_a_published_month_is_compiled_again_with_a_reason_only(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    publish(run, reason="")
    assert run("compile", "2023-05")[0] == 1
    assert run("compile", "2023-05", "--reason", "Dubbel geteld.")[0] == 0


def test_approving_and_publishing_take_two_people(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    chris(), dewi()
    run("compile", "2023-05", "--by", "chris")
    status, out, err = run("approve", "2023-05", "--by", "chris")
    assert (status, out) == (1, "")
    assert "Chris Peters" in err
    assert run("approve", "2023-05", "--by", "dewi") == (0, "2023-05 1 approved\n", "")
    assert run("publish", "2023-05", "--by", "dewi") == (0, "2023-05 1 published\n", "")
    assert run("publish", "2023-05", "--by", "dewi")[0] == 1


def test_a_draft_of_a_job_is_adopted_noted_approved_and_set_for_an_hour(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    chris(), dewi()
    run("compile", "2023-05")
    assert run("adopt", "2023-05", "--by", "chris") == (0, "2023-05 1 adopted\n", "")
    assert run("note", "2023-05", "--by", "chris", "--text", "Storing.") == (0, "2023-05 1 adopted\n", "")
    assert run("approve", "2023-05", "--by", "dewi", "--overrule", "Klopt.") == (0, "2023-05 1 approved\n", "")
    edition = Edition.objects.get()
    assert (edition.note, edition.overrule_reason) == ("Storing.", "")
    hour = timezone.now().astimezone(AMSTERDAM) + timedelta(days=2)
    written = hour.replace(tzinfo=None).isoformat(timespec="minutes")
    assert run("publish", "2023-05", "--by", "dewi", "--at", written) == (0, "2023-05 1 approved\n", "")
    edition.refresh_from_db()
    assert edition.publish_at == hour.replace(second=0, microsecond=0)
    assert run("publish", "2023-05", "--by", "dewi", "--at", "2023-06-08T09:00+02:00")[0] == 1
    assert run("publish", "2023-05", "--by", "dewi", "--at", "morgen")[0] == 2


def test_a_misfit_of_history_is_resolved(run: Run) -> None:
    chris()
    head = "Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal\n"
    import_published(data=(head + "05/23,390,108,56,2,5,4,1,516\n").encode(), actor=SYSTEM, now=timezone.now())
    assert run("resolve", "2023-05", "treatment=7", "--by", "chris", "--reason", "Misdruk.")[0] == 1
    done = run("resolve", "2023-05", "treatment=6", "--by", "chris", "--reason", "Misdruk.")
    assert done == (0, "2023-05 2 published\n", "")
    for number in ("treatment", "treatment=x", "=6", "treatment=-1", "treatment=" + "9" * 31):
        assert run("resolve", "2023-05", number, "--by", "chris", "--reason", "Misdruk.")[0] == 2


@pytest.mark.parametrize("who", ["nobody", "anna"])
def test_who_is_unknown_or_no_publisher_is_refused(run: Run, who: str) -> None:
    store([row(date(2023, 5, 2))])
    anna()
    status, out, err = run("compile", "2023-05", "--by", who)
    assert (status, out) == (1, "")
    assert err


def test_verify_answers_with_the_digest_or_with_the_differences(run: Run) -> None:
    (complaint,) = store([row(date(2023, 5, 2))])
    publish(run)
    edition = Edition.objects.get()
    assert run("verify", "2023-05") == (0, f"2023-05 1 {edition.sha256}\n", "")
    Complaint.objects.filter(pk=complaint.pk).update(category=Category.IT)
    status, out, err = run("verify", "2023-05")
    reference = complaint.reference
    assert (status, out) == (
        1,
        f"processing_time 1 0\nit 0 1\n{reference} received.it received.processing_time\n",
    )
    assert "2023-05" in err
    assert run("acknowledge", "2023-05", "--by", "chris", "--reason", "Anders ingedeeld.") == (0, "2023-05 1\n", "")
    status, out, err = run("verify", "2023-05")
    assert (status, err) == (0, "")
    assert out == f"2023-05 1 {edition.sha256}\n  acknowledged {reference}\n"


def test_verify_finds_figures_that_are_not_those_of_their_digest(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    chris(), dewi()
    run("compile", "2023-05", "--by", "chris")
    Edition.objects.update(sha256="0" * 64)
    run("approve", "2023-05", "--by", "dewi")
    run("publish", "2023-05", "--by", "dewi")
    status, out, err = run("verify", "2023-05")
    assert (status, out) == (1, "")
    assert "2023-05" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["print", "2023-05"],
        ["compile"],
        ["compile", "2023-13"],
        ["compile", "05/23"],
        ["compile", "1899-12"],
        ["approve", "2023-05"],
        ["export", "2023-05"],
        ["export", "2023-05", "--format", "docx"],
        ["export", "2023-05", "--format", "csv", "--language", "fr"],
        *(
            ["export", "2023-05", "--format", "csv", "--months", months]
            for months in ("0", "-1", "1201", "x", "٣", "9" * 9)
        ),
    ],
)
def test_wrong_arguments_end_in_exit_status_2(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage:" in err
    assert "Traceback" not in err
