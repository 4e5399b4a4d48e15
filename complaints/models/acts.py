"""What happened in the world, each on its day, appended and never edited (a trigger refuses it).

An act that was wrong but happened is kept with ``has_effect`` false and the reason: it moves no
clock (handeling zonder rechtsgevolg).
"""

from collections.abc import Mapping
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.vocabulary import (
    ActKind,
    Deviation,
    Duty,
    HearingAnswer,
    HearingMode,
    LetterState,
    Method,
    Procedure,
    RouteKind,
    Side,
    Verdict,
    WaiverGround,
)

#: What the code of an act is a word of, by its kind: which answer, way, ground, verdict or kind it was.
ACT_WORDS: Mapping[ActKind, type[models.TextChoices]] = {
    ActKind.HEARING_ANSWERED: HearingAnswer,
    ActKind.HEARD: HearingMode,
    ActKind.HEARING_WAIVED: WaiverGround,
    ActKind.ADVISED: Verdict,
    ActKind.JUDGED: Deviation,
    ActKind.CLOSED: RouteKind,
}
#: These may go without a code: most judgments deviate from nothing, most closings route nothing.
_MAY_LACK_CODE = frozenset({ActKind.JUDGED, ActKind.CLOSED})

#: The codes that an act of a kind can have; of all other kinds there is none.
ACT_CODES: Mapping[ActKind, tuple[str, ...]] = {
    **{
        kind: ("", *words.values) if kind in _MAY_LACK_CODE else tuple(words.values)
        for kind, words in ACT_WORDS.items()
    },
    ActKind.ACKNOWLEDGED: ("", Procedure.COMMITTEE.value),  # it names who advises, or does not
}


def _code_fits() -> Q:
    """The code of an act is one of those of its kind; of a kind without codes it is empty."""
    fits = ~Q(kind__in=list(ACT_CODES)) & Q(code="")
    for kind, codes in ACT_CODES.items():
        fits |= Q(kind=kind, code__in=codes)
    return fits


class ActQuerySet(models.QuerySet["Act"]):
    """Adjectives of acts."""

    def standing(self) -> Self:
        """All but what a letter did that came back (Awb 2:11): it counts no more."""
        return self.exclude(by_letter__letter__state=LetterState.RETURNED)


class Act(models.Model):
    """An act of the procedure (handeling): kind, day, how, and to whom.

    ``side`` is whose act it is or to whom, where there are two (empty: the complainant's);
    ``code`` which answer, way, ground or kind, by :data:`ACT_CODES`;
    ``reply_by`` the last day of a term that it sets for an answer.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="acts", verbose_name=_("complaint"))
    kind = models.CharField(_("kind"), max_length=24, choices=ActKind.choices)
    happened_on = models.DateField(
        _("day"), null=True, blank=True, help_text=_("Empty: not known, taken to be in time.")
    )
    method = models.CharField(_("how"), max_length=10, choices=Method.choices, blank=True)
    addressee = models.CharField(_("to whom"), max_length=200, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    side = models.CharField(_("whose side"), max_length=12, choices=Side.choices, blank=True, default="", db_default="")
    code = models.CharField(_("which"), max_length=16, blank=True, default="", db_default="")
    reply_by = models.DateField(_("answer asked by"), null=True, blank=True)
    has_effect = models.BooleanField(_("has legal effect"), default=True)
    no_effect_reason = models.CharField(_("why without legal effect"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [
            models.Index(name="act_of_complaint", fields=["complaint", "kind", "happened_on"]),
            models.Index(
                name="act_wants_hearing",
                fields=["complaint", "id"],
                condition=Q(kind=ActKind.HEARING_ANSWERED, code=HearingAnswer.WANTS),
            ),
            # The stock of a month: which complaints did not just come and end.
            models.Index(
                name="act_reopened_or_voided",
                fields=["happened_on", "complaint"],
                condition=Q(kind__in=[ActKind.REOPENED, ActKind.VOIDED]),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="act_kind_known", condition=Q(kind__in=ActKind.values)),
            models.CheckConstraint(name="act_method_known", condition=Q(method__in=["", *Method.values])),
            models.CheckConstraint(name="act_side_known", condition=Q(side__in=["", *Side.values])),
            models.CheckConstraint(
                name="act_code_fits_its_kind",
                condition=_code_fits(),
                violation_error_message=_("Say which answer, way, ground or kind it is."),
            ),
            models.CheckConstraint(
                name="act_asks_reply_after_its_day",
                condition=Q(reply_by__isnull=True) | Q(happened_on__isnull=True) | Q(reply_by__gte=F("happened_on")),
                violation_error_message=_("An answer is not asked by a day before the question."),
            ),
            models.CheckConstraint(
                name="act_without_effect_has_reason",
                condition=Q(has_effect=True, no_effect_reason="") | Q(has_effect=False) & ~Q(no_effect_reason=""),
                violation_error_message=_("An act without legal effect has a reason, and only that."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.get_kind_display()}"

    @property
    def came_back(self) -> bool:
        """Whether the letter that did it came back, so that it counts no more (Awb 2:11)."""
        link = getattr(self, "by_letter", None)
        return link is not None and link.letter.state == LetterState.RETURNED


class Extension(models.Model):
    """What an act of extension says (verdaging, Awb 9:11 lid 2): how many weeks."""

    act = models.OneToOneField(Act, models.PROTECT, related_name="extension", verbose_name=_("act"))
    weeks = models.PositiveSmallIntegerField(_("weeks"), validators=[MinValueValidator(1), MaxValueValidator(52)])

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            # What the law allows is four; a notice that said more went out all the same.
            models.CheckConstraint(
                name="extension_of_at_least_a_week",
                condition=Q(weeks__gte=1, weeks__lte=52),
                violation_error_message=_("An extension is for at least a week."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.weeks}"


class Consent(models.Model):
    """What an act of consent says (instemming met verder uitstel, Awb 9:11 lid 3): until which day."""

    act = models.OneToOneField(Act, models.PROTECT, related_name="consent", verbose_name=_("act"))
    until = models.DateField(_("agreed until"))
    document = models.CharField(
        _("document"), max_length=200, blank=True, help_text=_("Where the written consent is kept.")
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.act}, {self.until}"


class Defect(models.Model):
    """A duty that was missing when a complaint was closed in spite of it (gebrek in de procedure).

    Appended by a coordinator's decision, with the reason; counted in the annual report.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="defects", verbose_name=_("complaint"))
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("defect")
        verbose_name_plural = _("defects")
        constraints = [
            models.CheckConstraint(name="defect_duty_known", condition=Q(duty__in=Duty.values)),
            models.CheckConstraint(
                name="defect_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Closing in spite of a duty has a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.get_duty_display()}"


class Note(models.Model):
    """An internal remark (notitie); not sent to anybody, never edited."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="notes", verbose_name=_("complaint"))
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(
                name="note_has_text", condition=~Q(text=""), violation_error_message=_("A note has a text.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint}: {self.text[:40]}"
