"""Every text on screen is there in Dutch, and what is compiled is what is written."""

import re
from collections.abc import Sequence

from dev import messages

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


def test_every_message_of_the_source_has_a_dutch_translation() -> None:
    assert messages.missing() == []


def test_the_catalogue_holds_no_message_that_the_source_lost() -> None:
    in_source = {(message.id, message.context) for message in messages.collect() if message.id}
    kept = {(message.id, message.context) for message in messages.read() if message.id}
    assert kept - in_source == set()


def test_what_is_compiled_is_what_is_written() -> None:
    assert messages.COMPILED.read_bytes() == messages.compiled(messages.read()), "run: make messages"


def test_a_translation_keeps_the_placeholders_of_its_message() -> None:
    for message in messages.read():
        if message.id:
            assert _placeholders(message.string or "") <= _placeholders(message.id), message.id


def _placeholders(text: str | Sequence[str]) -> set[str]:
    return set(_PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
