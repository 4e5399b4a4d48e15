"""The news of editions as an Atom feed: what was published, newest first."""

from django.conf import settings
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from complaints.law.days import AMSTERDAM
from complaints.queries.editions import Entry, Series
from complaints.renderings import addresses, explanation
from complaints.renderings.labels import month_name

#: Older news than this stands on the page.
MOST: int = 30
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


def feed(series: Series, *, language: str) -> bytes:
    """The feed of every published edition of these months, of which there is at least one."""
    with translation.override(language):
        made = Atom1Feed(
            title=_("Handling of complaints, %(body)s") % {"body": settings.BODY_NAME},
            link=addresses.absolute(addresses.root(language)),
            description=_("What people complained about, and what became of their complaints."),
            language=language,
            author_name=settings.BODY_NAME,
            feed_url=addresses.absolute(addresses.feed(language)),
            feed_guid=addresses.absolute(addresses.feed(language)),
        )
        for entry in _newest(series):
            _add(made, entry, language)
        return made.writeString("utf-8").encode()


def _newest(series: Series) -> list[Entry]:
    found = [entry for shown in series.entries for entry in shown.with_earlier]
    published = [entry for entry in found if entry.edition.published_at]
    published.sort(key=lambda entry: (entry.edition.published_at, entry.month), reverse=True)
    return published[:MOST]


def _add(made: Atom1Feed, entry: Entry, language: str) -> None:
    address = addresses.absolute(addresses.edition_page(language, entry.month, entry.edition.number))
    at = entry.edition.published_at
    names = {"month": month_name(entry.month), "number": entry.edition.number}
    words = [*explanation.in_words(entry.figures)[0].paragraphs, *explanation.notes_on(entry)]
    moment = at.astimezone(AMSTERDAM).replace(microsecond=0) if at else None
    made.add_item(
        title=_("%(month)s, edition %(number)s") % names,
        link=address,
        unique_id=address,
        description=" ".join(words),
        pubdate=moment,
        updateddate=moment,
    )
