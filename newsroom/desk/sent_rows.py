"""Lists inside a form of the desk, as they were sent: no more rows are made of them than there are."""

import re
from typing import cast

from django.http import HttpRequest, QueryDict

#: Rows of one list; no story, picture or appeal has a tenth of them.
MOST = 200
TOTAL = "-TOTAL_FORMS"
_ROW = re.compile(r"(.+)-([0-9]{1,6})-[^-]+\Z")


def longest_list(request: HttpRequest) -> int:
    """How many rows the longest list has that was sent. A list that claims more is told its true length.

    Django makes a form for each row that is claimed, up to 2,000 in each list, and reads all of them.
    """
    if not any(name.endswith(TOTAL) for name in request.POST):
        return 0
    there: dict[str, int] = {}
    for name in request.POST:
        if found := _ROW.match(name):
            there[found[1]] = max(there.get(found[1], 0), int(found[2]) + 1)
    rows = {name: there.get(name.removesuffix(TOTAL), 0) for name in request.POST if name.endswith(TOTAL)}
    claimed = {name: count for name, count in rows.items() if _claims_more(request.POST[name], count)}
    if claimed:
        post = cast("QueryDict", request.POST.copy())
        for name, count in claimed.items():
            post[name] = str(count)
        request.POST = post  # type: ignore[assignment]
    return max(rows.values())


def _claims_more(said: str, count: int) -> bool:
    return said.isdecimal() and (len(said) > 6 or int(said) > count)
