"""Who funds the newsroom: the list that its terms promise, for everybody to read."""

from django.http import Http404, HttpRequest, HttpResponse

from membership.members import funders
from membership.models import Terms
from membership.views.answers import page


def funders_page(request: HttpRequest) -> HttpResponse:
    """From the ledger, as it was an hour ago at most; the names as they are now."""
    terms = Terms.current()
    years = funders.published()
    if years is None:
        raise Http404
    return page(request, "membership/funders.html", {"terms": terms, "years": years}, private=False)
