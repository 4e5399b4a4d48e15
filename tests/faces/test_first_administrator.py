"""The first administrator comes from the command line, and finds the administration open."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from complaints import access
from complaints.models import User
from complaints.vocabulary import Role
from tests.cases import register_complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> User:
    """Make the first administrator as docs/operations.md says."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "een lang wachtwoord voor de eerste")
    call_command("createsuperuser", interactive=False, username="eerste", email="eerste@body.example", verbosity=0)
    return User.objects.get(username="eerste")


def test_createsuperuser_makes_an_administrator_of_all_units(first: User) -> None:
    assert access.has_role(first, Role.ADMINISTRATOR)


def test_he_may_make_users_and_units(first: User, client: Client) -> None:
    client.force_login(first)
    for page in ("complaints_user_add", "complaints_unit_add"):
        assert client.get(reverse(f"admin:{page}"), secure=True).status_code == 200


def test_he_sees_no_case(first: User, client: Client) -> None:
    complaint = register_complaint()
    client.force_login(first)
    assert complaint.reference not in client.get(reverse("admin:worklist"), secure=True).text
    assert client.get(reverse("admin:case", args=[complaint.pk]), secure=True).status_code == 404
