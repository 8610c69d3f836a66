"""The page “Needs a hand”: what is open, and the ways to settle each."""

from collections import Counter
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import giving
from membership.books import discrepancies
from membership.books.discrepancies import Discrepancy
from membership.books.discrepancies.discrepancy import Words
from membership.members.audit import look
from membership.models import Resolution
from membership.providers.base import ProviderError, for_staff
from newsroom.desk import pages
from newsroom.models import User

#: What the page calls what was decided, in the order in which it was; the rest stands in its own table.
LATEST = 10
#: Of each kind so many stand on the page of all; the rest is one link away.
FIRST = 10


@pages.page("membership/findings/", "membership_discrepancies", "membership.view_donation")
def page(request: HttpRequest, user: User) -> HttpResponse:
    """GET shows what is open; POST (`kind`, `about`, `how`, `note`) settles one."""
    if request.method != "POST":
        return _shown(request, user)
    asked = {name: request.POST.get(name, "")[:300] for name in ("kind", "about", "how", "note")}
    try:
        discrepancies.resolve(asked["kind"], asked["about"], asked["how"], by=user, note=asked["note"])
    except (giving.Refused, ProviderError) as error:
        return _shown(request, user, asked=asked, problem=for_staff(error))
    messages.success(request, _("Settled. It stands in the books who decided it."))
    return HttpResponseRedirect(reverse("admin:membership_discrepancies"))


def _shown(
    request: HttpRequest, user: User, *, asked: dict[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    kind, typed = request.GET.get("kind", ""), asked or {}
    found = discrepancies.listed(user, None if kind or typed else FIRST)
    seen = discrepancies.counted(found)
    look(user, "findings", rows=seen.total())
    return pages.answer(
        request,
        "membership/discrepancies",
        title=_("Needs a hand"),
        count=seen.total(),
        rows=[(one, _gift_url(one), one.kind in discrepancies.MATTERS) for one in _first(found, kind, typed)],
        more=[] if kind else _more(seen),
        settled=[
            (row, *discrepancies.decided(row)) for row in Resolution.objects.select_related("by")[:LATEST]
        ],
        asked=typed,
        problem=problem,
    )


def _first(found: list[Discrepancy], kind: str, typed: dict[str, str]) -> Iterator[Discrepancy]:
    """All of one kind, else the first of each; and the one of which something was typed."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.kind] += 1
        is_typed = (one.kind, one.about) == (typed.get("kind"), typed.get("about"))
        if is_typed or (one.kind == kind if kind else seen[one.kind] <= FIRST):
            yield one


def _more(seen: Counter[str]) -> list[tuple[str, Words, int]]:
    """The kinds of which not all are shown: name, title, how many there are."""
    return [(kind, title, seen[kind]) for kind, title in discrepancies.KINDS.items() if seen[kind] > FIRST]


def _gift_url(one: Discrepancy) -> str:
    if one.donation is None:
        return ""
    return reverse("admin:membership_donation_change", args=[one.donation])
