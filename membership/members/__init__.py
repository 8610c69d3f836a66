"""What members do themselves: sign in by an e-mailed code, see what we hold, change it, be forgotten."""

from membership.members.about import consent_sentence, languages, tier_of
from membership.members.changing import Details, change_details
from membership.members.erasing import StillRunning, erase, may_erase, running
from membership.members.exporting import everything_about
from membership.members.sessions import (
    SESSION_ENDS,
    SESSION_LASTS,
    form_token,
    is_form_token,
    session_of,
    sign_out,
    tidy,
)
from membership.members.signing_in import CODE_LASTS, CODES_AN_HOUR, ask_for_code, sign_in
from membership.years import Year, given_in, practised_in, statement, year_as_paper, years

__all__ = [
    "CODES_AN_HOUR",
    "CODE_LASTS",
    "SESSION_ENDS",
    "SESSION_LASTS",
    "Details",
    "StillRunning",
    "Year",
    "ask_for_code",
    "change_details",
    "consent_sentence",
    "erase",
    "everything_about",
    "form_token",
    "given_in",
    "is_form_token",
    "languages",
    "may_erase",
    "practised_in",
    "running",
    "session_of",
    "sign_in",
    "sign_out",
    "statement",
    "tidy",
    "tier_of",
    "year_as_paper",
    "years",
]
