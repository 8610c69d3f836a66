"""How many mails somebody can have sent to a mailbox who has shown nothing that makes it theirs.

Whoever types in an address may do it to flood its owner. So all that such a wish leads to (codes,
confirmations, how to pay, reminders) has one budget for each mailbox.
"""

from newsroom.limits import take_place
from newsroom.mail.mailboxes import one_mailbox

#: Mails to one mailbox in an hour; of these the last is kept for the code that lets its owner in.
MAILS_AN_HOUR, OTHERS_AN_HOUR = 3, 2
HOUR = 60 * 60


def has_place(address: str, *, lets_in: bool = False) -> bool:
    """Take a place for one more mail to that mailbox, if one is left. `lets_in`: it brings the code."""
    if not address:
        return False
    of = f"mails-to:{one_mailbox(address)}"
    if lets_in:
        return take_place(of, MAILS_AN_HOUR, HOUR) is not None
    if take_place(f"{of}:others", OTHERS_AN_HOUR, HOUR) is None:
        return False
    # They leave fewer to the codes, and codes none fewer to them: codes go to those alone whom we know, and
    # whoever types in an address would see by what no longer goes out whether we know it.
    take_place(of, MAILS_AN_HOUR, HOUR)
    return True
