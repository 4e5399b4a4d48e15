"""Templates of letters: parsed when saved, filled when a letter is drafted.

The first line is the subject. ``{name}`` is a placeholder of the glossary; the lines between
``[if condition]`` (or ``[if not condition]``) and ``[end]`` stand only where the condition holds.
Anything else is text. What is filled in is never looked at again: a name that reads ``{reference}``
or ``<b>`` stays that name.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from complaints.letters.glossary import CONDITIONS, PLACEHOLDERS, WRITTEN_HERE
from complaints.letters.page import literal
from complaints.workflow import Refusal

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_CONDITION = re.compile(r"\[if (not )?([^\]]*)\]")
_END = "[end]"
#: What stands where a placeholder has no value yet; a person fills it in before the letter is fixed.
_UNFILLED = re.compile("⟨([^⟩\n]{1,80})⟩")


class UnusableTemplate(Refusal):
    """A template that names what nobody knows, or a passage without an end; the message names the line."""

    code = "unusable_template"


@dataclass(frozen=True)
class Passage:
    """Lines that stand always (``condition`` ""), or only where a condition holds, or does not."""

    text: str
    condition: str = ""
    negated: bool = False

    def stands(self, holds: Collection[str]) -> bool:
        """Tell whether the passage is part of a letter of which these conditions hold."""
        return not self.condition or (self.condition in holds) != self.negated


@dataclass(frozen=True)
class _Mark:
    """A line that opens a passage, or with no condition ends one; ``line`` 0 where nothing is open."""

    line: int = 0
    condition: str = ""
    negated: bool = False


_ALWAYS = _Mark()


@dataclass(frozen=True)
class Template:
    """A template that can be filled: its subject line and its passages, in order."""

    subject: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Draft:
    """A letter as text: its subject on one line, its body in the notation of :mod:`complaints.letters.page`."""

    subject: str
    body: str


def parse(text: str) -> Template:
    """Read a template; raises :class:`UnusableTemplate` with the number of the line that is wrong."""
    subject, _newline, body = text.replace("\r\n", "\n").strip().partition("\n")
    if not subject:
        raise UnusableTemplate(_("The first line is the subject of the letter; it is missing."), field="text")
    _require_placeholders(subject, 1)
    passages: list[Passage] = []
    lines: list[str] = []
    opening = _ALWAYS
    for number, line in enumerate(body.split("\n"), start=2):
        mark = _mark_of(line, number)
        if mark is None:
            _require_placeholders(line, number)
            lines.append(line)
            continue
        _require_turn(opening, mark, number)
        passages.append(Passage("\n".join(lines), opening.condition, opening.negated))
        lines, opening = [], mark
    if opening.line:
        raise _flaw(_("Line %(line)s: this passage has no [end]."), line=opening.line)
    passages.append(Passage("\n".join(lines)))
    return Template(subject, tuple(passage for passage in passages if passage.text or not passage.condition))


def fill(template: Template, values: Mapping[str, str], holds: Collection[str]) -> Draft:
    """Draft a letter; a placeholder without a value becomes ``⟨what it stands for⟩``."""
    body = "\n".join(passage.text for passage in template.passages if passage.stands(holds))
    filled = "\n".join(_filled(line, values) for line in body.split("\n"))
    return Draft(_filled(template.subject, values, escapes=False), re.sub(r"\n{3,}", "\n\n", filled).strip())


def unfilled(text: str) -> tuple[str, ...]:
    """What is still to be filled in by a person, in the order in which it stands."""
    return tuple(dict.fromkeys(_UNFILLED.findall(text)))


def placeholders_in(text: str) -> tuple[str, ...]:
    """The placeholders of a passage, in the order in which they stand."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def _filled(line: str, values: Mapping[str, str], *, escapes: bool = True) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        known = values.get(name, "").strip()
        if not known:
            return f"⟨{PLACEHOLDERS[name]}⟩"
        if not escapes or (name in WRITTEN_HERE and found[0] == line.strip()):
            return known
        first, *others = known.split("\n")
        return "\n".join([literal(first) if found.start() == 0 else first, *map(literal, others)])

    return _PLACEHOLDER.sub(value, line)


def _require_placeholders(line: str, number: int) -> None:
    for name in _PLACEHOLDER.findall(line):
        if name not in PLACEHOLDERS:
            raise _flaw(
                _("Line %(line)s: “{%(name)s}” is no placeholder; the list beside the text has all that are known."),
                line=number,
                name=name,
            )
    if set("{}⟨⟩") & set(_PLACEHOLDER.sub("", line)):
        raise _flaw(_("Line %(line)s: a brace that belongs to no placeholder."), line=number)


def _mark_of(line: str, number: int) -> _Mark | None:
    """The mark that a line is, or None for a line of text."""
    if line.strip() == _END:
        return _ALWAYS
    found = _CONDITION.fullmatch(line.strip())
    if found is None:
        return None
    if found[2] not in CONDITIONS:
        raise _flaw(
            _("Line %(line)s: “%(name)s” is no condition; the list beside the text has all that are known."),
            line=number,
            name=found[2],
        )
    return _Mark(number, found[2], bool(found[1]))


def _require_turn(opening: _Mark, mark: _Mark, number: int) -> None:
    """Passages do not lie in one another, and an end has its beginning."""
    if mark.line and opening.line:
        raise _flaw(
            _("Line %(line)s: a passage begins before the one of line %(opened)s ends."),
            line=number,
            opened=opening.line,
        )
    if not mark.line and not opening.line:
        raise _flaw(_("Line %(line)s: here ends a passage that did not begin."), line=number)


def _flaw(message: object, **particulars: object) -> UnusableTemplate:
    return UnusableTemplate(str(message) % particulars, field="text")
