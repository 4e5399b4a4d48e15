"""Letters as the desk reads them: the post tray, what was filled in, and how a draft differs from the last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from complaints import access
from complaints.access import Actor
from complaints.models import Letter, LetterMail
from complaints.vocabulary import LetterState

_PIECES: Final = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Change:
    """A piece of a text: kept (both empty marks), ``is_new`` or ``is_gone``."""

    text: str
    is_new: bool = False
    is_gone: bool = False


def waiting(actor: Actor) -> Sequence[Letter]:
    """The post tray (postbak): the letters that are fixed and wait, oldest first, as far as this actor may see them."""
    found = Letter.objects.filter(state=LetterState.FIXED, complaint__in=access.visible_to(actor))
    return list(found.select_related("complaint", "party").prefetch_related("mails").order_by("fixed_on", "id"))


def newest_mail(letter: Letter) -> LetterMail | None:
    """The last time that somebody asked for this letter to leave by e-mail."""
    mails = sorted(letter.mails.all(), key=lambda mail: mail.pk)
    return mails[-1] if mails else None


def changes_since_last(letter: Letter) -> Sequence[Change]:
    """How the text differs from the draft before, word by word; nothing where there is none before."""
    before = letter.earlier_texts.order_by("-id").first()
    if before is None:
        return ()
    old, new = _PIECES.findall(before.body), _PIECES.findall(letter.body)
    found: list[Change] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("".join(new[new_from:new_to])))
            continue
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        found += [Change(gone, is_gone=True)] if gone else []
        found += [Change(come, is_new=True)] if come else []
    return found
