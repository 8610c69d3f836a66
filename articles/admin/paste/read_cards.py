"""Cards of READ lines: which story each leads to."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.paste.card import Card, Choice, choose
from articles.copydesk.planning import Plan, PlannedRead
from articles.forms.paste import AnswersForm
from articles.models import Article, Edition


def read_cards(plan: Plan, form: AnswersForm) -> list[Card]:
    return [_read(plan, form, number, line) for number, line in enumerate(plan.reads)]


def _read(plan: Plan, form: AnswersForm, number: int, line: PlannedRead) -> Card:
    letter = f"R{number + 1}" if len(plan.reads) > 1 else "R"
    name = f"read-{number}"
    if line.match.story:
        text = " · " + _since_when(line.match.story)
        return Card("read", letter, _("READ line"), "known", _("Story found"), text, str(line.match.story))
    if name not in form.fields:
        text = f" · {line.said.url}"
        return Card("read", letter, _("READ line"), "known", _("Page outside"), text, line.said.headline)
    title = _("READ line: which story?")
    if line.match.close:
        card = Card("read", letter, title, "confirm", _("Close match"))
        unanswered = _("None of these: keep it open")
    else:
        text, said = _("No story here has this headline."), line.said.headline
        card = Card("read", letter, title, "question", _("No match"), text, said=said)
        unanswered = _("Keep it open")
    note = _("Choose the story later. Until then readers do not see the line.")
    card.name = name
    card.choices = [
        *(Choice(str(story.pk), str(story), _since_when(story)) for story in line.match.close),
        Choice("open", unanswered, note),
        Choice("text", _("Leave the line as text")),
    ]
    choose(card, form)
    return card


def _since_when(story: Article) -> str:
    live = Edition.objects.readable().filter(article=story).order_by("-live_from").first()
    if live is None:
        return _("Not public")
    return _("Live since %(date)s") % {"date": date_format(timezone.localtime(live.first_live))}
