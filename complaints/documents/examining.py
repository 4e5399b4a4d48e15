"""Look at a file before a case takes it in: what it is by its content, and whether that is one honest thing.

Nothing is unpacked, decoded or run. Whatever a file claims about its own size is counted before it
is believed; what the library that knows its type cannot read is broken.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final

import puremagic
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from complaints.documents import archives, pictures, portable, texts
from complaints.documents.formats import ARCHIVES, BY_FIRST_BYTES, FORMATS, PDF, PICTURES, TEXTS, Format
from complaints.documents.refusing import BadFile

#: How many bytes at the beginning tell a type; browsers look little further.
HEAD: Final = 1024
_PIECE: Final = 64 * 1024


@dataclass(frozen=True)
class Examined:
    """A file that a case can hold: its type by content, its size in bytes, its digest."""

    format: Format
    size: int
    sha256: str


def examine(name: str, file: BinaryIO, *, largest: int) -> Examined:
    """Look at a file of this name, of at most ``largest`` bytes; it is left at its beginning.

    Raises :class:`BadFile`: empty, too large, of a type that is not taken in, of another type than
    its name says, of two types at once, broken, locked, or far larger inside than outside.
    """
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise BadFile(_("This file is empty."))
    if size > largest:
        raise too_large(largest)
    found = _format_of(file)
    _require_honest(name, found)
    if found in _PROOFS:
        _PROOFS[found](file)
    _require_one_type(file, found)
    return Examined(found, size, _digest(file))


def too_large(largest: int) -> BadFile:
    """The refusal of a file of more than so many bytes."""
    return BadFile(
        _("This file is too large: at most %(most)s MB. Ask for it in parts, or smaller.") % {"most": largest // 2**20}
    )


_PROOFS: Final[Mapping[Format, Callable[[BinaryIO], None]]] = {
    PDF: portable.prove,
    **dict.fromkeys(PICTURES, pictures.prove),
    **dict.fromkeys(ARCHIVES, archives.prove),
}


def _format_of(file: BinaryIO) -> Format:
    head = _head(file)
    kinds = _kinds(head)
    for kind in kinds:
        if kind in BY_FIRST_BYTES:
            return BY_FIRST_BYTES[kind]
    if head.startswith(archives.MARK):
        return archives.format_of(file)
    if texts.is_text(file):
        return texts.format_of(head)
    known = ", ".join(suffix for each in FORMATS for suffix in each.suffixes[:1])
    raise BadFile(_("This type of file is not taken in. Ask for one of these: %(known)s.") % {"known": known})


def _kinds(head: bytes) -> list[str]:
    """The media types that the first bytes may be of, the likeliest first."""
    try:
        return [guess.mime_type for guess in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        return []


def _require_honest(name: str, found: Format) -> None:
    """What is opened by its name must be what the name says; without an ending nothing is claimed."""
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in found.suffixes and not (found in TEXTS and suffix in TEXTS[0].suffixes):
        raise BadFile(
            format_lazy(
                _("This file is not what its name says: it ends in “{suffix}”, and its content is {found}."),
                suffix=suffix,
                found=found.label,
            )
        )


def _require_one_type(file: BinaryIO, found: Format) -> None:
    """A file that two programs read in two ways shows one thing here and another there."""
    head = _head(file)
    is_two = found is not PDF and portable.MARK in head
    if found not in TEXTS:
        is_two = is_two or texts.holds_markup(head)
    if found not in (*ARCHIVES, *TEXTS):
        is_two = is_two or _is_archive_too(file)
    if is_two:
        raise BadFile(_("This file is two types of file at once; that is never an accident. Ask for it anew."))


def _is_archive_too(file: BinaryIO) -> bool:
    file.seek(0)
    if not zipfile.is_zipfile(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    made = hashlib.sha256()
    while piece := file.read(_PIECE):
        made.update(piece)
    file.seek(0)
    return made.hexdigest()
