"""Where a page stands, and so how it points to others: on the web, or in a folder of files."""

import posixpath
from dataclasses import dataclass
from typing import Final, Protocol

from django.templatetags.static import static

#: What every page of the outside is dressed with; in a folder of files it lies under ``assets/``.
ICON: Final = "desk/icon.svg"
SHEETS: Final = ("desk/tokens.css", "public/public.css")
FONTS: Final = ("desk/fonts/source-sans-3-latin.woff2", "desk/fonts/source-sans-3-latin-ext.woff2")
ASSETS: Final = "assets/"
_INDEX: Final = "index.html"


class Place(Protocol):
    """Turns a path of ``addresses`` into a link."""

    def to(self, path: str) -> str:
        """The link to a page or a file."""

    def asset(self, name: str) -> str:
        """The link to a style sheet, a typeface or an icon."""


class OnTheWeb:
    """Links from the root of the site."""

    def to(self, path: str) -> str:
        """The link to a page or a file."""
        return f"/{path}"

    def asset(self, name: str) -> str:
        """The link under which static files are served, with their digest."""
        return static(name)


@dataclass(frozen=True)
class OnDisk:
    """Links relative to the file that holds them; a folder is its index."""

    here: str

    def to(self, path: str) -> str:
        """The way from here."""
        return posixpath.relpath(self.file(path), posixpath.dirname(self.file(self.here)) or ".")

    def asset(self, name: str) -> str:
        """The way to a copy of a static file."""
        return self.to(f"{ASSETS}{name}")

    @staticmethod
    def file(path: str) -> str:
        """The file that a path lies in."""
        return f"{path}{_INDEX}" if path.endswith("/") or not path else path
