"""Small faults for Python source, one at a time: what a slip of the hand would make of it.

A mutant changes one thing of a syntax tree: an operator, a constant, a condition, a returned value,
an element of a table, a keyword argument, a decorator, a statement.  Docstrings and annotations
are left alone, because they do nothing; so is ``__all__``.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

#: A field, an index in it (None: the field itself), and what comes in its place (None: nothing).
Change = tuple[str, int | None, object]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult, ast.Div),
    ast.Mod: (ast.Mult, ast.FloorDiv),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Where an element may be taken out.
PARTS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Call: ("keywords",),
    ast.Set: ("elts",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Dict: ("keys",),
    ast.comprehension: ("ifs",),
    ast.FunctionDef: ("decorator_list",),
    ast.ClassDef: ("decorator_list",),
    ast.Match: ("cases",),
}
#: Statements that may be left out: others leave a name undefined, which any test would notice.
DROPPED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
#: Fields that say something to the reader or the type checker and do nothing.
IDLE_FIELDS = {"annotation", "returns", "type_comment", "type_params"}
#: How much of a line is shown, and kept in the list of equivalents, round what changed in it.
CONTEXT = 45


@dataclass(frozen=True)
class Mutant:
    """One fault, known by what it changes and not by a line number, so that a listing lasts."""

    module: str
    where: str
    before: str
    after: str
    nth: int = 1

    def __str__(self) -> str:
        nth = f" (the {self.nth}th such)" if self.nth > 1 else ""
        return f"{self.module}, {self.where}{nth}:\n  - {self.before}\n  + {self.after}"


def mutants(module: str, source: str) -> Iterator[tuple[Mutant, ast.Module]]:
    """Yield each mutant with the changed tree, which is changed back when the next is asked for."""
    tree = ast.parse(source)
    lines = ast.unparse(tree).splitlines()
    seen: dict[Mutant, int] = {}
    for where in _changes(tree, ()):
        before, after = _difference(lines, ast.unparse(tree).splitlines())
        mutant = Mutant(module, ".".join(where) or "module", before, after)
        seen[mutant] = seen.get(mutant, 0) + 1
        yield replace(mutant, nth=seen[mutant]), tree


def _changes(node: ast.AST, where: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Change the tree below a node in every way in turn, yielding where while it is changed."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        where = (*where, node.name)
    for change in list(_variants(node)):
        kept = {field: getattr(node, field) for field in node._fields}
        _apply(node, *change)
        yield where
        for field, value in kept.items():
            setattr(node, field, value)
    for field, value in ast.iter_fields(node):
        if field not in IDLE_FIELDS:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_idle(child):
                    yield from _changes(child, where)


def _apply(node: ast.AST, field: str, index: int | None, new: object) -> None:
    """Put something in place of a field or of one of its elements; nothing takes the element out."""
    if index is None:
        setattr(node, field, new)
        return
    in_step = ("keys", "values") if isinstance(node, ast.Dict) else (field,)
    for each in in_step:
        old = getattr(node, each)
        setattr(node, each, [*old[:index], *([] if new is None else [new]), *old[index + 1 :]])


def _is_idle(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _variants(node: ast.AST) -> Iterator[Change]:
    yield from _of_conditions(node)
    yield from _of_operators(node)
    yield from _of_values(node)
    for field in PARTS.get(type(node), ()):
        parts = getattr(node, field)
        if len(parts) > (field == "cases") and not isinstance(getattr(node, "ctx", None), ast.Store):
            yield from ((field, index, None) for index in range(len(parts)))
    for field in "body", "orelse", "finalbody":
        for index, statement in enumerate(_statements(node, field)):
            if isinstance(statement, DROPPED) and not _is_idle(statement):
                yield field, index, ast.Pass()


def _of_conditions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield "test", None, ast.UnaryOp(ast.Not(), test)
        case ast.comprehension(ifs=ifs):
            yield from (("ifs", index, ast.UnaryOp(ast.Not(), test)) for index, test in enumerate(ifs))
        case ast.BoolOp(op=op):
            yield "op", None, ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not() | ast.USub() as op, operand=operand):
            yield "operand", None, ast.UnaryOp(op, operand)


def _of_operators(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            yield from (("ops", index, other()) for index, op in enumerate(ops) for other in COMPARISONS[type(op)])
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            yield from (("op", None, other()) for other in ARITHMETIC.get(type(op), ()))


def _of_values(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield "value", None, ast.Constant(None)
        case ast.Name(id=name) if name in SWAPPED:
            yield "id", None, SWAPPED[name]
        case ast.Constant(value=bool() as value):
            yield "value", None, not value
        case ast.Constant(value=int() as value):
            yield from (("value", None, other) for other in (value + 1, value - 1))
        case ast.Constant(value=str() as value):
            yield "value", None, f"{value}XX"


def _statements(node: ast.AST, field: str) -> list[ast.stmt]:
    value = getattr(node, field, None)
    return value if isinstance(value, list) else []


def _difference(lines: list[str], changed: list[str]) -> tuple[str, str]:
    """The lines that differ, cut to what differs in them and some context."""
    first, tail = _ends_in_common(lines, changed)
    old = "\n".join(line.strip() for line in lines[first : len(lines) - tail])
    new = "\n".join(line.strip() for line in changed[first : len(changed) - tail])
    start, end = _ends_in_common(old, new)
    return _cut(old, start, end), _cut(new, start, end)


def _ends_in_common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many elements two sequences share at their start, and how many of the rest at their end."""
    start = _start_in_common(old, new)
    return start, _start_in_common(old[start:][::-1], new[start:][::-1])


def _start_in_common(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - CONTEXT, 0), len(text) - end + CONTEXT
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
