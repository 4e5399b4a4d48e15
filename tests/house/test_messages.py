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


def test_no_template_says_a_word_that_is_not_marked_for_translation() -> None:
    templates = messages.ROOT / "complaints" / "templates"
    found = {
        (path.relative_to(templates).as_posix(), word)
        for folder in ("admin", "desk", "public")
        for path in sorted((templates / folder).rglob("*.html"))
        for word in _bare_words(path.read_text("utf-8"))
    }
    assert sorted(found) == []


def test_a_bare_word_is_found() -> None:
    assert _bare_words('<p>{% translate "Yes" %} {{ no }} Perhaps</p>') == ["Perhaps"]
    assert _bare_words('<a aria-label="Close it" class="button">{# a remark #}&nbsp;·</a>') == ["Close it"]


#: Names, and what is the same in every language.
_SAME_EVERYWHERE = frozenset(
    {"Gehoor", "DEMO", "NL", "EN", "Nederlands", "English", "SHA-256", "Awb 9:31", "nationaleombudsman.nl", "[if"}
    | {"Awb 9:7", "manage.py jobs run", "data.json", "data.csv", "PDF", "CSV"}
    | set("jkane")
)
_OUR_TAGS = re.compile(
    r"{%\s*block (?:bodyclass|pageclass|coltype)\s*%}.*?{%\s*endblock\s*%}"
    r"|{%\s*(?:blocktranslate|comment)\b.*?{%\s*end(?:blocktranslate|comment)\s*%}|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)
_NOT_READ = re.compile(r"<!--.*?-->|<!DOCTYPE[^>]*>|<(script|style)\b.*?</\1>|&\w+;", re.DOTALL)
_READ_ALOUD = re.compile(r"""\s(?:aria-label|alt|placeholder|title)="([^"]*)\"""")


def _bare_words(template: str) -> list[str]:
    """What a template says by itself, in whichever language."""
    without_tags = _NOT_READ.sub(" ", _OUR_TAGS.sub("\0", template))
    spoken = [*_READ_ALOUD.findall(without_tags), *re.sub(r"<[^>]*>", "\0", without_tags).split("\0")]
    texts = [" ".join(text.split()).strip("· ") for text in spoken]
    return [text for text in texts if re.search(r"[A-Za-z]", text) and text not in _SAME_EVERYWHERE]


def _placeholders(text: str | Sequence[str]) -> set[str]:
    return set(_PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
