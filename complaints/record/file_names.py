"""Names of files as people give them: shown, never used as a path."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from complaints.record.checking import Unusable, require_printable, require_text

LONGEST: Final = 150


def require_file_name(name: str) -> None:
    """Refuse with ``Unusable`` a name that is empty, too long, holds a path, or turns the direction of reading."""
    require_text(name, _("This file has no name."), field="files", longest=LONGEST)
    require_printable(name, field="files", is_long=False)
    if "/" in name or "\\" in name or name.strip(".") == "":
        raise Unusable(_("The name of this file holds a path. Give it a name without slashes."), field="files")
