"""What a search looks in: a row per complaint, fed in the transaction of every act, and the words that occur.

Both follow from the register and can be made again from it (``rebuild_search``). Nothing here says
who may see a complaint: a search asks :mod:`complaints.access`.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.people import Unit


class Findable(models.Model):
    """A complaint as a search sees it: its words, and by what searches are cut (unit and receipt).

    ``words`` holds names and numbers as they are written and all other texts by their Dutch stem,
    accents folded in both; and one that nobody can type, ``=7``, so that the index by itself leaves
    out what another unit has. They are stored as they are: looking into a long row unpacks nothing.
    """

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, primary_key=True, related_name="findable", verbose_name=_("complaint")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("unit")
    )
    received_on = models.DateField(_("received on"))
    words = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("complaint in the search")
        verbose_name_plural = _("complaints in the search")
        default_permissions = ()
        indexes = [
            # The newest first, answered from the index alone.
            models.Index(name="findable_newest_first", fields=["-received_on", "-complaint"], include=["unit"]),
            # Without a list of pending rows: a search never pays for the acts before it.
            GinIndex(name="findable_by_word", fields=["words"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.complaint)


class Word(models.Model):
    """A word that occurs in the register, folded: what a mistyped one may have meant.

    Added without waiting for anybody, so the same word may stand here twice. It says nothing about
    where it occurs, and no screen ever shows it.
    """

    text = models.CharField(_("word"), max_length=40)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        default_permissions = ()
        indexes = [
            models.Index(name="word_by_text", fields=["text"]),
            GinIndex(name="word_by_likeness", fields=["text"], opclasses=["gin_trgm_ops"], fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.text
