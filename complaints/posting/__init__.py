"""Posting: letters leave, and by that the acts are done for which the law asks them.

The one room above the services. ``sending`` records that a letter left, with its act; ``mailing`` is
the outbox of those that go by e-mail; ``receiving`` lets a complaint come in with its papers and lays
its acknowledgement in the tray.
"""

from complaints.posting.sending import Kept, Moved, NotAgreed, send, send_batch

__all__ = ["Kept", "Moved", "NotAgreed", "send", "send_batch"]
