"""Gifts by card and bank debit through Stripe's own payment page."""

from membership.providers.stripe.provider import Stripe
