"""A month's figures on their way to the page: compiled, adopted, approved by another, published, verified.

An edition is compiled from the register as it stands and may be compiled again until somebody
approved it (``compiling``). A published one never changes (``approving``): a correction is a new
edition, with a reason; what changed lawfully since is acknowledged (``verifying``).
"""

from complaints.services.publication.approving import adopt, annotate, approve, plan, publish, publish_planned
from complaints.services.publication.compiling import Draft, compile_if_due, compile_month
from complaints.services.publication.refusals import (
    AlreadyAdopted,
    AlreadyApproved,
    AlreadyPublished,
    ChangedSince,
    CountedTooEarly,
    DoesNotAddUp,
    FutureMonth,
    HourPassed,
    NoEdition,
    NoSuchChange,
    NotAdopted,
    NotApproved,
    NotFromRegister,
    ReasonMissing,
    SamePerson,
    WithoutData,
)
from complaints.services.publication.verifying import (
    LOOKED_AT,
    VERIFY,
    Verification,
    acknowledge,
    verify,
    verify_if_due,
)

__all__ = [
    "LOOKED_AT",
    "VERIFY",
    "AlreadyAdopted",
    "AlreadyApproved",
    "AlreadyPublished",
    "ChangedSince",
    "CountedTooEarly",
    "DoesNotAddUp",
    "Draft",
    "FutureMonth",
    "HourPassed",
    "NoEdition",
    "NoSuchChange",
    "NotAdopted",
    "NotApproved",
    "NotFromRegister",
    "ReasonMissing",
    "SamePerson",
    "Verification",
    "WithoutData",
    "acknowledge",
    "adopt",
    "annotate",
    "approve",
    "compile_if_due",
    "compile_month",
    "plan",
    "publish",
    "publish_planned",
    "verify",
    "verify_if_due",
]
