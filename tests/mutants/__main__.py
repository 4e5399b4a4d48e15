"""``python -m tests.mutants``: would the tests notice a fault in the law or in the figures?

Every mutant of the pure packages is tried.  One that survives must stand in ``equivalent.toml``
with the reason why it changes nothing; an unlisted survivor fails, and so does a listing of a
mutant that is not made any more or does not survive.  Nothing else excuses a mutant.  With
``--every N`` a sample is tried, one in N, and listings are not checked for being out of date.

(mutmut 3 changes function bodies only, and skips what is decorated: the tables and the memoised
terms would go untried. cosmic-ray rewrites the checkout and starts an interpreter a mutant.)
"""

import argparse
import os
import sys
import time
import tomllib
from dataclasses import fields
from pathlib import Path

import holidays  # noqa: F401  loaded once here, so that no trial has to
import hypothesis

from tests.mutants.mutators import Mutant
from tests.mutants.trial import Suite, passes_unchanged, try_all

SUITES = (
    Suite("complaints.law", "tests/law"),
    Suite("complaints.figures", "tests/figures"),
)
LISTED = Path(__file__).with_name("equivalent.toml")


def main() -> int:
    """Try the mutants, say how many there were, and give 1 where the tests or the list fall short."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try one mutant in N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="trials at once")
    options = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # The same examples in every run, so that a mutant never survives or dies by luck.
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("mutants")
    listed, began = read_listed(LISTED), time.monotonic()
    tried, survivors = 0, set[Mutant]()
    for suite in SUITES:
        if not passes_unchanged(suite):
            sys.stderr.write(f"{suite.tests} fails without any mutant: mend that first.\n")
            return 1
        for mutant, survived in try_all(suite, every=max(options.every, 1), jobs=max(options.jobs, 1)):
            tried += 1
            if survived:
                survivors.add(mutant)
            if tried % 100 == 0:
                sys.stderr.write(f"{tried} tried, {len(survivors)} survived, {time.monotonic() - began:.0f} s\n")
    faults = judge(survivors, listed, whole=options.every <= 1)
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    sys.stdout.write(
        f"{tried} mutants {'generated' if options.every <= 1 else 'sampled'}, {tried - len(survivors)} killed, "
        f"{len(survivors & set(listed))} equivalent with their reason, {len(faults)} faults, "
        f"{time.monotonic() - began:.0f} s\n"
    )
    return 1 if faults else 0


def read_listed(path: Path) -> dict[Mutant, str]:
    """The mutants listed as equivalent, each with its reason; an entry without one is a KeyError."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    known = {field.name for field in fields(Mutant)}
    return {Mutant(**{key: entry[key] for key in entry.keys() & known}): entry["reason"] for entry in entries}


def judge(survivors: set[Mutant], listed: dict[Mutant, str], *, whole: bool) -> list[str]:
    """What is wrong: survivors without a listing, listings without a reason or a survivor."""
    unlisted = [f"SURVIVED {mutant}" for mutant in sorted(survivors - set(listed), key=str)]
    empty = [f"NO REASON {mutant}" for mutant, reason in listed.items() if not reason.strip()]
    stale = [f"LISTED, BUT DOES NOT SURVIVE {mutant}" for mutant in listed if whole and mutant not in survivors]
    return [*unlisted, *empty, *stale]


if __name__ == "__main__":
    sys.exit(main())
