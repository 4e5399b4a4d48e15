"""Signing in and out, passwords, and the language of the desk."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from complaints.models import User
from tests.faces.desk import desk_of, text_of, visitor
from tests.people import anna, gijs, ilse

pytestmark = pytest.mark.django_db

PASSWORD = "een-rustige-maandag"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post("/admin/login/", {"username": username, "password": password, "next": "/admin/"})


def test_who_is_not_signed_in_is_asked_to() -> None:
    assert visitor().get("/admin/work/").headers["Location"] == "/admin/login/?next=/admin/work/"


def test_a_handler_signs_in_and_starts_at_what_waits_for_him() -> None:
    with_password(anna())
    client = visitor()
    assert sign_in(client, "anna").headers["Location"] == "/admin/"
    assert "Mijn komende dagen" in text_of(client.get("/admin/"))


def test_an_administrator_starts_at_the_administration() -> None:
    assert desk_of(gijs()).get("/admin/").headers["Location"] == "/admin/complaints/"


@pytest.mark.parametrize("username", ["anna", "nobody", "ilse"])
def test_a_failure_says_the_same_whoever_it_was(username: str) -> None:
    with_password(anna())
    with_password(ilse())
    client = visitor()
    client.cookies["django_language"] = "en"
    answer = sign_in(client, username, PASSWORD if username == "ilse" else "wrong")
    assert "This user name and password do not belong together." in text_of(answer)
    assert "_auth_user_id" not in client.session


def test_signing_out_ends_the_session() -> None:
    client = desk_of(anna())
    assert "Signed out" in text_of(client.post("/admin/logout/"))
    assert client.get("/admin/work/").status_code == 302


def test_a_deactivated_user_is_out_at_once() -> None:
    client = desk_of(anna())
    User.objects.filter(username="anna").update(is_active=False)
    assert client.get("/admin/work/").status_code == 302


def test_the_desk_speaks_dutch_whatever_the_browser_asks() -> None:
    answer = visitor().get("/admin/login/", headers={"accept-language": "en"})
    assert '<html lang="nl">' in answer.content.decode()


def test_who_chooses_english_keeps_it() -> None:
    client = desk_of(anna(), language="nl")
    answer = client.post("/admin/language/", {"language": "en", "next": "/admin/work/?who=mine"})
    assert answer.headers["Location"] == "/admin/work/?who=mine"
    assert anna().language == "en"
    assert '<html lang="en">' in client.get("/admin/work/").content.decode()


def test_a_language_that_is_none_changes_nothing() -> None:
    client = desk_of(anna(), language="nl")
    client.post("/admin/language/", {"language": "xx", "next": "https://elsewhere.example/"})
    assert anna().language == "nl"


def test_the_choice_never_leads_to_another_site() -> None:
    answer = desk_of(anna()).post("/admin/language/", {"language": "nl", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/admin/"


def test_a_forgotten_password_is_replaced_through_the_mail() -> None:
    with_password(anna())
    client = visitor()
    assert client.post("/admin/password_reset/", {"email": "anna@body.example"}).status_code == 302
    link = re.search(r"https://\S+(/admin/reset/\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1]).headers["Location"]
    assert "new_password1" in client.get(form).content.decode()
    new = {"new_password1": "een-nieuwe-dinsdag", "new_password2": "een-nieuwe-dinsdag"}
    assert client.post(form, new).headers["Location"] == "/admin/reset/done/"
    assert client.get("/admin/reset/done/").status_code == 200
    assert sign_in(client, "anna", "een-nieuwe-dinsdag").status_code == 302
    assert "works no more" in text_of(in_english(link[1]))


def in_english(address: str) -> Any:
    client = visitor()
    client.cookies["django_language"] = "en"
    return client.get(address)


def test_an_unknown_address_gets_the_same_answer_and_no_mail() -> None:
    answer = visitor().post("/admin/password_reset/", {"email": "nobody@body.example"})
    assert answer.headers["Location"] == "/admin/password_reset/done/"
    assert mail.outbox == []
    assert "If this address is known here" in text_of(in_english("/admin/password_reset/done/"))


def test_a_password_is_changed_by_who_knows_the_old_one() -> None:
    client = desk_of(with_password(anna()))
    new = {"new_password1": "een-nieuwe-dinsdag", "new_password2": "een-nieuwe-dinsdag"}
    assert client.post("/admin/password_change/", {"old_password": "wrong", **new}).status_code == 200
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 302
    assert "Your new password stands" in text_of(client.get("/admin/password_change/done/"))
