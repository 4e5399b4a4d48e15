"""Every letter in both languages, of a typical, a long and an awkward case: set whole, as a foreign reader finds it.

With ``LETTERS=folder`` each is left there as a PDF, to be looked at.
"""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from complaints.channels import storage
from complaints.letters.kinds import SPECS
from complaints.models import Complaint, Intervention, Letter
from complaints.services import commitments, hearing, judging, people
from complaints.services.intake import PartyEntry
from complaints.services.judging import PartJudgment
from complaints.vocabulary import (
    Category,
    HearingMode,
    Language,
    LetterKind,
    LetterSide,
    Norm,
    PartyRole,
    Side,
    Verdict,
)
from tests.cases import register_complaint, take_up
from tests.letters.writing import GUARD, drafted, fixed, read_by_another
from tests.people import anna
from tests.services.acting import act

pytestmark = pytest.mark.django_db

ON = date(2026, 2, 2)
STORY = (
    "Op 17 december 2025 stond ik aan de balie in Zwolle. De medewerker zei dat ik later terug moest komen.\n\n"
    "Een week later gebeurde hetzelfde. Ik heb twee keer een vrije dag genomen."
)
LONG_NAME = "Maria Magdalena Johanna Wilhelmina van Nassau-Weilburg tot Ottweiler en Saarbrücken"


def typical(**changes: Any) -> Complaint:
    """One complainant, one conduct."""
    given = {"description": STORY, "persons_complained_about": (GUARD,)} | changes
    return judged(register_complaint(**given))


def long() -> Complaint:
    """Forty parts, each with its finding."""
    complaint = register_complaint(description=STORY * 8, persons_complained_about=(GUARD,))
    for number in range(1, 41):
        act(people.add_part, complaint, conduct=f"Op dag {number} werd ik niet teruggebeld, zoals was beloofd.")
    return judged(complaint)


def awkward() -> Complaint:
    """A name of eighty characters, somebody who acts for her, and an address abroad."""
    client = PartyEntry(name=LONG_NAME, address="Dorpsstraat 1")
    lawyer = PartyEntry(
        name=LONG_NAME,
        address="Cabinet Lefèvre & Associés\n12 Rue de la Paix\n75002 Paris\nFrance",
        role=PartyRole.REPRESENTATIVE,
    )
    return typical(parties=(client, lawyer))


def judged(complaint: Complaint) -> Complaint:
    """Taken up, heard and judged, with a commitment."""
    take_up(complaint)
    act(hearing.hear, complaint, side=Side.COMPLAINANT, mode=HearingMode.PHONE, happened_on=date(2026, 1, 14))
    act(hearing.report, complaint, happened_on=date(2026, 1, 15), detail="Zij vertelde wat er aan de balie gebeurde.")
    act(
        commitments.promise,
        complaint,
        on=ON,
        text="Wij bellen u terug.",
        owner_id=anna().pk,
        made_on=ON,
        due_on=date(2026, 2, 9),
    )
    answered = {
        part.number: PartJudgment("De telefoon stond die dag uit.", Verdict.JUSTIFIED) for part in complaint.parts.all()
    }
    act(
        judging.judge,
        complaint,
        on=ON,
        findings="De balie was op 17 en 24 december gesloten. Dat stond niet op onze website.",
        judgment="U had kunnen weten dat de balie dicht was als wij dat hadden gezegd. Dat hebben wij niet gedaan.",
        conclusions="- De openingstijden staan nu op onze website.\n- Aan de balie hangt een bord.",
        has_no_conclusions=False,
        verdict=Verdict.JUSTIFIED,
        part_judgments=answered or None,
        norms=[Norm.INFORMATION, Norm.TREATMENT],
    )
    return complaint


CASES: Mapping[str, Callable[[], Complaint]] = {"typical": typical, "long": long, "awkward": awkward}
PARTICULARS: dict[str, Any] = {
    "by_day": date(2026, 2, 16),
    "weeks": 4,
    "reason": "Wij willen nog met de medewerker spreken die u hielp. Zij is tot 9 februari afwezig.",
    "destination": "Centraal Orgaan opvang asielzoekers",
}


def written(complaint: Complaint, kind: LetterKind, language: Language) -> Letter:
    """The letter with all its kind asks, to the first of its sides; what was agreed is written by hand."""
    spec = SPECS[kind]
    said = dict(PARTICULARS) | {"code": spec.codes[-1] if spec.codes else ""}
    given: dict[str, Any] = {each.column: said[each.column] for each in spec.particulars}
    if kind is LetterKind.DECLINED:
        del given["by_day"]
    letter = drafted(complaint, kind, side=min(spec.sides), language=language, on=ON, **given)
    if kind is LetterKind.SETTLED:
        body = letter.body.replace(unfilled_in(letter), "U krijgt een nieuwe afspraak.")
        Letter.objects.filter(pk=letter.pk).update(body=body)
        letter.refresh_from_db()
    return fixed(letter, on=ON)


def unfilled_in(letter: Letter) -> str:
    """What still stands open in a draft."""
    return letter.body[letter.body.index("⟨") : letter.body.index("⟩") + 1]


@pytest.mark.parametrize("case", CASES)
def test_every_letter_is_set_whole(case: str) -> None:
    complaint = CASES[case]()
    for kind in LetterKind:
        about = complaint if kind is not LetterKind.OMBUDSMAN else asked()
        for language in Language:
            letter = written(about, kind, language)
            words = read_by_another(letter)
            missing = {word for word in letter.body.replace("## ", "").split() if word not in {*words, "-"}}
            assert missing == set(), (kind, language)
            leave(letter, f"{case}-{kind}-{language}")


def asked() -> Complaint:
    """An intervention of the ombudsman."""
    found = register_complaint(category=Category.OMBUDSMAN, description="Waarom was de balie dicht?")
    Intervention.objects.filter(complaint=found).update(ombudsman_reference="2026.00123")
    return found


def leave(letter: Letter, name: str) -> None:
    """Leave the file for whoever wants to look at it."""
    folder = os.environ.get("LETTERS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f"{name}.pdf").write_bytes(storage.content_of(letter.kept_as))


def test_each_side_of_a_letter_to_two_gets_its_own() -> None:
    complaint = typical()
    for side in (LetterSide.COMPLAINANT, LetterSide.PERSON):
        letter = drafted(complaint, LetterKind.REPORT, side=side, on=ON)
        assert "Zij vertelde wat er aan de balie gebeurde." in letter.body
