"""The page “Gifts”: how the month goes, in figures and plots. Nobody is named on it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.admin import gifts_file, gifts_plots, needs
from membership.books import reports
from membership.books.reports import spans, tallying
from membership.books.reports.charts import share
from membership.members.audit import look
from membership.models import Terms
from membership.money import Money, locales
from newsroom.desk import pages
from newsroom.models import User

#: Days in the table beside the plot; the rest is one link away.
DAYS = 8
#: So many stories stand there by themselves; all of them behind a link.
STORIES = 20
BAR = 120
#: Rounds of counting before the page is shown.
COUNTED_HERE = 4
WAYS = {
    "story": gettext_lazy("After a story"),
    "form": gettext_lazy("Membership page"),
    "campaign": gettext_lazy("Campaign page"),
    "bank": gettext_lazy("Bank statement"),
    "hand": gettext_lazy("Written down by staff"),
    "moved": gettext_lazy("Moved in from elsewhere"),
    "few": gettext_lazy("Ways by which few people gave"),
}


@pages.page(
    "membership/gifts/", "membership_gifts", "membership.view_payment", front_of="membership.Donation"
)
def gifts(request: HttpRequest, user: User) -> HttpResponse:
    """`?span=` one of spans.CHOICES (`first`, `last` for own dates), `currency`, `as=csv`; `days=all`,
    `stories=all`."""
    today, problem = timezone.localdate(), ""
    try:
        span = spans.read(request.GET, today)
    except reports.NotASpan as error:
        span, problem = spans.span(spans.MONTH, today), str(error)
    # What came in the last minute is in the figures; a whole list of gifts is left to the rounds.
    uncounted = not tallying.catch_up(rounds=COUNTED_HERE)
    known = reports.currencies()
    currency = request.GET.get("currency", "")
    currency = currency if currency in known else settings.MEMBERSHIP_CURRENCY
    goal = Terms.current().monthly_goal_minor if currency == settings.MEMBERSHIP_CURRENCY else None
    board = reports.board(span, currency, monthly_goal=goal)
    if request.GET.get("as") == "csv" and not problem and not uncounted:
        return _file(board, user)
    return pages.answer(
        request,
        "membership/gifts/gifts",
        title=_("Gifts"),
        asked=request.GET,
        problem=problem,
        choices=spans.CHOICES,
        own=request.GET.get("span") == spans.OWN,
        currencies=known if len(known) > 1 else [],
        uncounted=uncounted,
        **_told(board, user, every={name for name in ("days", "stories") if request.GET.get(name) == "all"}),
    )


def _told(board: reports.Board, user: User, *, every: set[str]) -> dict[str, Any]:
    wanted = {"span": board.span.key, "currency": board.currency}
    if board.span.key == spans.OWN:
        wanted |= {"first": board.span.first.isoformat(), "last": board.span.last.isoformat()}
    back = [
        (one, board.money(one.minor), one.reason if user.has_perm("membership.view_donation") else "")
        for one in board.back
    ]
    waiting = needs.needs(user, board)
    return {
        "board": board,
        "span": board.span,
        "figures": _figures(board),
        "ahead": board.money(abs(board.ahead)) if board.ahead is not None else None,
        "behind": (board.ahead or 0) < 0,
        "goal_plots": gifts_plots.goal_plots(board),
        "month_plots": gifts_plots.month_plots(board),
        "coming_plots": gifts_plots.coming_plots(board),
        "days": [
            (day, board.money(day.minor), board.money(day.total), day.plan and board.money(day.plan))
            for day in gifts_plots.newest_first(board.days, None if "days" in every else DAYS)
        ],
        "more_days": "days" not in every and len(board.days) > DAYS,
        "months": [(month, board.money(month.every_month)) for month in reversed(board.months)],
        "stories": _origins(board, board.stories, None if "stories" in every else STORIES),
        "appeals": _origins(board, board.appeals),
        "ways": [(WAYS[way.which], way.people, board.money(way.minor)) for way in board.ways],
        "needs": waiting,
        "need_a_hand": sum(one.count for one in waiting),
        "back": back,
        "back_total": board.money(board.back_minor),
        "fewest": reports.FEWEST,
        "query": urlencode(wanted),
        "may_see_donors": user.has_perm("membership.view_donation"),
    }


def _figures(board: reports.Board) -> list[tuple[str, str, str]]:
    """Six: what it is, the figure, and a sentence on it."""
    change = board.regular.minor - board.regular_before.minor
    moved = board.money(change) if change < 0 else locales.signed("+", str(board.money(change)))
    average = board.regular.average_minor
    goal = board.money(board.goal) if board.goal else None
    expired = _("%(number)s by an expired card, %(recovered)s recovered") % {
        "number": board.expired,
        "recovered": f"{board.recovered:,}",
    }
    return [
        (
            _("Every month"),
            str(board.money(board.regular.minor)),
            _("%(amount)s since %(day)s")
            % {"amount": moved, "day": locales.day(board.span.first, short=True)},
        ),
        (
            str(_("These dates") if board.span.key == spans.OWN else dict(spans.CHOICES)[board.span.key]),
            str(board.money(board.total)),
            _("of %(goal)s") % {"goal": goal} if goal else _("no goal set"),
        ),
        (
            _("Members"),
            f"{board.members.total:,}",
            _("%(number)s of them monthly") % {"number": f"{board.members.monthly:,}"},
        ),
        (_("New"), f"{board.came:,}", _("%(number)s came back") % {"number": board.came_back}),
        (_("Lapsed"), f"{board.lapsed:,}", expired),
        (
            _("Average gift"),
            "–" if average is None else str(board.money(average)),
            _("no monthly gift yet")
            if board.middle is None
            else _("monthly, middle %(amount)s") % {"amount": board.money(board.middle)},
        ),
    ]


def _origins(board: reports.Board, found: reports.Origins, most: int | None = None) -> dict[str, Any]:
    """Rows with the length of their bar: the first so many, and the rest as one."""
    shown, longest = found.shown[:most], found.most

    def row(one: reports.Origin) -> tuple[reports.Origin, Money, int]:
        return one, board.money(one.minor), share(one.minor, longest, width=BAR)

    return {
        "shown": [row(one) for one in shown],
        "names": [one.which for one in shown],
        "more": len(found.shown) - len(shown),
        "rest": row(found.after(len(shown))),
        "few": row(found.few) if found.few.people or found.few.minor else None,
        "none": row(found.none) if found.none.people or found.none.minor else None,
        "people": found.people,
        "total": board.money(found.minor),
    }


def _file(board: reports.Board, user: User) -> HttpResponse:
    text = gifts_file.as_csv(board)
    look(user, "export", how=f"figures, {board.span.name}", rows=text.count("\n"))
    name = f"gifts-{board.span.first.isoformat()}-{board.span.last.isoformat()}-{board.currency}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
