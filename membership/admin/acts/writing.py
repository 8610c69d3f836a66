"""What is written about a gift: to the donor, and beside it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving, mail
from membership.admin.acts.act import Act
from membership.forms.acts import ActForm, NoteForm
from membership.models import Donation, Letter
from newsroom.models import User


class MailLink(Act):
    slug = "link"
    title, button = gettext_lazy("Mail a link to their page"), gettext_lazy("Mail the link")

    def fits(self, donation: Donation) -> bool:
        return bool(donation.email and self.letter(donation))

    def warns(self, donation: Donation) -> str:
        letter = self.letter(donation)
        return _(
            "The newest letter with the address of their page (%(letter)s) goes out again to %(address)s."
        ) % {"letter": letter.get_kind_display() if letter else _("none"), "address": donation.email}

    def do(self, donation: Donation, form: ActForm, by: User) -> str:
        letter = self.letter(donation)
        if letter is None:
            raise giving.Refused(_("No letter with the address of the page has been written yet."))
        mail.resend(letter, by)
        told = {"letter": letter.get_kind_display()}
        return _("The letter “%(letter)s” goes out again, with the link.") % told

    def letter(self, donation: Donation) -> Letter | None:
        """The newest with the address of the gift's own page."""
        kinds = (Letter.Kind.THANKS, Letter.Kind.INSTRUCTIONS, Letter.Kind.CHANGED)
        return next((letter for letter in donation.letters.all() if letter.kind in kinds), None)


class AddNote(Act):
    slug = "note"
    permission = "membership.add_note"
    title, button = gettext_lazy("Add a note"), gettext_lazy("Keep the note")
    warning = gettext_lazy("Notes are read by those who may see donors. They are kept, and never changed.")
    form = NoteForm

    def fits(self, donation: Donation) -> bool:
        return True

    def do(self, donation: Donation, form: NoteForm, by: User) -> str:
        giving.note(donation, form.cleaned_data["text"], by)
        return _("The note is kept.")
