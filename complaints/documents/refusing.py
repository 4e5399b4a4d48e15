"""The one refusal of this floor: a file that a case cannot hold."""

from complaints.workflow import Refusal


class BadFile(Refusal):
    """A file that is not taken in; the message says what is wrong with it and what to do."""

    code = "bad_file"
