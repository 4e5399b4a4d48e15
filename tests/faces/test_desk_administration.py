"""The administrator's screens: users, roles, units, the ladder, the machinery. Rights go by role alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from complaints.models import Alert, Delivery, JobRun, RoleGrant, Rung, Unit, User
from complaints.vocabulary import DeliveryStatus, Role
from tests.cases import register_complaint
from tests.faces.desk import MORNING, desk_of, text_of, visitor
from tests.people import anna, bram, chris, fleur, gijs, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

SCREENS = ("user", "unit", "rung", "alert", "jobrun")


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def user_form(**changes: Any) -> dict[str, str]:
    rows = {"role_grants-TOTAL_FORMS": "1", "role_grants-INITIAL_FORMS": "0"}
    person = {"username": "joris", "first_name": "Joris", "last_name": "Blom", "email": "joris@body.example"}
    new = {"password1": "een-rustige-maandag", "password2": "een-rustige-maandag", "language": "nl"}
    return rows | person | new | changes


@pytest.mark.parametrize("screen", SCREENS)
def test_an_administrator_opens_every_screen(screen: str) -> None:
    assert desk_of(gijs()).get(f"/admin/complaints/{screen}/").status_code == 200


@pytest.mark.parametrize("role", [anna, chris, fleur])
def test_others_do_not_even_with_every_flag_of_django(role: Callable[[], User]) -> None:
    user = role()
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client = desk_of(user)
    for screen in SCREENS:
        assert client.get(f"/admin/complaints/{screen}/").status_code == 403
    assert client.get("/admin/complaints/").status_code == 404
    assert client.post("/admin/complaints/user/add/", user_form()).status_code == 403
    assert client.post("/admin/complaints/unit/add/", {"code": "west", "name": "Regio West"}).status_code == 403
    assert not Unit.objects.filter(code="west").exists()


def test_an_administrator_makes_a_user_with_a_role_in_a_unit() -> None:
    client = desk_of(gijs())
    fields = user_form(**{"role_grants-0-role": "handler", "role_grants-0-unit": str(unit().pk)})
    assert client.post("/admin/complaints/user/add/", fields).status_code == 302
    made = User.objects.get(username="joris")
    assert made.check_password("een-rustige-maandag")
    assert not made.is_superuser
    grant = RoleGrant.objects.get(user=made)
    assert (grant.role, grant.unit) == (Role.HANDLER, unit())
    assert "Handler (Regio Noord)" in text_of(client.get("/admin/complaints/user/"))


def change_form(user: User, **changes: Any) -> dict[str, str]:
    grant = user.role_grants.get()
    rows = {
        "role_grants-TOTAL_FORMS": "1",
        "role_grants-INITIAL_FORMS": "1",
        "role_grants-0-id": str(grant.pk),
        "role_grants-0-user": str(user.pk),
        "role_grants-0-role": grant.role,
        "role_grants-0-unit": "",
    }
    person = {"username": user.username, "email": user.email, "language": "nl", "is_active": "on"}
    return rows | person | changes


def test_a_role_is_taken_away_and_a_user_switched_off() -> None:
    user, client = anna(), desk_of(gijs())
    address = f"/admin/complaints/user/{user.pk}/change/"
    assert client.post(address, change_form(user, **{"role_grants-0-DELETE": "on"})).status_code == 302
    assert not user.role_grants.exists()
    assert client.get(f"/admin/complaints/user/{user.pk}/delete/").status_code == 403


def test_flags_and_groups_cannot_be_smuggled_in() -> None:
    user = anna()
    smuggled = change_form(user, is_superuser="on", is_staff="", groups="1", user_permissions="1")
    assert desk_of(gijs()).post(f"/admin/complaints/user/{user.pk}/change/", smuggled).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert user.is_staff


def test_an_address_belongs_to_one_user() -> None:
    anna()
    user = bram()
    answer = desk_of(gijs()).post(
        f"/admin/complaints/user/{user.pk}/change/", change_form(user, email="ANNA@body.example")
    )
    assert "Another user has this address." in text_of(answer)


def test_an_administrator_sets_a_password() -> None:
    user, client = anna(), desk_of(gijs())
    new = {"password1": "een-nieuwe-dinsdag", "password2": "een-nieuwe-dinsdag"}
    assert client.post(f"/admin/complaints/user/{user.pk}/password/", new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("een-nieuwe-dinsdag")


def test_a_unit_is_made_and_switched_off() -> None:
    client = desk_of(gijs())
    assert client.post("/admin/complaints/unit/add/", {"code": "west", "name": "Regio West"}).status_code == 302
    assert not Unit.objects.get(code="west").is_active


def test_a_coordinator_sets_the_ladder_and_sees_no_users() -> None:
    client = desk_of(bram())
    fields = {
        "clock_kind": "handling",
        "code": "three",
        "number": "3",
        "side": "before",
        "unit": "working_days",
        "roles": ["handler"],
    }
    assert client.post("/admin/complaints/rung/add/", fields).status_code == 302
    rung = Rung.objects.get(code="three")
    assert (rung.roles, rung.offset) == (["handler"], -3)
    assert "3 working days before" in text_of(client.get("/admin/complaints/rung/"))
    assert client.post(f"/admin/complaints/rung/{rung.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Rung.objects.filter(code="three").exists()
    assert client.get("/admin/complaints/user/").status_code == 403
    assert "Users" not in text_of(client.get("/admin/complaints/"))


def test_alerts_and_runs_are_read_and_never_written() -> None:
    clock = register_complaint().clocks.get(kind="handling")
    alert = Alert.objects.create(clock=clock, rung="two_weeks_before", due_on=clock.ends_on, raised_at=MORNING)
    Delivery.objects.create(
        alert=alert,
        recipient=anna(),
        message_id="<1@body.example>",
        try_at=MORNING,
        sent_at=MORNING,
        status=DeliveryStatus.SENT,
    )
    run = JobRun.objects.create(job="raise_due_alerts", started_at=MORNING, counts={"raised": 1})
    client = desk_of(gijs())
    assert clock.complaint.reference in text_of(client.get("/admin/complaints/alert/"))
    assert "Anna de Wit" in text_of(client.get(f"/admin/complaints/alert/{alert.pk}/change/"))
    assert "raise_due_alerts" in text_of(client.get("/admin/complaints/jobrun/"))
    for address in (f"alert/{alert.pk}/change/", f"jobrun/{run.pk}/change/", "alert/add/", "jobrun/add/"):
        assert client.post(f"/admin/complaints/{address}", {"rung": "x", "job": "x"}).status_code == 403


def test_the_administrator_reads_no_text_of_a_case() -> None:
    register_complaint(description="Zeer persoonlijke tekst")
    client = desk_of(gijs())
    for screen in SCREENS:
        assert "persoonlijke" not in text_of(client.get(f"/admin/complaints/{screen}/"))


@pytest.fixture
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def letter(subject: str, to: str = "anna@body.example", text: str = "Nog drie dagen.") -> str:
    head = f"Content-Type: text/plain; charset=utf-8\nSubject: {subject}\nFrom: x@body.example\nTo: {to}\n"
    return f"{head}\n{text}\n{'-' * 79}\n"


def test_the_mails_of_a_demonstration_are_read_on_the_desk(mail_folder: Path) -> None:
    (mail_folder / "20260202-1.log").write_text(letter("Eerste") + letter("Tweede", text="Zie https://x.example/"))
    client = desk_of(gijs())
    said = text_of(client.get("/admin/mail/"))
    assert said.index("Tweede") < said.index("Eerste")
    one = client.get("/admin/mail/20260202-1.1/")
    assert "To anna@body.example" in text_of(one)
    assert 'href="https://x.example/"' in one.content.decode()
    assert client.get("/admin/mail/20260202-1.9/").status_code == 404
    assert client.get("/admin/mail/..%2F..%2Fetc/").status_code == 404
    assert "Mail of this demonstration" in text_of(client.get("/admin/complaints/"))


def test_no_mail_yet_is_said(mail_folder: Path) -> None:
    assert "No mail yet" in text_of(desk_of(gijs()).get("/admin/mail/"))


def test_only_the_newest_mails_are_shown(mail_folder: Path) -> None:
    for number in range(3):
        (mail_folder / f"{number}.log").write_text(letter("Herhaald") * 60)
    assert len(desk_of(gijs()).get("/admin/mail/").context["mails"]) == 100


def test_outside_a_demonstration_there_is_no_such_screen(mail_folder: Path, settings: Any) -> None:
    settings.DEMO = False
    assert desk_of(gijs()).get("/admin/mail/").status_code == 404
    assert "Mail of this demonstration" not in text_of(desk_of(gijs()).get("/admin/complaints/"))


def test_a_handler_reads_no_mail_of_others(mail_folder: Path) -> None:
    assert desk_of(anna()).get("/admin/mail/").status_code == 403


def test_a_demonstration_is_marked_on_every_screen(settings: Any) -> None:
    settings.DEMO = True
    assert "DEMO" in text_of(visitor().get("/admin/login/"))
    assert "DEMO" in text_of(desk_of(anna()).get("/admin/work/"))
    settings.DEMO = False
    assert "DEMO" not in text_of(desk_of(anna()).get("/admin/work/"))
