"""What is refused on the way of a month to its page, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from complaints.figures.months import Month
from complaints.figures.proof import Check, Difference
from complaints.workflow import Refusal


class FutureMonth(Refusal):
    """The month has not begun, or, where figures are to be fixed, has not ended."""

    code = "future_month"


class CountedTooEarly(Refusal):
    """The draft was counted while the month still ran: it lacks the days after."""

    code = "counted_too_early"


class WithoutData(Refusal):
    """Nothing was received nor judged in the month: there is nothing to publish."""

    code = "without_data"


class ReasonMissing(Refusal):
    """An edition of the month is published: a new one is a correction, which needs a reason."""

    code = "reason_missing"


class AlreadyApproved(Refusal):
    """What was approved is published as it stands, and not counted anew under the same approval."""

    code = "already_approved"


class NoEdition(Refusal):
    """The month has no edition that this act could be done on."""

    code = "no_edition"


class NotAdopted(Refusal):
    """Nobody answers for the draft yet, so nobody can approve it."""

    code = "not_adopted"


class AlreadyAdopted(Refusal):
    """Somebody answers for the draft already."""

    code = "already_adopted"


class SamePerson(Refusal):
    """Four eyes: the approver is not the one who adopted the figures."""

    code = "same_person"


class DoesNotAddUp(Refusal):
    """A check of the draft fails, and nobody said why it is published all the same; ``checks`` are those that do."""

    code = "does_not_add_up"

    def __init__(self, failing: Sequence[Check]) -> None:
        """Take the checks that fail."""
        names = ", ".join(f"{check.name}: {check.stated} / {check.found}" for check in failing)
        super().__init__(
            _("A check fails (%(checks)s); compile the month again, or say why it is published all the same.")
            % {"checks": names},
            field="overrule_reason",
        )
        self.checks = failing


class ChangedSince(Refusal):
    """The register says something else by now than the draft; ``differences`` say what."""

    code = "changed_since"

    def __init__(self, month: Month, found: Sequence[Difference]) -> None:
        """Take the month and what differs."""
        names = ", ".join(f"{each.column} {each.before} / {each.after}" for each in found)
        super().__init__(
            _("The register changed since %(month)s was compiled (%(differences)s); compile the month again.")
            % {"month": month, "differences": names},
            field="month",
        )
        self.differences = found


class NotApproved(Refusal):
    """The edition is not approved by a second person yet."""

    code = "not_approved"


class AlreadyPublished(Refusal):
    """The month is published, and there is no newer edition to publish."""

    code = "already_published"


class NotFromRegister(Refusal):
    """The published edition is imported history: the register did not make it."""

    code = "not_from_register"


class HourPassed(Refusal):
    """The hour at which it is to be published lies behind us, or beyond a year."""

    code = "hour_passed"


class NoSuchChange(Refusal):
    """The register counts the complaint as it was published: there is nothing to acknowledge."""

    code = "no_such_change"
