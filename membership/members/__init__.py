"""What members do themselves: sign in by an e-mailed code, see what we hold, change it, be forgotten."""

from membership.members.about import consent_sentence, tier_of
from membership.members.changing import Details, change_as_staff, change_details
from membership.members.erasing import StillRunning, erase, require_erase, running
from membership.members.exporting import everything_about
from membership.members.sessions import SESSION_ENDS, form_token, is_form_token, session_of, sign_out, tidy
from membership.members.signing_in import ask_for_code, sign_in
from membership.receipts.years import given_in, practised_in, statement, year_as_paper, years
