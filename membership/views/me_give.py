"""Giving again, for whoever is signed in: first what they give already. No other page may tell that."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from membership import giving
from membership.models import Donation, MemberSession, Payment, Status
from membership.views.answers import SeeOther
from membership.views.me_frame import me_page, signed_in
from newsroom.methods import takes


@signed_in
@takes("GET", "HEAD", "POST")
def my_giving(request: HttpRequest, session: MemberSession) -> HttpResponse:
    """Leads to the form where nothing repeated runs; POST says that they want to give as well."""
    if request.method == "POST":
        giving.pairing.gives_as_well(session.member)
        return SeeOther(reverse("membership:give"))
    theirs = Donation.objects.with_summary().filter(member__in=session.member.rows()).exclude(interval="once")
    running = [gift for gift in theirs.order_by("-promised_at") if gift.runs and gift.summary.payments]
    if not running:
        return SeeOther(reverse("membership:give"))
    gifts = [(gift, gift.status == Status.PAST_DUE, _mend(gift)) for gift in running]
    return me_page(request, session, "give", {"gifts": gifts})


def _mend(gift: Donation) -> str:
    """The provider's page for the payment that failed, where it has one; else the gift's own."""
    failed = gift.payments.filter(kind=Payment.Kind.FAILED).exclude(mend_url="").order_by("-at").first()
    return failed.mend_url if failed else reverse("membership:my_gift", args=[gift.public_id])
