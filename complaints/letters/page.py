"""The body of a letter as blocks: headings, lists and paragraphs, from the plain text that people edit.

``## `` begins a heading, ``- `` an item of a list, an empty line ends a paragraph; a line break
within a paragraph stays one. A backslash before such a sign makes it text. There is no other notation.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

_SIGN = re.compile(r"\\*(## |- )")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True)
class Block:
    """One block: the lines of a paragraph, the items of a list, or one heading."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """Give the blocks of a text in order."""
    found: list[Block] = []
    for kind, lines in groupby(text.split("\n"), key=_kind_of):
        if kind is None:
            continue
        said = tuple(_said(line) for line in lines)
        if kind is BlockKind.HEADING:
            found.extend(Block(kind, (line,)) for line in said)
        else:
            found.append(Block(kind, said))
    return tuple(found)


def literal(value: str) -> str:
    """Give a value that begins a line in such a way that it stays text, whatever it begins with."""
    return f"\\{value}" if _SIGN.match(value) else value


def _kind_of(line: str) -> BlockKind | None:
    if not line.strip():
        return None
    if line.startswith("## "):
        return BlockKind.HEADING
    return BlockKind.LIST if line.startswith("- ") else BlockKind.PARAGRAPH


def _said(line: str) -> str:
    if line.startswith("## "):
        line = line[3:]
    elif line.startswith("- "):
        line = line[2:]
    elif _SIGN.match(line):
        line = line[1:]
    return line.strip()
