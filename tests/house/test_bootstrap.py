"""The environment on a bare machine: made once, brought up to date, and refused with a way on."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from dev import bootstrap
from dev.trouble import Trouble

#: Stands in for uv: makes an "environment" that starts, and notes what it was asked to do.
UV = """#!/bin/sh
echo "$@" >> "{asked}"
case "$1" in
  venv) mkdir -p "{environment}/bin"; printf '#!/bin/sh\\nexit 0\\n' > "{environment}/bin/python"
        chmod +x "{environment}/bin/python";;
  pip) exit {status};;
esac
"""


class Machine:
    """A machine with a checkout, and a uv that does as it is told."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = directory
        self.requirements = directory / "requirements-dev.txt"
        self.requirements.write_text("django==5.2\n")
        environment = directory / ".venv"
        monkeypatch.setattr(bootstrap, "ROOT", directory)
        monkeypatch.setattr(bootstrap, "ENVIRONMENT", environment)
        monkeypatch.setattr(bootstrap, "PYTHON", environment / "bin/python")
        monkeypatch.setattr(bootstrap, "FOR_ALL", self.requirements)
        monkeypatch.setenv("PATH", f"{directory}:/usr/bin:/bin")

    def uv(self, *, status: int = 0) -> None:
        """Put uv on the path; installing ends with that status."""
        program = self.directory / "uv"
        program.write_text(
            UV.format(asked=self.directory / "asked", environment=self.directory / ".venv", status=status)
        )
        program.chmod(0o755)

    def asked(self) -> list[str]:
        """What uv was asked to do since the last time."""
        asked = self.directory / "asked"
        lines = asked.read_text().splitlines() if asked.exists() else []
        asked.unlink(missing_ok=True)
        return [line.split()[0] for line in lines]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_the_environment_is_made_once(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    machine.uv()
    bootstrap.make_ready(needs=machine.requirements)
    assert machine.asked() == ["venv", "pip"]
    bootstrap.make_ready(needs=machine.requirements)
    assert machine.asked() == []
    assert capfd.readouterr().out == "", "standard output carries answers alone"


def test_what_all_commands_need_is_enough_for_the_demonstration(machine: Machine) -> None:
    few = machine.directory / "requirements-demo.txt"
    few.write_text("django==5.2\n")
    machine.uv()
    bootstrap.make_ready(needs=machine.requirements)
    machine.asked()
    bootstrap.make_ready(needs=few)
    assert machine.asked() == []


def test_it_is_brought_up_to_date_when_the_requirements_change(machine: Machine) -> None:
    machine.uv()
    bootstrap.make_ready(needs=machine.requirements)
    machine.asked()
    machine.requirements.write_text("django==5.3\n")
    bootstrap.make_ready(needs=machine.requirements)
    assert machine.asked() == ["pip"]


def test_an_installation_that_failed_is_done_again(machine: Machine) -> None:
    machine.uv(status=1)
    with pytest.raises(Trouble, match="could not be installed"):
        bootstrap.make_ready(needs=machine.requirements)
    machine.uv()
    machine.asked()
    bootstrap.make_ready(needs=machine.requirements)
    assert machine.asked() == ["pip"]


def test_an_environment_that_does_not_start_is_made_anew(machine: Machine) -> None:
    machine.uv()
    bootstrap.make_ready(needs=machine.requirements)
    machine.asked()
    (machine.directory / ".venv/bin/python").write_text("#!/nowhere/python\n")
    bootstrap.make_ready(needs=machine.requirements)
    assert machine.asked() == ["venv", "pip"]


def test_without_uv_and_without_venv_it_says_what_to_install(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(Trouble, match="apt install python3-venv"):
        bootstrap.make_ready(needs=machine.requirements)


def test_any_python_3_can_read_how_to_go_on() -> None:
    source = (Path(bootstrap.__file__).with_name("__main__.py")).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 5))
    ast.parse((Path(bootstrap.__file__).with_name("__init__.py")).read_text(encoding="utf-8"), feature_version=(3, 5))


def test_an_old_python_says_so_in_a_line_or_finds_a_newer_one(tmp_path: Path) -> None:
    checkout = Path(bootstrap.__file__).parents[1]
    pretend = f"import sys; sys.version_info = (3, 9, 0, 'final', 0); sys.path.insert(0, {str(checkout)!r}); "
    run = "import runpy; runpy.run_module('dev')"
    done = subprocess.run(
        [sys.executable, "-c", pretend + run],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed, and this is 3.9" in done.stderr

    (tmp_path / "python3.11").symlink_to(sys.executable)
    done = subprocess.run(
        [sys.executable, "-c", pretend + run],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "commands: demo" in done.stderr
