"""The desk: the Django admin with our own site, screens and forms.

``site`` holds the site and its addresses; each screen has a module of its own. Django's
``autodiscover`` imports this package, which imports what registers itself.
"""

from complaints.admin import alerts, jobs, people
from complaints.admin.site import desk

__all__ = ["alerts", "desk", "jobs", "people"]
