"""The catalogue of messages: collect them from the source, compile it, and tell what is missing.

``python -m dev.messages update`` brings ``complaints/locale/nl`` up to date with the source,
``compile`` writes the compiled catalogue beside it, ``check`` says what lacks a translation. GNU
gettext is not needed.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "complaints" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
COMPILED = SOURCE.with_suffix(".mo")

_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)

#: Functions that mark a message, with the places of their arguments.
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_TRANSLATE = re.compile(
    r"""{%\s*(?:translate|trans)\s+(?P<quote>["'])(?P<text>.*?)(?P=quote)(?P<rest>.*?)%}""", re.DOTALL
)
_CONTEXT = re.compile(r"""context\s+(?P<quote>["'])(?P<text>.*?)(?P=quote)""")
_ARGUMENT = re.compile(r"""_\((?P<quote>["'])(?P<text>.*?)(?P=quote)\)""")
_BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?(?P<options>[^%]*)%}(?P<one>.*?)(?:{%\s*plural\s*%}(?P<many>.*?))?{%\s*endblocktrans(?:late)?\s*%}",
    re.DOTALL,
)
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def collect() -> Catalog:
    """Collect every message of the source, with the files it stands in."""
    catalog = Catalog(locale="nl", project="Gehoor", charset="utf-8", fuzzy=False)
    for path in sorted((ROOT / "complaints").rglob("*.py")) + sorted((ROOT / "config").rglob("*.py")):
        if "migrations" not in path.parts:
            _from_python(path, catalog)
    for path in sorted((ROOT / "complaints" / "templates").rglob("*.*")):
        for identity, context in _from_template(path.read_text("utf-8")):
            catalog.add(identity, locations=[(_name(path), 0)], context=context)
    return catalog


def read() -> Catalog:
    """Read the catalogue as it is kept."""
    with SOURCE.open("rb") as file:
        return pofile.read_po(file, locale="nl", charset="utf-8")


def update() -> None:
    """Add what is new to the catalogue, drop what is gone; translations stay."""
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    found = collect()
    kept = read() if SOURCE.exists() else Catalog(locale="nl", charset="utf-8")
    for message in found:
        old = kept.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
    found.fuzzy = False
    found.header_comment = "# The Dutch texts of Gehoor."
    buffer = BytesIO()
    pofile.write_po(buffer, found, width=120, omit_header=False, sort_output=True)
    text = re.sub(
        rb'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Report-Msgid-Bugs-To|Generated-By).*\n',
        b"",
        buffer.getvalue(),
        flags=re.MULTILINE,
    )
    SOURCE.write_bytes(re.sub(rb":0\b", b"", text))


def compiled(catalog: Catalog) -> bytes:
    """Compile a catalogue to the bytes that gettext reads: the same at any hour."""
    catalog.creation_date = _NO_DAY  # Babel would write the moment of reading into the header
    buffer = BytesIO()
    mofile.write_mo(buffer, catalog)
    return buffer.getvalue()


def missing() -> list[str]:
    """Name the messages of the source that the catalogue lacks or leaves untranslated."""
    kept = read()
    return [
        str(message.id)
        for message in collect()
        if message.id and not _is_translated(kept.get(message.id, message.context))
    ]


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _from_python(path: Path, catalog: Catalog) -> None:
    for line, identity, comments, context in extract_from_file("python", path, keywords=_KEYWORDS):
        del line
        catalog.add(identity, locations=[(_name(path), 0)], context=context, auto_comments=comments)


def _from_template(text: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for match in _TRANSLATE.finditer(text):
        context = _CONTEXT.search(match["rest"])
        yield match["text"].replace("%", "%%") if "%" in match["text"] else match["text"], context and context["text"]
    for match in _ARGUMENT.finditer(text):
        yield match["text"], None
    for match in _BLOCK.finditer(text):
        context = _CONTEXT.search(match["options"])
        one, many = (_block(part, match["options"]) for part in (match["one"], match["many"] or ""))
        yield ((one, many) if match["many"] else one), context and context["text"]


def _block(text: str, options: str) -> str:
    escaped = _VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))
    if "trimmed" not in options:
        return escaped
    return " ".join(line.strip() for line in escaped.splitlines() if line.strip())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def main(arguments: list[str]) -> int:
    """Run one of the three commands; 1 when something lacks a translation, 2 for wrong arguments."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            COMPILED.write_bytes(compiled(read()))
        case ["check"]:
            lacking = missing()
            for text in lacking:
                print(text)
            return 1 if lacking else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
