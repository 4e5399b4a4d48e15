"""Templates of letters: what they may say, and that what is filled in stays what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.letters.page import Block, BlockKind, blocks
from complaints.letters.template import UnusableTemplate, fill, parse, unfilled

TEMPLATE = """Uw klacht {reference}

{salutation}

Wij antwoorden uiterlijk op {last_day}.
[if late]
Dat is niet gelukt.
[end]
[if not late]
Dat gaat lukken.
[end]

{findings}"""

VALUES = {
    "reference": "K26-1",
    "salutation": "Beste Fatima el Amrani,",
    "last_day": "16 februari 2026",
    "findings": "De balie was dicht.",
}


def test_fills_in_what_it_knows() -> None:
    draft = fill(parse(TEMPLATE), VALUES, {"late"})
    assert draft.subject == "Uw klacht K26-1"
    assert draft.body == (
        "Beste Fatima el Amrani,\n\nWij antwoorden uiterlijk op 16 februari 2026.\nDat is niet gelukt.\n\n"
        "De balie was dicht."
    )


def test_a_passage_stands_where_its_condition_holds_or_does_not() -> None:
    assert "Dat gaat lukken." in fill(parse(TEMPLATE), VALUES, set()).body
    assert "Dat gaat lukken." not in fill(parse(TEMPLATE), VALUES, {"late"}).body


def test_what_is_missing_is_marked_and_named() -> None:
    draft = fill(parse(TEMPLATE), VALUES | {"last_day": "", "findings": "  "}, set())
    assert unfilled(draft.body) == ("laatste dag van de termijn", "bevindingen")


def test_nothing_is_missing_in_a_draft_that_is_whole() -> None:
    assert unfilled(fill(parse(TEMPLATE), VALUES, set()).body) == ()


@pytest.mark.parametrize(
    "name",
    [
        "{reference}",
        "{{ reference }}",
        "{% if late %}",
        "[if late]",
        "[end]",
        "<b>Jan</b>",
        "#panic()",
        "$x$",
        "%(name)s",
        "\\",
        "## Jan",
        "- Jan",
        "\\## Jan",
    ],
)
def test_a_name_that_reads_like_code_stays_a_name(name: str) -> None:
    text = "Onderwerp\n\n{salutation}\n\n{description} gezegd"
    body = fill(parse(text), {"salutation": name, "description": name}, {"late"}).body
    assert blocks(body) == (
        Block(BlockKind.PARAGRAPH, (name,)),
        Block(BlockKind.PARAGRAPH, (f"{name} gezegd",)),
    )


def test_what_somebody_else_wrote_has_no_headings_of_ours() -> None:
    body = fill(parse("Onderwerp\n\n{description}"), {"description": "Eerst dit.\n## Dan dit."}, set()).body
    assert blocks(body) == (Block(BlockKind.PARAGRAPH, ("Eerst dit.", "## Dan dit.")),)


def test_what_the_body_wrote_keeps_its_lists() -> None:
    body = fill(parse("Onderwerp\n\n{conclusions}"), {"conclusions": "- een\n- twee"}, set()).body
    assert blocks(body) == (Block(BlockKind.LIST, ("een", "twee")),)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_whatever_is_filled_in_is_read_back_as_it_was(name: str) -> None:
    body = fill(parse("Onderwerp\n\nDag {salutation}"), {"salutation": name}, {"late"}).body
    assert body == f"Dag {name.strip()}" or not name.strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Onderwerp\n{naam}", "2"),
        ("{reference }\n", "1"),
        ("Onderwerp\n\nEen { los", "3"),
        ("Onderwerp\n⟨laatste dag⟩", "2"),
        ("Onderwerp\n[if rich]\nx\n[end]", "2"),
        ("Onderwerp\n[if late]\nx", "2"),
        ("Onderwerp\nx\n[end]", "3"),
        ("Onderwerp\n[if late]\n[if partly]\nx\n[end]\n[end]", "3"),
    ],
)
def test_what_is_not_known_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(UnusableTemplate) as caught:
        parse(text)
    assert f" {line}" in str(caught.value)
    assert caught.value.field == "text"


def test_a_template_has_a_subject() -> None:
    with pytest.raises(UnusableTemplate):
        parse(" \n ")
