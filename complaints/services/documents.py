"""Documents: taken in on a case after a look at each, opened by who may, tied to an act, taken out again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, NotAllowed, visible_to
from complaints.channels import clamd, storage
from complaints.channels.clamd import ScannerAway
from complaints.documents.examining import examine
from complaints.models import Complaint, Document, User
from complaints.record import case_files, jobs, numbers, trail
from complaints.record.case import Case, UnknownComplaint, open_case
from complaints.record.case_files import Bundle
from complaints.record.checking import Unusable, require_printable, require_text, require_usable
from complaints.record.file_names import require_file_name
from complaints.vocabulary import DocumentKind, DocumentSource, ScanState
from complaints.workflow import Action, Refusal

logger = logging.getLogger(__name__)

#: The name under which the runs of the scan are recorded.
SCAN = "scan_documents"


class NoSuchDocument(Refusal):
    """The complaint has no document of this number."""

    code = "no_such_document"


class NotOpen(Refusal):
    """The document was taken out, waits for the virus scanner, or holds a virus."""

    code = "not_open"


class AlreadyHere(Refusal):
    """The complaint has this very file already."""

    code = "already_here"


class Infected(Refusal):
    """The virus scanner found something in the file."""

    code = "infected"


@dataclass(frozen=True)
class Incoming:
    """A file that somebody hands in: its name as given, and its content, which can be read again."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class TurnedAway:
    """A file that was not taken in, and why."""

    name: str
    refusal: Refusal


def add(
    *,
    complaint_id: int,
    actor: Actor,
    now: datetime,
    kind: DocumentKind,
    source: DocumentSource,
    received_on: date,
    files: Sequence[Incoming],
) -> tuple[list[Document], list[TurnedAway]]:
    """Take files in on a complaint: what was added, and what was turned away, each with its refusal.

    ``received_on`` is a local day. Each file is a transaction of its own, so that a bad one costs no
    good one. Raises what concerns all: ``UnknownComplaint``, ``NotAllowed`` (a job adds nothing),
    ``NotNow``, ``WrongDay``, and ``Unusable`` without any file.
    """
    if not files:
        raise Unusable(_("Choose at least one file."), field="files")
    with transaction.atomic():
        _open(complaint_id, actor, now).require_day(received_on, "received_on")
    added, away = [], []
    for file in files:
        paper = Document(kind=kind, source=source, received_on=received_on, name=file.name.strip())
        try:
            added.append(_take_in(paper, file.content, complaint_id, actor, now))
        except Refusal as refusal:
            away.append(TurnedAway(file.name, refusal))
    return added, away


def read(*, complaint_id: int, actor: Actor, now: datetime, number: int) -> tuple[Document, BinaryIO]:
    """Open a document for who may see the complaint, and tell the trail who did.

    Raises ``UnknownComplaint``, :class:`NoSuchDocument`, :class:`NotOpen`.
    """
    complaint = _seen(complaint_id, actor)
    document = _document(complaint.documents.all(), number)
    if not document.opens:
        raise NotOpen(_("This document cannot be opened: %(why)s.") % {"why": _why(document)})
    file = storage.opened(document.kept_as)
    trail.append(
        action="document_read",
        actor=actor,
        now=now,
        complaint=complaint,
        changes={"document_opened": [None, str(document)]},
    )
    return document, file


@transaction.atomic
def tie(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int, act_id: int | None
) -> Document:
    """Say to which act of the complaint a document belongs (the consent, the advice), or to none.

    Raises :class:`NoSuchDocument`, and ``Unusable`` for an act that is not of this complaint.
    """
    case = _open(complaint_id, actor, now, version)
    document = _document(case.complaint.documents.all(), number)
    act = case.complaint.acts.filter(pk=act_id).first() if act_id is not None else None
    if act is None and act_id is not None:
        raise Unusable(_("This act is not one of this complaint."), field="act_id")
    document.act = act
    document.save(update_fields=["act"])
    case.save(document_tied=[str(document), str(act.get_kind_display()) if act else None])
    return document


@transaction.atomic
def take_out(
    *, complaint_id: int, version: int | None, actor: Actor, now: datetime, number: int, reason: str
) -> Document:
    """Take out a document that does not belong here; the row stays, and nobody opens it any more.

    Raises :class:`NoSuchDocument`, :class:`NotOpen` for one that was taken out before, and
    ``Unusable`` without a reason.
    """
    case = _open(complaint_id, actor, now, version)
    require_text(reason, _("Say why this document does not belong here."), field="reason", longest=300)
    document = _document(case.complaint.documents.all(), number)
    if document.taken_out_at is not None:
        raise NotOpen(_("This document was taken out already."))
    document.taken_out_at, document.taken_out_by, document.taken_out_reason = now, _person(actor), reason
    document.save()
    case.save(reason=reason, document_taken_out=[str(document), None])
    return document


def print_file(*, complaint_id: int, actor: Actor, now: datetime, bundle: Bundle, reason: str = "") -> bytes:
    """Give the file of a case as one PDF with an index (Awb 9:31), and tell the trail what was in it, and why.

    Raises ``UnknownComplaint``, ``Unusable`` for the reason, and ``NotPrintable`` for characters that no typeface has.
    """
    require_printable(reason, field="reason", longest=trail.LONGEST_REASON)
    complaint = _seen(complaint_id, actor)
    made = case_files.bound(complaint, bundle, now=now)
    trail.append(
        action="file_printed",
        actor=actor,
        now=now,
        complaint=complaint,
        changes={
            "file_letters": [None, sorted(bundle.letters)],
            "file_documents": [None, sorted(bundle.documents)],
            "file_blacked_out": [None, len(bundle.hidden)],
        },
        reason=reason,
    )
    return made


def scan_waiting(*, now: datetime) -> jobs.Counts:
    """Let the virus scanner read every document that waits for it; ``now`` is an aware moment.

    Returns the counts; a scanner that is away leaves all that waits for the next run, which the
    counts say too.
    """
    with jobs.recorded(SCAN, now=now) as counts:
        counts.update(clean=0, infected=0, waiting=0)
        if clamd.is_configured():
            for pk in Document.objects.filter(scan=ScanState.WAITING).order_by("id").values_list("pk", flat=True):
                if not _scan_one(pk, counts):
                    break
        counts["waiting"] = Document.objects.filter(scan=ScanState.WAITING).count()
        return counts


@transaction.atomic
def _scan_one(pk: int, counts: jobs.Counts) -> bool:
    """Scan one that still waits; False where the scanner is away."""
    waits = Document.objects.filter(pk=pk, scan=ScanState.WAITING)
    document = waits.select_for_update(skip_locked=True, of=("self",)).select_related("complaint").first()
    if document is None:
        return True
    try:
        with storage.opened(document.kept_as) as file:
            virus = clamd.virus_in(file)
    except (ScannerAway, FileNotFoundError) as error:
        logger.warning("Document %s of %s was not scanned: %s", document.number, document.complaint, error)
        return isinstance(error, FileNotFoundError)
    document.scan, document.virus = (ScanState.INFECTED, virus[:200]) if virus else (ScanState.CLEAN, "")
    document.save(update_fields=["scan", "virus"])
    counts[document.scan] += 1
    if virus:
        logger.error("Document %s of %s holds a virus: %s", document.number, document.complaint, virus)
    return True


def _take_in(paper: Document, content: BinaryIO, complaint_id: int, actor: Actor, now: datetime) -> Document:
    require_file_name(paper.name)
    found = examine(paper.name, content, largest=settings.DOCUMENT_MOST_BYTES)
    paper.media_type, paper.size, paper.sha256 = found.format.media_type, found.size, found.sha256
    paper.scan = _scanned(content)
    with (
        storage.kept(content, folder="documents", suffix=found.format.suffixes[0]) as paper.kept_as,
        transaction.atomic(),
    ):
        case = _open(complaint_id, actor, now)
        same = case.complaint.documents.filter(sha256=paper.sha256, taken_out_at__isnull=True).first()
        if same is not None:
            raise AlreadyHere(_("This file is here already: document %(number)s.") % {"number": same.number})
        paper.complaint, paper.number = case.complaint, numbers.next_number(case.complaint.documents)
        paper.added_at, paper.added_by = now, _person(actor)
        require_usable(paper)
        paper.save()
        case.save(document_added=[None, str(paper)])
    return paper


def _scanned(content: BinaryIO) -> ScanState:
    if not clamd.is_configured():
        return ScanState.UNSCANNED
    try:
        virus = clamd.virus_in(content)
    except ScannerAway as error:
        logger.warning("The virus scanner is away: %s", error)
        return ScanState.WAITING
    if virus:
        logger.error("A file that somebody handed in holds a virus: %s", virus)
        raise Infected(_("The virus scanner found “%(virus)s” in this file; it is not kept.") % {"virus": virus})
    return ScanState.CLEAN


def _seen(complaint_id: int, actor: Actor) -> Complaint:
    complaint = visible_to(actor).filter(pk=complaint_id).first()
    if complaint is None:
        raise UnknownComplaint(_("This complaint does not exist, or you may not see it."))
    return complaint


def _open(complaint_id: int, actor: Actor, now: datetime, version: int | None = None) -> Case:
    _person(actor)
    return open_case(Action.DOCUMENT, complaint_id=complaint_id, version=version, actor=actor, now=now)


def _person(actor: Actor) -> User:
    if actor.user is None:
        raise NotAllowed(_("A document is taken in by a person."))
    return actor.user


def _document(documents: QuerySet[Document], number: int) -> Document:
    found = documents.filter(number=number).first()
    if found is None:
        raise NoSuchDocument(_("This complaint has no document %(number)s.") % {"number": number})
    return found


def _why(document: Document) -> str:
    if document.taken_out_at is not None:
        return str(_("it was taken out"))
    return str(ScanState(document.scan).label).lower()
