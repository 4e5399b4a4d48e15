"""Forms of letters: write one, change it, have it read, fix it, send it, take it back."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import posting
from complaints.admin import forms_fields as fields
from complaints.admin.forms_acts import ActForm, Doing, with_method
from complaints.letters.kinds import SPECS
from complaints.models import Letter
from complaints.services import letters, people
from complaints.services.letters import Particulars
from complaints.vocabulary import DeclineGround, Language, LetterKind, LetterSide, Method, RouteKind
from complaints.workflow import Action

#: Both sides of the complaint, as the form says it.
BOTH: Final = "both"


def _way() -> forms.ChoiceField:
    """How a letter left: in writing, or given by hand."""
    ways = [(way.value, way.label) for way in Method if way is not Method.PHONE]
    return fields.radio(_("How"), ways, initial=Method.LETTER)


def _codes(kind: LetterKind) -> list[tuple[str, Any]]:
    words = DeclineGround if kind is LetterKind.DECLINED else RouteKind
    return list(words.choices)


class WriteForm(ActForm):
    """A letter of one kind: to whom, in which language, and what its act needs besides its text."""

    action = Action.LETTER
    title = _("Write a letter")
    submit = _("Draft the letter")
    success = _("The letter is drafted; nothing has been sent yet.")

    side = fields.radio(_("To whom"), LetterSide.choices)
    language = fields.radio(_("Language"), Language.choices)
    code = fields.choice("", [])
    destination = fields.line("")
    weeks = forms.TypedChoiceField(choices=[(number, number) for number in range(1, 5)], coerce=int)
    reason = fields.text("")
    by_day = fields.day("")

    def __init__(self, data: Any = None, *, doing: Doing, kind: LetterKind) -> None:
        self.kind, self.made = kind, Letter()
        super().__init__(data, doing=doing)
        spec = SPECS[kind]
        self.title = kind.label
        self.article = spec.article
        asked = {each.column: each for each in spec.particulars}
        for name in ("code", "destination", "weeks", "reason", "by_day"):
            if name not in asked:
                del self.fields[name]
                continue
            self.fields[name].label = asked[name].label
            self.fields[name].required = asked[name].is_asked
        self._choose("code", _codes(kind))
        sides = [(side.value, side.label) for side in LetterSide if side in spec.sides]
        if len(sides) == 2:
            sides.insert(0, (BOTH, _("Both, each a letter")))
        self._choose("side", sides)
        if len(sides) == 1:
            self.fields["side"].initial = sides[0][0]
        elif kind is LetterKind.EXTENSION and doing.complaint.persons_complained_about.exists():
            self.fields["side"].initial = BOTH
        self.fields["language"].initial = doing.complaint.language

    def arguments(self) -> dict[str, Any]:
        """The service's own arguments: what the letter says besides its text in one."""
        given = super().arguments()
        side, language = given.pop("side"), Language(given.pop("language"))
        sides = [LetterSide.COMPLAINANT, LetterSide.PERSON] if side == BOTH else [LetterSide(side)]
        return {"sides": sides, "language": language, "particulars": Particulars(**given)}

    def carry_out(self, doing: Doing) -> None:
        """Draft it."""
        self.made, *_others = letters.draft_to_each(**doing.as_arguments(), kind=self.kind, **self.arguments())

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class LetterForm(ActForm):
    """One step of a letter that exists; its service takes the letter's number."""

    action = Action.LETTER

    def __init__(self, data: Any = None, *, doing: Doing, letter: Letter) -> None:
        self.letter = letter
        super().__init__(data, doing=doing)

    def of_letter(self, doing: Doing) -> dict[str, Any]:
        """The arguments that every service on a letter takes."""
        return doing.as_arguments() | {"number": self.letter.number}


class ChangeForm(LetterForm):
    """The draft in its own words."""

    title = _("Change the letter")
    submit = _("Save")
    success = _("The draft is saved.")

    recipient = fields.asked(fields.line(_("Addressee")))
    address = fields.text(_("Address"), rows=3, longest=500, required=False)
    subject = fields.asked(fields.line(_("Subject")))
    body = fields.asked(
        fields.text(
            _("Text"),
            rows=26,
            help_text=_("An empty line begins a paragraph, “## ” a heading, “- ” an item of a list."),
        )
    )

    def first_values(self) -> dict[str, Any]:
        """The draft as it stands."""
        return {name: getattr(self.letter, name) for name in ("recipient", "address", "subject", "body")}

    def carry_out(self, doing: Doing) -> None:
        """Save it."""
        letters.change(**self.of_letter(doing), **self.arguments())


class ReadForm(LetterForm):
    """A second person read it and agrees."""

    title = _("Read and agreed")
    success = _("Recorded that you read the letter.")

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        letters.read(**self.of_letter(doing))


class FixForm(LetterForm):
    """The draft becomes a file that never changes."""

    title = _("Fix")
    success = _("The letter is fixed and lies in the post tray.")

    def carry_out(self, doing: Doing) -> None:
        """Fix it."""
        letters.fix(**self.of_letter(doing))


class DropForm(LetterForm):
    """The letter is not sent."""

    title = _("Drop the letter")
    success = _("The letter is dropped.")

    def carry_out(self, doing: Doing) -> None:
        """Drop it."""
        letters.drop(**self.of_letter(doing))


class ConfirmForm(LetterForm):
    """Who gets the letter still lives where the register says."""

    title = _("The address is still right")
    success = _("Recorded that the address is still right.")

    def carry_out(self, doing: Doing) -> None:
        """Record it; a letter to the body's own people has no address to confirm."""
        people.confirm_address(**doing.as_arguments(), party_id=self.letter.party_id or 0)


class SendForm(LetterForm):
    """The letter left: by that its act is done."""

    title = _("The letter left")
    lead = _("By leaving the letter does its act; the day on which it left is the day that counts.")
    success = _("Recorded that the letter left.")
    starts_today = ("sent_on",)

    sent_on = fields.day(_("Sent on"))
    method = _way()

    def carry_out(self, doing: Doing) -> None:
        """Send it; the version is not asked, since its act takes the complaint as it is."""
        given = self.of_letter(doing)
        del given["version"]
        posting.send(**given, **with_method(self.arguments()))


class ReturnForm(LetterForm):
    """The letter came back."""

    title = _("The letter came back")
    lead = _("What it did counts no more, and its duty is open again; the second sending counts.")
    article = "Awb 2:11"
    success = _("Recorded that the letter came back.")
    starts_today = ("returned_on",)

    returned_on = fields.day(_("Came back on"))
    reason = fields.asked(fields.line(_("Why"), longest=300))

    def carry_out(self, doing: Doing) -> None:
        """Record it."""
        letters.come_back(**self.of_letter(doing), **self.arguments())


class AgainForm(LetterForm):
    """The second sending."""

    title = _("Send again")
    success = _("The second sending is drafted, to the address that is known now.")

    def carry_out(self, doing: Doing) -> None:
        """Draft it."""
        letters.again(**self.of_letter(doing))


#: Step in the address -> its form.
STEPS: Mapping[str, type[LetterForm]] = {
    "save": ChangeForm,
    "read": ReadForm,
    "fix": FixForm,
    "drop": DropForm,
    "confirm": ConfirmForm,
    "send": SendForm,
    "returned": ReturnForm,
    "again": AgainForm,
}


class TrayForm(forms.Form):
    """A batch that leaves together."""

    sent_on = fields.day(_("Sent on"))
    method = _way()
    use_required_attribute = False
