"""A stand-in Stripe: a process of its own that the unmodified SDK talks to over HTTP.

It keeps its state in memory, refuses what Stripe refuses, and holds every request and answer against the SDK's
own types (`contract`). It was checked against those types and Stripe's public documents, never against the live
service. Started by `python -m tests.stripe_standin`, or by `running.StandInProcess` in tests. Nothing in the
product imports it.
"""
