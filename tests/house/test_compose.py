"""The containers, as far as they can be tested without an engine: linted, composed, compared with the code."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OURS = ("web", "worker", "beat", "migrate")
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD")
BODY = ("SITE_URL", "BODY_NAME", "BODY_ADDRESS", "BODY_SENDER", "EMAIL_URL")
OPTIONAL = ("CLAMD_URL", "FILES_URL", "HEARTBEAT_URL", "JOB_RUNS_DAYS", "LETTERS_WAIT_AT", "MAIL_IS_SAFE")
FILLED_IN = {name: f"{name.lower()}-value" for name in SECRETS} | {
    "SITE_URL": "https://klachten.dienst.example",
    "BODY_NAME": "Dienst Voorbeeld",
    "BODY_ADDRESS": "Postbus 1, 1000 AA Voorbeeldstad",
    "BODY_SENDER": "klachten@dienst.example",
    "EMAIL_URL": "smtp+starttls://mail.dienst.example",
}


def compose(variables: dict[str, str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Resolve the file as an engine would; podman itself is only asked for its version."""
    stand_in = tmp_path / "podman"
    stand_in.write_text("#!/bin/sh\necho podman version 5.0.0\n", encoding="ascii")
    stand_in.chmod(0o755)
    settings = tmp_path / "filled-in.env"
    settings.write_text("".join(f"{name}={value}\n" for name, value in variables.items()), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "podman_compose", "--env-file", str(settings), "config"],
        cwd=ROOT,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = compose(FILLED_IN, tmp_path_factory.mktemp("composed"))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


@pytest.fixture
def written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("missing", SECRETS + BODY)
def test_nothing_starts_while_a_value_is_missing(missing: str, tmp_path: Path) -> None:
    done = compose({name: value for name, value in FILLED_IN.items() if name != missing}, tmp_path)
    assert done.returncode != 0
    assert "is missing" in done.stdout + done.stderr


def test_the_example_names_every_value_and_holds_none() -> None:
    lines = (ROOT / "docker/example.env").read_text(encoding="utf-8").splitlines()
    named = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert named == dict.fromkeys([*FILLED_IN, *OPTIONAL], "")


def test_no_secret_has_a_default(written: dict[str, Any]) -> None:
    used = re.findall(r"(?<!\$)\$\{(\w+)(:?[?-])", yaml.safe_dump(written))
    assert {name for name, how in used if how == ":-"} == {"GEHOOR_VERSION", "WEB_PORT", *OPTIONAL}
    assert {name for name, how in used if how == ":?"} == set(FILLED_IN)


def test_every_service_of_the_house_is_there(composed: dict[str, Any]) -> None:
    assert set(composed["services"]) == {*OURS, "database", "broker"}


@pytest.mark.parametrize("name", OURS)
def test_ours_run_without_rights_on_a_system_they_cannot_write(name: str, composed: dict[str, Any]) -> None:
    service = composed["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_web_is_published_and_on_the_loopback_alone(composed: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in composed["services"].items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_only_the_migration_knows_the_owner(composed: dict[str, Any]) -> None:
    knowing = {name for name in OURS if "owner" in str(composed["services"][name]["environment"])}
    assert knowing == {"migrate"}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_others_wait_for_the_migration_and_both_servers(name: str, composed: dict[str, Any]) -> None:
    waits = {one: how["condition"] for one, how in composed["services"][name]["depends_on"].items()}
    assert waits == {
        "database": "service_healthy",
        "broker": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_whatever_runs_on_has_a_health_check(composed: dict[str, Any]) -> None:
    inherited = {"web"}  # that of the image
    checked = {name for name, one in composed["services"].items() if one.get("healthcheck", {}).get("test")}
    assert checked | inherited == set(composed["services"]) - {"migrate"}


def test_what_must_last_is_in_named_volumes(composed: dict[str, Any]) -> None:
    mounted = {
        volume.split(":")[0]: volume.split(":")[1]
        for service in composed["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert mounted == {"database": "/var/lib/postgresql", "broker": "/data", "files": "/var/lib/gehoor"}
    assert set(composed["volumes"]) == set(mounted)


def test_text_collates_in_the_container_as_in_the_tests(composed: dict[str, Any]) -> None:
    arguments = composed["services"]["database"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "--locale-provider=builtin --builtin-locale=C.UTF-8 --encoding=UTF8" in arguments
    assert re.fullmatch(r"postgres:1[7-9]-\w+", composed["services"]["database"]["image"])


@pytest.mark.parametrize("name", ["web", "worker", "migrate"])
def test_the_settings_of_the_containers_are_those_that_the_code_reads(
    name: str, composed: dict[str, Any], tmp_path: Path
) -> None:
    inside = {**composed["services"][name]["environment"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    inside |= {"DATA_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path), "SECRET_KEY": os.urandom(40).hex()}
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=inside | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert inside.keys() >= set(BODY)


def test_the_roles_are_made_as_the_launcher_makes_them() -> None:
    script = (ROOT / "docker/make-roles.sh").read_text(encoding="utf-8")
    launcher = (ROOT / "dev/postgres.py").read_text(encoding="utf-8")
    for statement in (
        "CREATE ROLE {OWNER} LOGIN",
        "CREATE ROLE {APP} LOGIN",
        "CREATE DATABASE {DATABASE} OWNER {OWNER}",
        "REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP}",
    ):
        assert statement in launcher
        assert statement.format(OWNER="gehoor_owner", APP="gehoor_app", DATABASE="gehoor") in script
    subprocess.run(["sh", "-n", str(ROOT / "docker/make-roles.sh")], check=True)


def test_the_dockerfile_is_clean_and_ends_as_a_user_without_rights() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("hadolint")), "--no-color", str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["10001:10001"]
    assert "HEALTHCHECK" in text


def test_the_image_holds_what_production_needs_and_no_more() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    taken = {line[1:] for line in lines if line.startswith("!")}
    assert taken == {"complaints", "config", "manage.py", "requirements.txt", "LICENSE"}
    assert all((ROOT / name).exists() for name in taken)


def test_style_sheets_are_collected_as_in_the_image(tmp_path: Path) -> None:
    """The manifest refuses a style sheet that names a file which is not there."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    values = dict(re.findall(r"\b([A-Z_]+)=([^\s\\]+)", text[text.index("compileall") : text.index("collectstatic")]))
    assert values["SECRET_KEY"] == "build"
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=values | {"STATIC_ROOT": str(tmp_path), "PATH": os.environ["PATH"]},
        check=True,
    )
    assert (tmp_path / "staticfiles.json").is_file()
