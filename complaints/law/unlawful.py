"""What the law says no to: one exception, with its article and a code that never changes."""

from collections.abc import Mapping


class Unlawful(ValueError):
    """The law refuses this; the message is fit for the person who asked.

    ``code`` is stable, so that a caller can word the refusal in another language with
    ``parameters``; ``article`` is the citation (empty where the fault is in the input and not in
    an article); ``field`` names the value at fault.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        article: str = "",
        field: str = "",
        parameters: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.article = article
        self.field = field
        self.parameters = dict(parameters or {})
