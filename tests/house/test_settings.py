"""The settings: read once, typed, or the process does not start and says in one line what is wrong."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.files.storage import storages
from django.db import NotSupportedError
from django.test import override_settings

from complaints import checks
from config import connections, entrance, env
from config.env import Misconfigured
from config.postgresql.base import DatabaseWrapper

ROOT = Path(__file__).resolve().parents[2]
NAME = "GEHOOR_TEST"

WHOLE: Mapping[str, str] = {
    "BODY_ADDRESS": "Postbus 1",
    "BODY_NAME": "Dienst Voorbeeld",
    "BODY_SENDER": "klachten@dienst.example",
    "DATABASE_URL": "postgresql://gehoor_app:secret@db.example:5432/gehoor",
    "EMAIL_URL": "smtp+starttls://mail.example",
    "REDIS_URL": "redis://:secret@broker.example/0",
    "SECRET_KEY": "x" * 60,
    "SITE_URL": "https://klachten.dienst.example",
}


def manage(**variables: str | None) -> "subprocess.CompletedProcess[str]":
    """``manage.py check`` with a whole environment but for these variables."""
    mixed = {**WHOLE, **variables}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={name: value for name, value in mixed.items() if value is not None} | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


class TestAProcess:
    def test_starts_with_a_whole_environment(self) -> None:
        assert manage().returncode == 0

    @pytest.mark.parametrize("name", WHOLE)
    def test_does_not_start_without_a_variable_and_names_it(self, name: str) -> None:
        stopped = manage(**{name: None})
        assert stopped.returncode == 1
        assert stopped.stderr.startswith(f"{name} is missing")
        assert stopped.stderr.count("\n") == 1

    def test_does_not_start_with_a_log_level_that_is_none(self) -> None:
        stopped = manage(LOG_LEVEL="loud")
        assert (stopped.returncode, stopped.stderr.count("\n")) == (1, 1)
        assert stopped.stderr.startswith("LOG_LEVEL is 'LOUD'")

    def test_serves_without_tls_in_a_demonstration_alone(self) -> None:
        assert "SITE_URL must start with https://" in manage(SITE_URL="http://dienst.example").stderr
        assert manage(SITE_URL="http://dienst.example", DEMO="yes").returncode == 0

    def test_takes_a_secret_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("y" * 60 + "\n", encoding="utf-8")
        assert manage(SECRET_KEY=None, SECRET_KEY_FILE=str(tmp_path / "secret")).returncode == 0

    def test_that_is_no_command_stops_so_that_gunicorn_gives_up(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail() -> None:
            raise Misconfigured("SITE_URL is missing.")

        monkeypatch.setattr(django, "setup", fail)
        with pytest.raises(SystemExit) as stopped:
            entrance.prepare()
        assert stopped.value.code == entrance.CANNOT_START
        assert capsys.readouterr().err == "gehoor: SITE_URL is missing.\n"


class TestAReader:
    @pytest.mark.parametrize("value", ["1", "True", "yes", "ON"])
    def test_takes_a_yes(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, value)
        assert env.flag(NAME, default=False) is True

    @pytest.mark.parametrize("value", ["0", "False", "no", "OFF"])
    def test_takes_a_no(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, value)
        assert env.flag(NAME, default=True) is False

    def test_gives_the_default_where_nothing_is_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, " ")
        assert env.flag(NAME, default=True) is True
        assert env.number(NAME, default=7) == 7
        assert env.text(NAME, "seven") == "seven"
        assert env.items(NAME, ("a", "b")) == ["a", "b"]
        assert env.file(NAME) is None

    def test_refuses_a_flag_that_is_a_typing_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "Ture")
        with pytest.raises(Misconfigured, match=f"{NAME} is 'Ture': write True or False"):
            env.flag(NAME, default=False)

    @pytest.mark.parametrize("value", ["x", "-1", "1.5", "²", "2"])
    def test_refuses_a_number_that_is_none_or_too_small(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, value)
        with pytest.raises(Misconfigured, match=f"{NAME} is .*: write a whole number, 3 or more"):
            env.number(NAME, default=5, least=3)

    def test_takes_a_number_and_a_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "12")
        assert env.number(NAME, default=0) == 12
        monkeypatch.setenv(NAME, "a, b,,c ")
        assert env.items(NAME) == ["a", "b", "c"]

    def test_takes_one_of_the_words_that_are_known_and_no_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "warning")
        assert env.one_of(NAME, "INFO", ("INFO", "WARNING")) == "WARNING"
        monkeypatch.setenv(NAME, "loud")
        with pytest.raises(Misconfigured, match=f"{NAME} is 'LOUD': write one of INFO, WARNING"):
            env.one_of(NAME, "INFO", ("INFO", "WARNING"))

    def test_refuses_a_value_beside_its_file(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv(NAME, "value")
        monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "value"))
        with pytest.raises(Misconfigured, match="both set"):
            env.text(NAME)

    @pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"\xff", "not UTF-8")])
    def test_says_why_a_file_cannot_be_read(
        self, content: bytes | None, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        if content:
            (tmp_path / "value").write_bytes(content)
        monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "value"))
        with pytest.raises(Misconfigured, match=f"{NAME}_FILE is .*: {said}"):
            env.text(NAME)

    def test_wants_a_file_to_be_there(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv(NAME, str(tmp_path / "days.csv"))
        with pytest.raises(Misconfigured, match="there is no such file"):
            env.file(NAME)
        (tmp_path / "days.csv").touch()
        assert env.file(NAME) == tmp_path / "days.csv"

    def test_takes_words_by_month(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "0001-01:people, 2023-03:cases")
        found = env.by_month(NAME, "", frozenset({"people", "cases"}))
        assert found == ((date.min, "people"), (date(2023, 3, 1), "cases"))

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("2023-13:cases", "must be YYYY-MM:word"),
            ("cases", "must be YYYY-MM:word"),
            ("2023-01:cats", "must be one of cases, people"),
            ("2023-03:cases, 2023-01:people", "must ascend"),
            ("2023-03:cases, 2023-03:people", "must ascend"),
        ],
    )
    def test_refuses_words_without_an_order(self, value: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, value)
        with pytest.raises(Misconfigured, match=said):
            env.by_month(NAME, "", frozenset({"people", "cases"}))


class TestAnAddress:
    def database(self, url: str, monkeypatch: pytest.MonkeyPatch, **options: int) -> dict[str, Any]:
        monkeypatch.setenv(NAME, url)
        return connections.database(NAME, **{"statement_timeout_ms": 0, "pool_size": 0, **options})

    def test_of_a_database_may_hold_a_password_with_signs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = self.database("postgresql://gehoor_app:p%40ss%2F@db:5433/gehoor?sslmode=require", monkeypatch)
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
            "gehoor_app",
            "p@ss/",
            "db",
            "5433",
            "gehoor",
        )
        assert found["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off -c statement_timeout=0"}
        assert found["CONN_MAX_AGE"] == 60

    def test_of_a_database_may_be_a_socket(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = self.database("postgres://me@/gehoor?host=/run/postgresql", monkeypatch)
        assert (found["HOST"], found["PORT"]) == ("/run/postgresql", "")

    def test_with_a_pool_leaves_keeping_to_the_pool(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = self.database("postgres://me@/gehoor", monkeypatch, statement_timeout_ms=5000, pool_size=8)
        assert found["OPTIONS"]["pool"]["max_size"] == 8
        assert found["CONN_MAX_AGE"] == 0
        assert "statement_timeout=5000" in found["OPTIONS"]["options"]

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("sqlite:///db", "must start with one of: postgres, postgresql"),
            ("postgres://db/gehoor", "write postgresql://user"),
            ("postgres://me@db/", "write postgresql://user"),
            ("postgres://me@db:port/gehoor", "is not a URL"),
            ("postgres://me:geheim@db/gehoor?foo=1", "unknown parts: foo"),
        ],
    )
    def test_of_a_database_that_is_none_is_refused_without_repeating_it(
        self, url: str, said: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(Misconfigured, match=said) as refused:
            self.database(url, monkeypatch)
        assert "geheim" not in str(refused.value)

    @pytest.mark.parametrize("url", ["https://klachten.example/pad", "https://", "https://x.example?a=1"])
    def test_of_the_site_is_a_host_and_no_more(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, url)
        with pytest.raises(Misconfigured, match="without a path"):
            connections.site(NAME)

    def test_of_the_broker_is_redis(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "amqp://broker")
        with pytest.raises(Misconfigured, match="redis, rediss"):
            connections.broker(NAME)

    @pytest.mark.parametrize(
        ("url", "settled"),
        [
            ("smtp://mail", ("mail", 25, False, False)),
            ("smtp+tls://u:p%21@mail", ("mail", 587, True, False)),
            ("smtp+starttls://mail:2525", ("mail", 2525, True, False)),
            ("smtps://mail", ("mail", 465, False, True)),
        ],
    )
    def test_of_a_mail_server_says_how_it_is_encrypted(
        self, url: str, settled: tuple[str, int, bool, bool], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(NAME, url)
        found = connections.mail(NAME)
        assert (found.host, found.port, found.starttls, found.tls) == settled

    def test_of_mail_may_be_a_folder_or_the_console(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "file:///var/mail%20box")
        assert connections.mail(NAME).directory == "/var/mail box"
        monkeypatch.setenv(NAME, "console:")
        assert connections.mail(NAME).backend.endswith("console.EmailBackend")

    @pytest.mark.parametrize(
        ("url", "where"),
        [
            ("tcp://scanner:3311", connections.Clamd(host="scanner", port=3311)),
            ("tcp://scanner", connections.Clamd(host="scanner", port=3310)),
            ("unix:///run/clamav/clamd.ctl", connections.Clamd(path="/run/clamav/clamd.ctl")),
        ],
    )
    def test_of_the_virus_scanner(self, monkeypatch: pytest.MonkeyPatch, url: str, where: connections.Clamd) -> None:
        monkeypatch.setenv(NAME, url)
        assert connections.clamd(NAME) == where

    def test_without_a_virus_scanner_nothing_is_scanned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(NAME, raising=False)
        assert connections.clamd(NAME) is None

    @pytest.mark.parametrize("url", ["tcp://", "unix://folder", "http://scanner"])
    def test_of_a_virus_scanner_that_is_none(self, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.setenv(NAME, url)
        with pytest.raises(Misconfigured, match=NAME):
            connections.clamd(NAME)

    @pytest.mark.parametrize(("value", "numbers"), [("", {443}), ("8443", {8443}), ("443, 8443", {443, 8443})])
    def test_of_ports(self, monkeypatch: pytest.MonkeyPatch, value: str, numbers: set[int]) -> None:
        monkeypatch.setenv(NAME, value)
        assert connections.ports(NAME, "443") == numbers

    @pytest.mark.parametrize("value", ["0", "65536", "-1", "https", "443;8443", "٤٤٣"])
    def test_of_ports_that_are_none(self, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        monkeypatch.setenv(NAME, value)
        with pytest.raises(Misconfigured, match=NAME):
            connections.ports(NAME, "443")

    def test_of_the_bucket_for_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, "s3://key:se%2Fcret@files.example:9000/gehoor?region=nl-1&tls=no")
        with override_settings(STORAGES=settings.STORAGES | {"default": connections.files(NAME, "/nowhere")}):
            store: Any = storages["default"]
        assert (store.bucket_name, store.secret_key) == ("gehoor", "se/cret")
        assert (store.endpoint_url, store.region_name) == ("http://files.example:9000", "nl-1")
        assert (store.file_overwrite, store.default_acl) == (False, None)

    @pytest.mark.parametrize("url", ["s3://host/bucket", "s3://key:secret@host", "s3://key:secret@host/a/b", "ftp://x"])
    def test_of_a_bucket_that_is_none(self, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.setenv(NAME, url)
        with pytest.raises(Misconfigured, match=NAME):
            connections.files(NAME, "/nowhere")

    @pytest.mark.parametrize("url", ["file://folder", "smtp://", "mail.example"])
    def test_of_mail_that_is_none_is_refused(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(NAME, url)
        with pytest.raises(Misconfigured, match=NAME):
            connections.mail(NAME)


class TestASystemCheck:
    @pytest.mark.django_db
    def test_finds_nothing_here(self) -> None:
        assert [found for found in run_checks() if found.is_serious()] == []
        assert checks.database_is_new_enough(databases=["default"]) == []

    @pytest.mark.django_db
    def test_refuses_a_database_without_the_collation(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def old(self: DatabaseWrapper) -> None:
            raise NotSupportedError("PostgreSQL 17 or later is required (found 15.18).")

        monkeypatch.setattr(DatabaseWrapper, "ensure_connection", old)
        (found,) = checks.database_is_new_enough(databases=["default"])
        assert (found.id, found.msg) == (
            "complaints.E001",
            "Database 'default': PostgreSQL 17 or later is required (found 15.18).",
        )

    def test_asks_no_database_that_is_not_checked(self) -> None:
        assert checks.database_is_new_enough(databases=None) == []

    @override_settings(TIME_ZONE="UTC")
    def test_refuses_another_time_zone(self) -> None:
        assert [found.id for found in checks.law_counts_in_amsterdam()] == ["complaints.E002"]

    def test_refuses_decrees_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "days.csv").write_text("day;name\n", encoding="utf-8")
        with override_settings(EQUATED_DAYS_FILE=tmp_path / "days.csv"):
            (found,) = checks.decrees_are_known()
        assert found.id == "complaints.E003"
        assert str(tmp_path / "days.csv") in found.msg

    @override_settings(LETTERS_READ_BY_TWO=["closing", "pigeon"])
    def test_refuses_a_letter_that_nobody_knows(self) -> None:
        (found,) = checks.letters_are_known()
        assert found.id == "complaints.E004"
        assert "'pigeon'" in found.msg

    @pytest.mark.parametrize(("today", "said"), [("2026-01-05", []), ("2027-09-01", ["complaints.I001"])])
    def test_says_before_the_decrees_end_and_fails_nothing(
        self, today: str, said: list[str], time_machine: Any
    ) -> None:
        time_machine.move_to(f"{today}T12:00:00+00:00", tick=False)
        found = checks.decrees_are_known()
        assert [one.id for one in found] == said
        assert not any(one.is_serious() for one in found)
