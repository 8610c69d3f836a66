"""Bank statements taken in: each credit once, and booked for the gift whose reference it bears.

`preview` says what would happen and writes nothing; `take_in` does it; `book` is for what a person has to
decide, and `book_back` for what a bank took back of a gift. What matches no gift stays a credit without a
payment, and is shown among what does not add up; so does what went back and is booked back on none.
"""

from membership.bank_imports.booked import lines_of, payments_of
from membership.bank_imports.importing import NotAccepted, Preview, book, preview, take_in
from membership.bank_imports.matching import MatchedCredit, again
from membership.bank_imports.naming import gift_typed
from membership.bank_imports.returning import Back, book_back, judge_rows
from membership.bank_imports.suggesting import Suggestion, suggestions
