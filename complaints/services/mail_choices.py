"""How somebody wants his alerts by e-mail: one mail on working mornings, or each at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor, NotAllowed
from complaints.models import User
from complaints.record import trail
from complaints.record.checking import Unusable
from complaints.vocabulary import MailStyle


@transaction.atomic
def choose(*, actor: Actor, now: datetime, mails: MailStyle, digest_hour: int) -> User:
    """Set one's own choice; ``digest_hour`` is an hour of the day in Amsterdam, 0 to 23.

    What waits for a morning already goes at the new hour. Raises ``Unusable`` for an hour that is none.
    """
    if actor.user is None:
        raise NotAllowed(_("A choice is a person's."))
    if mails not in MailStyle or digest_hour not in range(24):
        raise Unusable(_("Choose an hour of the day, from 0 to 23."), field="digest_hour")
    user = User.objects.select_for_update().get(pk=actor.user.pk)
    before = [user.mails, user.digest_hour]
    user.mails, user.digest_hour = mails, digest_hour
    user.save(update_fields=["mails", "digest_hour"])
    trail.append(
        action="choose_mails", actor=actor, now=now, changes={"mails": [before, [user.mails, user.digest_hour]]}
    )
    return user
