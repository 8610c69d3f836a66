"""What is changed of a promise: amount, day, pause, end."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving
from membership.admin.acts.act import Act, paid
from membership.forms.acts import ActForm, AmountForm, DayForm, PauseForm, StopForm
from membership.models import Donation
from membership.money import locales
from newsroom.models import User


class ChangeAmount(Act):
    slug = "amount"
    title = button = gettext_lazy("Change the amount")
    form = AmountForm

    def warns(self, donation: Donation) -> str:
        said = _("%(amount)s is promised now. The donor is told by mail; a line is added to the history.")
        return said % {"amount": donation.amount.exact}

    def do(self, donation: Donation, form: AmountForm, by: User) -> str:
        amount = form.cleaned_data["amount"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("From the next payment on, %(amount)s is promised.") % {"amount": amount.exact}


class ChangeDay(Act):
    slug = "day"
    title = button = gettext_lazy("Change the day")
    form = DayForm

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status != "paused" and paid(donation)

    def warns(self, donation: Donation) -> str:
        if not donation.repeats:
            return ""
        first, last = giving.day_window(donation)
        return _(
            "From %(first)s to %(last)s, so that no payment is made twice. Nothing is charged for the change."
            " The donor is told by mail; a line is added to the history."
        ) % {"first": locales.day(first, short=True), "last": locales.day(last, short=True)}

    def do(self, donation: Donation, form: DayForm, by: User) -> str:
        day = form.cleaned_data["day"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The next payment falls due on %(day)s.") % {"day": locales.day(day, short=True)}


class Pause(Act):
    slug = "pause"
    title, button = gettext_lazy("Pause the gift"), gettext_lazy("Pause")
    warning = gettext_lazy(
        "No payments are taken meanwhile; those that fall due are let go. The donor is told by mail."
    )
    form = PauseForm

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status != "paused"

    def do(self, donation: Donation, form: PauseForm, by: User) -> str:
        day = form.cleaned_data["until"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        said = _("The gift is paused until %(day)s.") if day else _("The gift is paused.")
        return said % {"day": locales.day(day, short=True)} if day else said


class Resume(Act):
    slug = "resume"
    title, button = gettext_lazy("Let the gift go on"), gettext_lazy("Let it go on")
    warning = gettext_lazy(
        "Payments are taken again from the next day they fall due. The donor is told by mail."
    )

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status == "paused"

    def do(self, donation: Donation, form: ActForm, by: User) -> str:
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The gift goes on.")


class Stop(Act):
    slug = "stop"
    title = button = gettext_lazy("Stop the promise")
    form = StopForm
    hard = True

    def warns(self, donation: Donation) -> str:
        return _(
            "%(gift)s ends now: no more payments are taken. What came stays in the books. "
            "It cannot be begun again."
        ) % {"gift": donation.reference}

    def do(self, donation: Donation, form: StopForm, by: User) -> str:
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The promise has ended. No more payments are taken.")
