"""Our side of Stripe, against the stand-in."""
