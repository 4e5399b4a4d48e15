"""A letter as it is printed: everything on it, in the order in which it is read."""

from dataclasses import dataclass
from datetime import date

from complaints.letters.page import Block, BlockKind


@dataclass(frozen=True)
class Sheet:
    """One letter, ready to be set: who writes, to whom, when (``day``: local), about what, and the text.

    ``labels`` are the words beside date and reference, in the letter's language, as is ``day_in_words``.
    """

    language: str
    sender: str
    sender_address: tuple[str, ...]
    recipient: tuple[str, ...]
    day: date
    day_in_words: str
    reference: str
    labels: tuple[str, str]
    subject: str
    blocks: tuple[Block, ...]
    greeting: tuple[str, ...]

    @property
    def text(self) -> str:
        """Every word of the letter, one line each, as a reader of the page meets them."""
        date_label, reference_label = self.labels
        lines = [self.sender, *self.sender_address, *self.recipient]
        lines += [date_label, self.day_in_words, reference_label, self.reference, self.subject]
        for block in self.blocks:
            lines += [f"• {line}" for line in block.lines] if block.kind is BlockKind.LIST else block.lines
        return "\n".join([*lines, *self.greeting])
