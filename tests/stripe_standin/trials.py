"""A trial in the middle of a subscription: how Stripe moves the day on which it is charged."""

from __future__ import annotations

from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused

#: docs.stripe.com/api/subscriptions/update, `trial_end`: at most two years.
LONGEST = 730


def begin(world: World, subscription: Obj, params: Obj) -> Obj:
    """Nothing is charged until its end, which becomes the anchor of all later periods."""
    until = params["trial_end"]
    if until == "now":
        raise Refused("The stand-in ends no trial before its time.", param="trial_end")
    if params.get("proration_behavior") != "none":
        raise Refused(
            "The stand-in does not prorate: send proration_behavior=none.", param="proration_behavior"
        )
    if until <= world.now:
        raise Refused(
            "Invalid timestamp: must be an integer Unix timestamp in the future.", param="trial_end"
        )
    if until > world.now + LONGEST * DAY:
        raise Refused("The maximum number of trial period days is 730 (2 years).", param="trial_end")
    (item,) = subscription["items"]["data"]
    changed = {**item, "current_period_start": world.now, "current_period_end": until}
    world.objects[item["id"]] = changed
    return {
        "billing_cycle_anchor": until,
        "items": {**subscription["items"], "data": [changed]},
        "status": "trialing" if subscription["status"] == "active" else subscription["status"],
        "trial_end": until,
        "trial_start": world.now,
    }
