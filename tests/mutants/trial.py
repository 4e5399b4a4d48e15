"""Put mutants on trial: each in a process of its own, against the tests of its package.

A process is forked for each mutant, loads the changed module in place of the file, and runs the
tests: those of the module first, then all of its package.  Nothing is written to disk.
"""

import ast
import importlib.abc
import importlib.machinery
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutants.mutators import Mutant, mutants

#: Seconds of processor time for one test; an endless loop is stopped then, however busy the machine.
MOST_SECONDS = 6
MOST_MEMORY = 2 * 1024**3
SURVIVED, KILLED, STOPPED = 0, 1, 2
#: No settings, no plugins, no report: only whether everything passed.
PYTEST = [
    *("-x", "--noconftest", "-c", os.devnull, "--rootdir=."),
    *(f"-pno:{plugin}" for plugin in ("cacheprovider", "terminal", "logging", "faulthandler", "unraisableexception")),
]


@dataclass(frozen=True)
class Suite:
    """A package of pure code, and the folder with its tests."""

    package: str
    tests: str

    def modules(self) -> Iterator[tuple[str, Path]]:
        """Each module with its file; a package's own file only offers the others."""
        for path in sorted(Path(*self.package.split(".")).glob("*.py")):
            if path.stem != "__init__":
                yield f"{self.package}.{path.stem}", path

    def stages(self, module: str) -> list[str]:
        """What to run: the tests of that name, where there are any, then all."""
        namesake = Path(self.tests, f"test_{module.rpartition('.')[2]}.py")
        return [*([str(namesake)] if namesake.is_file() else []), self.tests]


def try_all(suite: Suite, *, every: int, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Yield each mutant (or one in ``every``) with whether it survived, as the trials end."""
    running: dict[int, Mutant] = {}
    for number, (mutant, module, tree) in enumerate(_mutants_of(suite)):
        if number % every == 0:
            if len(running) >= jobs:
                yield _next_ended(running)
            running[_fork(lambda m=module, t=tree: _trial(suite, m, t))] = mutant  # type: ignore[misc]  # bound now
    while running:
        yield _next_ended(running)


def passes_unchanged(suite: Suite) -> bool:
    """Whether the tests pass without any mutant; otherwise nothing can be said."""
    _, status = os.waitpid(_fork(lambda: _run([suite.tests])), 0)
    return os.waitstatus_to_exitcode(status) == SURVIVED


def _mutants_of(suite: Suite) -> Iterator[tuple[Mutant, str, ast.Module]]:
    for module, path in suite.modules():
        for mutant, tree in mutants(module, path.read_text(encoding="utf-8")):
            yield mutant, module, tree


def _next_ended(running: dict[int, Mutant]) -> tuple[Mutant, bool]:
    pid, status = os.wait()
    return running.pop(pid), os.waitstatus_to_exitcode(status) == SURVIVED


def _fork(work: Callable[[], int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = KILLED
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(silence, stream)
        code = work()
    finally:
        os._exit(code)


def _trial(suite: Suite, module: str, tree: ast.Module) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    code = compile(ast.fix_missing_locations(tree), module, "exec")
    sys.meta_path.insert(0, _Changed(module, code))
    return next((KILLED for stage in suite.stages(module) if _run([stage]) != SURVIVED), SURVIVED)


def _run(paths: list[str]) -> int:
    status = pytest.main([*PYTEST, *paths], plugins=[_Stopwatch()])
    return SURVIVED if status == pytest.ExitCode.OK else KILLED


class _Stopwatch:
    """Ends the process when the imports or one test take too much processor time."""

    def __init__(self) -> None:
        signal.signal(signal.SIGVTALRM, lambda *_: os._exit(STOPPED))
        self.pytest_runtest_setup()

    def pytest_runtest_setup(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and loads the changed code for it as though it stood in its file."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        origin = str(Path(*fullname.split(".")).with_suffix(".py").absolute())
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=origin)
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, vars(module))
