"""Templates of letters (sjablonen): the body's own versions, appended; the newest counts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.letters.kinds import SPECS
from complaints.letters.template import Draft, parse
from complaints.models import Complaint, Letter, LetterBlock, LetterTemplate, User
from complaints.record import letter_templates, trail
from complaints.record.checking import Unusable, require_text, require_usable
from complaints.record.letter_words import filled
from complaints.vocabulary import Language, LetterKind, Role
from complaints.workflow import Refusal

#: A sample letter sets a day this long after today.
_A_FORTNIGHT: Final = timedelta(days=14)


class SavedMeanwhile(Refusal):
    """Somebody saved a newer version since this one was read."""

    code = "saved_meanwhile"


@transaction.atomic
def save(
    *, actor: Actor, now: datetime, kind: LetterKind, language: Language, text: str, read_version: int
) -> LetterTemplate:
    """Append a version of a template, a coordinator's act; letters that were drafted keep their text.

    ``read_version`` is the version that was edited (0: as shipped). Raises ``NotAllowed``,
    ``Unusable``, ``UnusableTemplate`` with the line that is wrong, and :class:`SavedMeanwhile`.
    """
    writer = _coordinator(actor)
    if kind not in LetterKind.values or language not in Language.values:
        raise Unusable(_("There is no such letter."), field="kind")
    require_text(text, _("A template has a text."), field="text")
    parse(text)
    _before, version = letter_templates.newest(kind, language)
    if version != read_version:
        raise _meanwhile(version)
    made = LetterTemplate(kind=kind, language=language, version=version + 1, text=text, made_at=now, made_by=writer)
    require_usable(made)
    _save_once(made)
    trail.append(
        action="letter_template", actor=actor, now=now, changes={f"{kind}_{language}": [version, made.version]}
    )
    return made


def _coordinator(actor: Actor) -> User:
    if actor.user is None or not access.has_role(actor.user, Role.COORDINATOR):
        raise NotAllowed(_("A coordinator edits the templates of letters."))
    return actor.user


def _save_once(made: LetterTemplate | LetterBlock) -> None:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # somebody saved the same version at this very moment
        raise _meanwhile(made.version) from error


def _meanwhile(version: int) -> SavedMeanwhile:
    return SavedMeanwhile(_("Version %(version)s was saved in the meantime; look at it first.") % {"version": version})


@transaction.atomic
def save_block(
    *, actor: Actor, now: datetime, language: Language, name: str, text: str, read_version: int
) -> LetterBlock:
    """Append a version of a text block, a coordinator's act; without a text it is not offered any more.

    ``read_version`` is the version that was edited (0: none yet). Raises ``NotAllowed``,
    ``Unusable``, and :class:`SavedMeanwhile`.
    """
    writer = _coordinator(actor)
    if language not in Language.values:
        raise Unusable(_("Letters are written in Dutch or English."), field="language")
    require_text(name, _("A text block has a name."), field="name", longest=80)
    newest = letter_templates.newest_block(language, name)
    version = newest.version if newest else 0
    if not version:
        require_text(text, _("A text block has a text."), field="text")
    if version != read_version:
        raise _meanwhile(version)
    made = LetterBlock(
        language=language, name=name, version=version + 1, text=text.strip(), made_at=now, made_by=writer
    )
    require_usable(made)
    _save_once(made)
    trail.append(action="letter_block", actor=actor, now=now, changes={f"{name} ({language})": [version, made.version]})
    return made


def preview(
    *, complaint: Complaint, kind: LetterKind, language: Language, text: str, reader: User, today: date
) -> Draft:
    """Fill a template with a complaint as it stands, and samples of what its writer says; nothing is stored.

    Raises ``UnusableTemplate``.
    """
    spec = SPECS[kind]
    party = complaint.parties.order_by("id").first()
    asked = {each.column for each in spec.particulars}
    samples: Mapping[str, object] = {
        "by_day": today + _A_FORTNIGHT,
        "weeks": 4,
        "reason": _("(here stands the reason)"),
        "code": spec.codes[0] if spec.codes else "",
        "destination": _("(here stands to whom)"),
    }
    letter = Letter(
        complaint=complaint,
        kind=kind,
        language=language,
        side=min(spec.sides),
        recipient=str(party) if party else _("(name)"),
        **{name: value for name, value in samples.items() if name in asked},
    )
    return filled(letter, text, writer=reader, today=today)
