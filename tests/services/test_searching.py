"""Searching: what is found, how it may be typed, and what nobody finds."""

from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from complaints.access import Actor
from complaints.models import Complaint, Event, Findable
from complaints.queries.search import PAGE_SIZE
from complaints.services import searching
from complaints.services.intake import InterventionEntry, PartyEntry, PersonEntry
from complaints.services.notes import note
from complaints.services.searching import Found, NothingToLookFor, TookTooLong, TooManyWords
from complaints.vocabulary import Category
from tests.cases import RECEIVED_ON, noon, register_complaint
from tests.house.rows import OWNER
from tests.letters.writing import drafted
from tests.people import SYSTEM, anna, at_desk, bram, eva, gijs, hanna, unit

pytestmark = pytest.mark.django_db

NOW = noon(date(2026, 2, 2))


def found(words: str, actor: Actor = SYSTEM, **changes: Any) -> Found:
    return searching.search_for(actor=actor, now=NOW, words=words, **changes)


def references(words: str, actor: Actor = SYSTEM, **changes: Any) -> list[str]:
    return [hit.complaint.reference for hit in found(words, actor, **changes).hits]


def hits_of(words: str) -> list[str]:
    """The words that are shown as hits, in all fragments."""
    return [
        text for hit in found(words).hits for fragment in hit.fragments for text, is_hit in fragment.pieces if is_hit
    ]


@pytest.fixture
def passport() -> Complaint:
    """A complaint about a passport, beside one about something else."""
    register_complaint(
        reference="K26-200",
        description="De gemeente antwoordde niet op mijn brieven.",
        parties=(PartyEntry(name="Jan Smit"),),
    )
    return register_complaint(
        reference="K26-100",
        description="Mijn paspoort was zoek. Op de trap werd ik niet te woord gestaan door één medewerker.",
        parties=(PartyEntry(name="Zoë Çelik-Yıldız", v_number="0123456789", email="zoe@thuis.example"),),
        persons_complained_about=(PersonEntry(name="Kees van den Berg", job_title="medewerker balie"),),
    )


@pytest.mark.usefixtures("passport")
class TestWhatIsFound:
    """A reference, a name, a number, and any word of any text."""

    @pytest.mark.parametrize(
        "words",
        [
            "K26-100",
            "k26-100",
            "Çelik",
            "Celik",
            "zoe yildiz",
            "0123456789",
            "zoe@thuis.example",
            "van den Berg",
            "balie",
        ],
    )
    def test_by_reference_name_and_number_whatever_the_accents(self, words: str) -> None:
        assert references(words) == ["K26-100"]

    @pytest.mark.parametrize(
        "words", ["paspoort", "Paspoorten", "medewerkers trap", "een medewerker", "PASPOORT zoë", "paspoort celik"]
    )
    def test_by_the_words_of_its_texts_in_any_form_and_together(self, words: str) -> None:
        assert references(words) == ["K26-100"]
        assert not found(words).is_loose

    def test_by_a_note_and_by_a_letter(self, passport: Complaint) -> None:
        note(complaint_id=passport.pk, actor=at_desk(anna()), now=NOW, text="Teruggebeld over de vingerafdruk.")
        assert references("vingerafdrukken") == ["K26-100"]
        letter = drafted(passport, on=date(2026, 2, 2))
        assert references(f'"{letter.subject}"') == ["K26-100"]

    def test_an_intervention_by_the_reference_of_the_ombudsman(self) -> None:
        register_complaint(
            reference="K26-300",
            category=Category.OMBUDSMAN,
            intervention=InterventionEntry(ombudsman_reference="NO/2026.123"),
        )
        assert references("NO/2026.123") == ["K26-300"]

    def test_a_phrase_only_in_that_order(self) -> None:
        assert references('"niet te woord gestaan"') == ["K26-100"]
        assert references("“niet te woord gestaan”") == ["K26-100"]
        assert not found('"op de trap"').is_loose
        assert found('"woord te gestaan"').is_loose

    def test_a_word_by_how_it_begins(self) -> None:
        assert references("pasp*") == ["K26-100"]
        assert not found("pasp*").is_loose
        assert references("K26-10") == ["K26-100"]

    def test_nothing_where_one_of_the_words_stands_nowhere(self) -> None:
        assert references("paspoort olifant") == []
        assert references("olifant") == []

    def test_common_words_alone_are_looked_for_in_names(self) -> None:
        assert references("van den") == ["K26-100"]

    def test_a_number_is_never_taken_for_one_that_is_like_it(self) -> None:
        assert references("0123456788") == []


@pytest.mark.usefixtures("passport")
class TestTypos:
    """Where nothing has the words as they stand, those that are nearly so are taken."""

    @pytest.mark.parametrize(
        "words", ["pasport", "paspooort", "psapoort", "paspoort celick", "Zoe Yildis", "medewrekers", "medwerkr"]
    )
    def test_a_slip_of_the_hand_is_forgiven(self, words: str) -> None:
        assert references(words) == ["K26-100"]
        assert found(words).is_loose

    def test_what_is_written_as_typed_goes_first_and_what_is_like_it_follows_when_asked(self) -> None:
        register_complaint(reference="K26-400", description="Mijn pasport.")
        assert references("pasport") == ["K26-400"]
        assert set(references("pasport", is_loose=True)) == {"K26-100", "K26-400"}

    def test_a_phrase_with_a_slip_falls_apart_into_its_words(self) -> None:
        assert references('"niet te woord gestan"') == ["K26-100"]

    def test_a_short_word_is_not_held_against_others(self) -> None:
        assert references("trp") == []


@pytest.mark.usefixtures("passport")
class TestHits:
    """The hit is shown where it stands, as it is written there."""

    def test_in_the_text_that_holds_it(self) -> None:
        (hit,) = found("paspoorten").hits
        (fragment,) = hit.fragments
        assert (fragment.source, fragment.pieces[:2]) == ("description", (("Mijn ", False), ("paspoort", True)))

    def test_around_it_in_a_long_text(self) -> None:
        before = "Er gebeurde die dag van alles. " * 40
        register_complaint(reference="long", description=f"{before}Mijn koffer bleef liggen. {before}Weer die koffer.")
        (hit,) = found("koffers").hits
        ((fragment),) = hit.fragments
        assert [text for text, is_hit in fragment.pieces if is_hit] == ["koffer", "koffer"]
        assert sum(len(text) for text, _is_hit in fragment.pieces) < 400
        assert any(" … " in text for text, _is_hit in fragment.pieces)

    def test_with_its_complainant(self) -> None:
        (hit,) = found("paspoorten").hits
        assert (hit.complainant, hit.others) == ("Zoë Çelik-Yıldız", 0)

    def test_in_names_and_for_a_typo(self) -> None:
        assert hits_of("celik") == ["Çelik"]
        assert hits_of("pasport") == ["paspoort"]

    def test_in_two_texts_at_most(self, passport: Complaint) -> None:
        for number in range(4):
            note(complaint_id=passport.pk, actor=at_desk(anna()), now=NOW, text=f"Paspoort, bericht {number}.")
        (hit,) = found("paspoort").hits
        assert [fragment.source for fragment in hit.fragments] == ["description", "note"]


class TestPages:
    """The newest first, page after page, without a count."""

    def test_run_on_over_one_day_of_receipt(self) -> None:
        for number in range(2 * PAGE_SIZE + 3):
            register_complaint(reference=f"N{number:02}", received_on=date(2026, 1, 5 + number % 2), now=NOW)
        seen, after = [], None
        for size in (PAGE_SIZE, PAGE_SIZE, 3):
            page = found("balie", after=after)
            assert len(page.hits) == size
            seen += [(hit.complaint.received_on, hit.complaint.pk) for hit in page.hits]
            after = page.after
        assert after is None
        assert seen == sorted(set(seen), reverse=True)

    def test_the_same_whether_among_the_newest_or_by_the_index(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(PAGE_SIZE + 5):
            register_complaint(reference=f"N{number:02}")
        by_walking = references("balie")
        monkeypatch.setattr("complaints.queries.search.NEWEST", 3)
        assert references("balie") == by_walking


class TestWhoMayFind:
    """Nothing of another unit, and nobody a complaint about himself: not by a word, not by what is like it."""

    @pytest.fixture(autouse=True)
    def _cases(self) -> None:
        north = unit()
        hers = hanna()
        register_complaint(reference="north", unit_id=north.pk, description="geheimpje")
        register_complaint(reference="south", unit_id=unit("south").pk, description="geheimpje")
        register_complaint(reference="nowhere", description="geheimpje")
        about = (PersonEntry(user_id=hers.pk),)
        register_complaint(
            reference="about-her",
            unit_id=unit("south").pk,
            description="geheimpje",
            persons_complained_about=about,
        )

    @pytest.mark.parametrize("words", ["geheimpje", "geheimpj", "gehiempje", "geheim*"])
    def test_a_handler_of_one_unit(self, words: str) -> None:
        assert references(words, at_desk(hanna())) == ["nowhere", "south"]

    def test_a_handler_of_all_units(self) -> None:
        assert references("geheimpje", at_desk(anna())) == ["about-her", "nowhere", "south", "north"]

    def test_a_liaison_finds_what_the_ombudsman_asks_about(self) -> None:
        asked = Complaint.objects.get(reference="north")
        register_complaint(
            reference="asking",
            category=Category.OMBUDSMAN,
            description="geheimpje",
            intervention=InterventionEntry(about_id=asked.pk),
        )
        assert references("geheimpje", at_desk(eva())) == ["asking", "north"]

    def test_an_administrator_finds_nothing(self) -> None:
        assert references("geheimpje", at_desk(gijs())) == []

    @pytest.mark.parametrize("words", ["=none", "'=none'", "non*", "geheimpje | =none", '"= none"'])
    def test_the_word_by_which_units_are_cut_cannot_be_typed(self, words: str) -> None:
        assert references(words) == []

    def test_a_word_of_another_unit_alone_is_not_suggested(self) -> None:
        register_complaint(reference="secret", unit_id=unit().pk, description="Zonneklaar")
        page = found("zonneklar", at_desk(hanna()))
        assert page.hits == ()
        assert found("zonneklar", at_desk(bram())).hits


@pytest.mark.usefixtures("passport")
class TestWhatCannotBeLookedFor:
    """Refused with what to do, and never a fault."""

    @pytest.mark.parametrize("words", ["", "   ", '""', "*", "!?", "\x00\x07"])
    def test_nothing(self, words: str) -> None:
        with pytest.raises(NothingToLookFor):
            found(words)

    def test_ten_thousand_words(self) -> None:
        with pytest.raises(TooManyWords, match="200"):
            found("klacht " * 10_000)

    def test_more_words_than_it_takes(self) -> None:
        with pytest.raises(TooManyWords, match="21"):
            found(" ".join(f"w{number}" for number in range(21)))
        assert references(" ".join(f"w{number}" for number in range(20))) == []

    @pytest.mark.parametrize(
        "words",
        [
            "pas\x00poort", "paspoort\x07", "\u202epaspoort", "paspoort\ud800", "paspoort & !", "':*", "a\\'b | c",
            "(", "<->", "%_", "paspoort'; DROP", '"', '"paspoort', "é" * 200, "😀", "*paspoort*", "-", "a" * 200,
        ],
    )  # fmt: skip
    def test_whatever_is_typed_gives_an_answer(self, words: str) -> None:
        try:
            answer = references(words)
        except NothingToLookFor:
            return
        assert answer == (["K26-100"] if "paspoort" in words and "DROP" not in words else [])


@pytest.mark.usefixtures("passport")
def test_a_search_is_in_the_trail_with_its_words() -> None:
    found("Celik\x00", at_desk(anna()))
    event = Event.objects.filter(action="search").get()
    assert (event.actor, event.origin, event.complaint) == (anna(), "desk", None)
    assert event.changes == {"words": [None, "Celik"], "found": [None, 1]}


@pytest.mark.usefixtures("passport")
def test_what_is_set_for_a_search_ends_with_it() -> None:
    found("paspoort")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('enable_seqscan')")
        assert cursor.fetchone() == ("0", "on")


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    register_complaint()
    monkeypatch.setattr(searching, "PATIENCE", 100)
    with psycopg.connect(**connections[OWNER].get_connection_params()) as owner:
        owner.execute("LOCK TABLE complaints_findable")
        with pytest.raises(TookTooLong, match="duurt te lang"):
            found("balie", at_desk(anna()))
    assert Event.objects.filter(action="search").get().changes["found"] == [None, None]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_gone_is_no_long_search(monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(**connections[OWNER].get_connection_params(), autocommit=True) as owner:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (mine,) = cursor.fetchone()
        owner.execute("SELECT pg_terminate_backend(%s)", [mine])
    with pytest.raises(Exception, match=r"terminat|closed|lost"):
        found("balie")
    connection.close()


@pytest.mark.usefixtures("passport")
class TestRebuilding:
    """The search table can be made again from the register, and is compared with it."""

    def test_what_is_missing_or_wrong_is_told_and_mended(self, passport: Complaint) -> None:
        assert searching.would_rebuild() == []
        Findable.objects.filter(pk=passport.pk).update(received_on=RECEIVED_ON, words="'anders':1")
        assert searching.would_rebuild() == [passport.pk]
        assert searching.rebuild() == 1
        assert searching.would_rebuild() == []
        assert references("paspoort") == ["K26-100"]
        assert references("pasport") == ["K26-100"]

    def test_step_by_step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(searching, "AT_ONCE", 1)
        assert searching.rebuild() == 0

    def test_no_text_is_too_long_or_too_odd_for_it(self) -> None:
        words = " ".join(f"𐌰{number}𐌱" for number in range(28_000))[:199_000]
        complaint = register_complaint(description=words, reference="long")
        assert references("𐌰7𐌱") == ["long"]
        note(complaint_id=complaint.pk, actor=at_desk(anna()), now=NOW, text="Te ver om nog te vinden.")
        assert searching.would_rebuild() == []
