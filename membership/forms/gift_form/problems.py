"""What stands in the way of a gift, for the summary over the form."""

from django.utils.translation import gettext as _

from membership.forms.gift_form.form import GiftForm

_PLACES = {"interval": "id_interval_0", "tribute": "id_tribute_0"}
_HIDDEN = {"token", "reason", "source", "back", "appeal", "currency", "shown", "rate", "__all__"}


def problems_of(form: GiftForm, problem: str = "") -> list[tuple[str, str]]:
    """Sentences, each with the field to go to; an empty one where there is no field."""
    found = [("", problem)] if problem else []
    if not form.is_bound:
        return found
    for field in (*form.fields, "__all__"):
        place = "" if field in _HIDDEN else _PLACES.get(field, f"id_{field}")
        found.extend((place, str(sentence)) for sentence in form.errors.get(field, []))
    return found


def how_many(number: int) -> str:
    words = {
        1: _("One thing needs your attention"),
        2: _("Two things need your attention"),
        3: _("Three things need your attention"),
    }
    return words.get(number) or _("%(number)s things need your attention") % {"number": number}
