"""Which numbers must be hidden so that no small one can be seen, nor found from those that are shown.

A *primary* number is small by itself. Each equation says that some numbers make another; who knows
all but one of them knows the last, so a *secondary* number is hidden with it, the smallest there is,
until nothing that is hidden follows from what is shown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

#: Numbers by name with their signs, that together make nothing.
Equation = Mapping[str, int]


def to_hide(
    numbers: Mapping[str, int], equations: Sequence[Equation], *, below: int, kept: Collection[str]
) -> set[str]:
    """The names to hide: what lies between nothing and ``below``, and what betrays it.

    ``kept`` are shown whatever happens: totals that must be published.
    """
    hidden = {name for name, number in numbers.items() if 0 < number < below and name not in kept}
    while (another := _another(numbers, equations, hidden, below=below, kept=kept)) is not None:
        hidden.add(another)
    return hidden


def determined(equations: Sequence[Equation], hidden: Collection[str]) -> set[str]:
    """Of what is hidden, what follows from the equations and everything that is shown."""
    columns = sorted(hidden)
    rows = [[Fraction(equation.get(name, 0)) for name in columns] for equation in equations]
    found = set()
    for row in _reduced(rows):
        filled = [name for name, factor in zip(columns, row, strict=True) if factor]
        if len(filled) == 1:
            found.add(filled[0])
    return found


def _another(
    numbers: Mapping[str, int],
    equations: Sequence[Equation],
    hidden: Collection[str],
    *,
    below: int,
    kept: Collection[str],
) -> str | None:
    """The next number to hide, or none where nothing hidden can be found (or nothing is left to hide)."""
    weak = [equation for equation in equations if _is_weak(equation, numbers, hidden, below)]
    found = determined(equations, hidden)
    weak += [equation for equation in equations if found.intersection(equation)]
    candidates = {name for equation in weak for name in equation if name not in hidden and name not in kept}
    return min(candidates, key=lambda name: (numbers[name] == 0, numbers[name], name), default=None)


def _is_weak(equation: Equation, numbers: Mapping[str, int], hidden: Collection[str], below: int) -> bool:
    """Whether what is hidden of an equation makes so little that it can be guessed, though it is more than one."""
    of_it = [name for name in equation if name in hidden]
    alike = len({equation[name] for name in of_it}) == 1
    return bool(of_it) and alike and sum(numbers[name] for name in of_it) < below


def _reduced(rows: Iterable[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Rows in reduced echelon form, without empty ones."""
    left = [list(row) for row in rows if any(row)]
    done: list[list[Fraction]] = []
    while left:
        place, row = min(
            ((next(place for place, factor in enumerate(row) if factor), row) for row in left), key=lambda pair: pair[0]
        )
        left.remove(row)
        pivot = [factor / row[place] for factor in row]
        left = [each for each in (_without(each, pivot, place) for each in left) if any(each)]
        done = [_without(each, pivot, place) for each in done]
        done.append(pivot)
    return done


def _without(row: Sequence[Fraction], pivot: Sequence[Fraction], place: int) -> list[Fraction]:
    return [mine - row[place] * its for mine, its in zip(row, pivot, strict=True)]
