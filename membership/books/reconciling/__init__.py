"""What happened at a provider reaches our books: pushed by its events, or found by asking.

An event is stored once and only hints at what to ask: `take_in` stores, `work` asks the provider for the
truth and has `giving` apply it. What the events did not bring is found by `listen` (events that were never
delivered), `settle_stuck` (gifts of which nothing was heard) and `compare` (the account, line by line).
"""

from membership.books.reconciling.comparing import compare
from membership.books.reconciling.incoming_events import store, take_in
from membership.books.reconciling.listening import in_use, listen, settle, settle_stuck
from membership.books.reconciling.rounds import nightly, often, scrub
from membership.books.reconciling.working import again, done, work, work_due
