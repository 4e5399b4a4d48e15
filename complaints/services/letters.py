"""Letters: drafted from a template, changed by hand, read by a second person, fixed, sent, come back.

What a letter does by leaving (it acknowledges, it extends, it closes) is the business of
:mod:`complaints.posting`, which calls the act's own service and :func:`leave`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, NotAllowed
from complaints.channels import storage
from complaints.channels.pdf import NotPrintable, set_letters
from complaints.letters.kinds import SPECS
from complaints.letters.template import unfilled
from complaints.models import Act, Letter, LetterAct, LetterText, User
from complaints.record import letter_templates, numbers, returning
from complaints.record.addressees import NoAddressee, addressee
from complaints.record.case import Case, WrongDay, open_case
from complaints.record.checking import Unusable, require_text, require_usable
from complaints.record.letter_words import filled
from complaints.renderings.letter import sheet_of
from complaints.vocabulary import Language, LetterKind, LetterSide, LetterState, Method
from complaints.workflow import Action, Refusal


class NoSuchLetter(Refusal):
    """The complaint has no letter of this number."""

    code = "no_such_letter"


class NotInThisState(Refusal):
    """A letter is changed while it is a draft, sent when it is fixed, and comes back when it was sent."""

    code = "not_in_this_state"


class NotComplete(Refusal):
    """Something is still to be filled in; the message names it."""

    code = "not_complete"


class NotReadYet(Refusal):
    """A letter of this kind is read by a second person before it is fixed."""

    code = "not_read_yet"


class OwnLetter(Refusal):
    """Who wrote a letter is not its second reader."""

    code = "own_letter"


@dataclass(frozen=True)
class Particulars:
    """What a letter's act needs besides its text; which of them are asked stands with its kind."""

    by_day: date | None = None
    weeks: int | None = None
    reason: str = ""
    code: str = ""
    destination: str = ""


@transaction.atomic
def draft(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    kind: LetterKind,
    side: LetterSide,
    language: Language,
    particulars: Particulars | None = None,
) -> Letter:
    """Draft a letter from the template that counts, to who is the addressee of this side now.

    Raises ``NoAddressee``, ``Unusable`` for a side or particular that does not fit the kind, and
    ``NotAllowed`` for a job: a letter is a person's.
    """
    case = open_case(Action.LETTER, complaint_id=complaint_id, version=version, actor=actor, now=now)
    writer = _person(actor)
    said = particulars or Particulars()
    if language not in Language.values:
        raise Unusable(_("Letters are written in Dutch or English."), field="language")
    _require_particulars(case, kind, side, said)
    to = addressee(case.complaint, side)
    text, template_version = letter_templates.newest(kind, language)
    letter = Letter(
        complaint=case.complaint,
        number=numbers.next_number(case.complaint.letters),
        kind=kind,
        language=language,
        side=side,
        party=to.party,
        recipient=to.name,
        address=to.address,
        template_version=template_version,
        drafted_at=now,
        drafted_by=writer,
        **asdict(said),
    )
    made = filled(letter, text, writer=writer, today=case.today)
    letter.subject, letter.body = made.subject, made.body
    require_usable(letter)
    letter.save()
    _tell(case, letter, "drafted")
    return letter


@transaction.atomic
def draft_to_each(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    kind: LetterKind,
    sides: Sequence[LetterSide],
    language: Language,
    particulars: Particulars | None = None,
) -> list[Letter]:
    """Draft a letter to each of these sides at once (an extension is told to both, Awb 9:11 lid 2): all or none.

    Raises as :func:`draft`, and ``Unusable`` without a side.
    """
    if not sides:
        raise Unusable(_("Choose to whom the letter goes."), field="side")
    made = []
    for place, side in enumerate(sides):
        letter = draft(
            complaint_id=complaint_id,
            version=None if place else version,
            actor=actor,
            now=now,
            kind=kind,
            side=side,
            language=language,
            particulars=particulars,
        )
        made.append(letter)
    return made


@transaction.atomic
def change(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    subject: str,
    body: str,
    recipient: str,
    address: str,
) -> Letter:
    """Change a draft by hand; how it stood is kept, and who read it has to read it again.

    What changes nothing is no change: who read it has read it.

    Raises :class:`NoSuchLetter`, :class:`NotInThisState`, ``Unusable``.
    """
    case, letter = _open(complaint_id, version, actor, now, number, LetterState.DRAFT)
    require_text(subject, _("A letter has a subject."), field="subject", longest=200)
    require_text(body, _("A letter has a text."), field="body")
    require_text(recipient, _("A letter goes to somebody."), field="recipient", longest=200)
    if (letter.subject, letter.body) != (subject, body):
        LetterText.objects.create(
            letter=letter, subject=letter.subject, body=letter.body, replaced_at=now, replaced_by=_person(actor)
        )
    said = (letter.subject, letter.body, letter.recipient, letter.address)
    if said == (subject, body, recipient, address):
        return letter
    letter.subject, letter.body, letter.recipient, letter.address = subject, body, recipient, address
    letter.read_at = letter.read_by = None
    require_usable(letter)
    letter.save()
    _tell(case, letter, "changed")
    return letter


@transaction.atomic
def read(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int) -> Letter:
    """Record that a second person read the draft and agrees (tweede lezer). Raises :class:`OwnLetter`."""
    case, letter = _open(complaint_id, version, actor, now, number, LetterState.DRAFT)
    reader = _person(actor)
    changed_by = letter.earlier_texts.order_by("-id").values_list("replaced_by", flat=True).first()
    if reader.pk in (letter.drafted_by_id, changed_by):
        raise OwnLetter(_("Somebody else reads what you wrote."))
    letter.read_at, letter.read_by = now, reader
    letter.save()
    _tell(case, letter, "read")
    return letter


@transaction.atomic
def fix(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int) -> Letter:
    """Fix a draft as a PDF of today (vaststellen): stored with its SHA-256, and never changed again.

    Raises ``NoAddressee`` without an address, :class:`NotComplete`, :class:`NotReadYet`, and
    ``Unusable`` for a character that cannot be printed.
    """
    case, letter = _open(complaint_id, version, actor, now, number, LetterState.DRAFT)
    signer = _person(actor)
    _require_ready(letter)
    try:
        sheet = sheet_of(letter, day=case.today, signed_by=str(case.complaint.handler or signer))
        content = set_letters([sheet], letter.subject)
    except NotPrintable as error:
        raise Unusable(
            _("“%(text)s” cannot be printed: no typeface has it. Write it in another way.") % {"text": error.text},
            field="body",
        ) from error
    letter.state = LetterState.FIXED
    letter.fixed_on, letter.fixed_by = case.today, signer
    letter.sha256 = hashlib.sha256(content).hexdigest()
    with storage.kept(content, folder="letters", suffix=".pdf") as letter.kept_as:
        letter.save()
        _tell(case, letter, "fixed")
    return letter


@transaction.atomic
def drop(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int) -> Letter:
    """Drop a draft, or a letter that was fixed and will not be sent; it stays readable."""
    case, letter = _open(complaint_id, version, actor, now, number, LetterState.DRAFT, LetterState.FIXED)
    letter.state = LetterState.DROPPED
    letter.save()
    _tell(case, letter, "dropped")
    return letter


@transaction.atomic
def leave(
    *,
    complaint_id: int,
    actor: Actor,
    now: datetime,
    number: int,
    sent_on: date,
    method: Method,
    acts: Sequence[Act] = (),
) -> Letter:
    """Record that a fixed letter left on a local day, and which acts it did by that (verzonden).

    Raises :class:`NotInThisState`, and ``WrongDay`` for a day after today or before it was fixed.
    """
    case, letter = _open(complaint_id, None, actor, now, number, LetterState.FIXED)
    case.require_day(sent_on, "sent_on")
    if letter.fixed_on is not None and sent_on < letter.fixed_on:
        raise WrongDay(
            _("A letter does not leave before its date, %(day)s.") % {"day": date_format(letter.fixed_on)},
            field="sent_on",
        )
    letter.state, letter.sent_on, letter.method = LetterState.SENT, sent_on, method
    letter.save()
    LetterAct.objects.bulk_create([LetterAct(letter=letter, act=act) for act in acts])
    _tell(case, letter, "sent")
    return letter


@transaction.atomic
def come_back(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    number: int,
    returned_on: date,
    reason: str,
) -> Letter:
    """Record that a letter came back (Awb 2:11): what it did counts no more, and the duty is open again.

    The second sending is the one that counts; it is drafted with :func:`again`. Raises
    :class:`NotInThisState`, ``WrongDay``, ``Unusable`` without a reason.
    """
    case, letter = _open(complaint_id, version, actor, now, number, LetterState.SENT)
    case.require_day(returned_on, "returned_on")
    require_text(reason, _("Say why it came back."), field="reason", article="Awb 2:11", longest=300)
    if letter.sent_on is not None and returned_on < letter.sent_on:
        raise WrongDay(_("A letter does not come back before it left."), field="returned_on")
    letter.state, letter.returned_on, letter.return_reason = LetterState.RETURNED, returned_on, reason
    letter.save()
    returning.undo(case, letter)
    _tell(case, letter, "returned", reason=reason)
    return letter


@transaction.atomic
def again(*, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int) -> Letter:
    """Draft the second sending of a letter that came back (Awb 2:11): the same text, to where he lives now."""
    case, first = _open(complaint_id, version, actor, now, number, LetterState.RETURNED)
    to = addressee(case.complaint, LetterSide(first.side))
    letter = Letter(
        complaint=case.complaint,
        number=numbers.next_number(case.complaint.letters),
        party=to.party,
        recipient=to.name,
        address=to.address,
        drafted_at=now,
        drafted_by=_person(actor),
        again_of=first,
        **{name: getattr(first, name) for name in _SAID_AGAIN},
    )
    require_usable(letter)
    letter.save()
    _tell(case, letter, "drafted")
    return letter


_SAID_AGAIN = (
    *("kind", "language", "side", "subject", "body", "template_version"),
    *("by_day", "weeks", "reason", "code", "destination"),
)


def _open(
    complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int, *states: LetterState
) -> tuple[Case, Letter]:
    case = open_case(Action.LETTER, complaint_id=complaint_id, version=version, actor=actor, now=now)
    letter = case.complaint.letters.filter(number=number).first()
    if letter is None:
        raise NoSuchLetter(_("This complaint has no letter %(number)s.") % {"number": number})
    if letter.state not in states:
        raise NotInThisState(
            _("This letter is “%(state)s”; that cannot be done now.") % {"state": letter.get_state_display()}
        )
    return case, letter


def _tell(case: Case, letter: Letter, what: str, reason: str = "") -> None:
    case.save(reason=reason, **{f"letter_{what}": [None, f"{letter.number}. {letter.subject}"]})


def _person(actor: Actor) -> User:
    if actor.user is None:
        raise NotAllowed(_("A letter is a person's."))
    return actor.user


def _require_particulars(case: Case, kind: LetterKind, side: LetterSide, said: Particulars) -> None:
    if kind not in LetterKind.values or side not in SPECS[LetterKind(kind)].sides:
        raise Unusable(_("No letter of this kind goes to this side."), field="side")
    spec = SPECS[LetterKind(kind)]
    if spec.is_for_interventions != case.complaint.is_intervention:
        raise Unusable(_("This letter does not fit this case."), field="kind", article=spec.article)
    asked = {each.column: each for each in spec.particulars}
    for column, value in asdict(said).items():
        if value and column not in asked:
            raise Unusable(_("A letter of this kind does not say this."), field=column, article=spec.article)
        if not value and column in asked and asked[column].is_asked:
            raise Unusable(_("A letter of this kind says this."), field=column, article=spec.article)
    if said.code and said.code not in spec.codes:
        raise Unusable(_("This is no ground or kind that is known."), field="code", article=spec.article)
    if said.by_day is not None and said.by_day < case.today:
        raise WrongDay(_("A letter does not set a day that has passed."), field="by_day", article=spec.article)


def _require_ready(letter: Letter) -> None:
    if not letter.address.strip():
        raise NoAddressee(_("Nobody knows where this letter goes: fill in the address."), field="address")
    missing = unfilled(f"{letter.subject}\n{letter.body}")
    if missing:
        raise NotComplete(_("Still to be filled in: %(missing)s.") % {"missing": ", ".join(missing)}, field="body")
    if letter.kind in settings.LETTERS_READ_BY_TWO and letter.read_at is None:
        raise NotReadYet(_("A letter of this kind is read by a second person before it is fixed."))
