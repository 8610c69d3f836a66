"""The page “Write down a gift”: cash, a cheque, or a transfer that names no gift of ours."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import giving
from membership.forms.take import TakeForm
from membership.members.audit import look
from membership.models import BankCredit, Payment
from newsroom.desk import pages
from newsroom.models import User
from newsroom.row_numbers import row_number
from newsroom.staff import staff


def take_view(_desk: object, request: HttpRequest) -> HttpResponse:
    """GET shows the form, filled in from `credit` if one is named; POST writes the gift down."""
    user = staff(request)
    giving.require_receive(user)
    credit = _credit(request)
    if credit:
        look(user, "statement", str(credit.statement_id))
    if request.method != "POST":
        form = TakeForm(credit=credit, initial={"token": uuid4().hex})
        return _shown(request, form, credit)
    form = TakeForm(request.POST, credit=credit)
    if form.is_valid():
        try:
            payment = giving.take(form.found(), by=user, token=form.cleaned_data["token"])
        except giving.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said(payment))
            return HttpResponseRedirect(_after(user, payment))
    return _shown(request, form, credit)


def _said(payment: Payment) -> str:
    told = {"amount": payment.amount.exact, "gift": payment.donation.reference}
    if payment.donation.email:
        return _("%(amount)s was written down as %(gift)s. The thanks are on their way.") % told
    return _("%(amount)s was written down as %(gift)s. Nothing is mailed, as there is no address.") % told


def _after(user: User, payment: Payment) -> str:
    if user.has_perm("membership.view_donation"):
        return reverse("admin:membership_donation_change", args=[payment.donation_id])
    return reverse("admin:membership_bankstatement_changelist")


def _credit(request: HttpRequest) -> BankCredit | None:
    asked = request.GET.get("credit", "")
    if not asked:
        return None
    found = BankCredit.objects.filter(pk=row_number(asked)).first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, form: TakeForm, credit: BankCredit | None) -> HttpResponse:
    return pages.answer(
        request, "membership/donation/take", title=_("Write down a gift"), form=form, credit=credit
    )
