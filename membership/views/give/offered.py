"""What the form offers whoever asks for it now: by a link, or by what was typed."""

from django.http import HttpRequest, QueryDict

from membership import providers
from membership.appeals.due_appeals import membership_page
from membership.forms.gift_form.offer import Offer, currencies_of, currency_of
from membership.giving import pledge_instructions
from membership.models import Issuer, Terms
from membership.providers import PLEDGE
from newsroom.imprint import current_imprint


def offered(request: HttpRequest, told: QueryDict) -> Offer:
    """`told`: the link's parameters or the form's fields; `appeal`, `currency` and `through` are read."""
    through = PLEDGE if told.get("through") == PLEDGE and transfers_beside(request) else ""
    provider = providers.by_slug(through) if through else providers.chosen()
    return Offer(
        asking=membership_page(request, told.get("appeal", "")),
        currency=currency_of(told.get("currency", ""), currencies_of(provider)),
        provider=provider,
        terms=Terms.current(),
        issuer=Issuer.current(),
        through=through,
    )


def transfers_beside(request: HttpRequest) -> bool:
    """Whether a gift may go by bank transfer although there is a provider: if there is an account for it."""
    return providers.chosen().slug != PLEDGE and bool(pledge_instructions.ways(current_imprint(request)))
