"""The audit trail: whoever looks at donors leaves a line. What was typed into a search is not kept."""

from membership.models import Look
from newsroom.models import User

_HOW = 200


def look(user: User, what: str, which: object = "", how: str = "", rows: int = 1) -> Look:
    """Write down that `user` looked: at one row (`which`: its key), or at a list of so many `rows`.

    `what` is a word of Look.what ("donation", "donations", "member", "members", "receipt", "export" …); `how`
    says by which filters a list was narrowed, never the words that were searched for.
    """
    return Look.objects.create(by=user, what=what[:30], which=str(which)[:60], how=how[:_HOW], rows=rows)
