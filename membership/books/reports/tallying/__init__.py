"""The tally of the books, for the page “Gifts”: what everybody’s gifts add is counted person by person, and
again whenever something happened to them."""

from membership.books.reports.tallying.keeping import anew, catch_up, check, everybody
