"""How much of one copy is read as parts. What comes past it stands in the text, and that is said."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from articles.importers.draft import DraftPicture, ReadLine
from articles.importers.pasted_copy.credits.byline import Credited
from articles.importers.pasted_copy.found import Found
from articles.importers.pasted_copy.lines import Unit

#: Far above what any story has; each costs a question to the database, and rows.
MOST_READS, MOST_PICTURES, MOST_NAMES = 40, 40, 40


def within(found: Mapping[int, Found], units: list[Unit]) -> tuple[dict[int, Found], tuple[str, ...]]:
    """What is read as parts of what was found, by the number of its unit; and what to say of the rest."""
    most, counts, past = _most(), Counter[type](), set[type]()
    kept: dict[int, Found] = {}
    for number, one in sorted(found.items()):
        kind, size = type(one.value), len(one.value.names) if isinstance(one.value, Credited) else 1
        if kind in most and counts[kind] + size > most[kind][0]:
            past.add(kind)
            continue
        counts[kind] += size
        kept[number] = one
    said = [sentence for kind, (_number, sentence) in most.items() if kind in past]
    if units[-1].is_rest:
        said.append(_("This copy has more paragraphs or markup than a story. The rest of it stands in one."))
    return kept, tuple(said)


def _most() -> dict[type, tuple[int, str]]:
    return {
        ReadLine: (
            MOST_READS,
            _("This copy has more than %(most)d READ lines. The rest of them stand in the text as they came.")
            % {"most": MOST_READS},
        ),
        DraftPicture: (
            MOST_PICTURES,
            _("This copy has more than %(most)d picture lines. The rest of them stand in the text.")
            % {"most": MOST_PICTURES},
        ),
        Credited: (
            MOST_NAMES,
            _("This copy credits more than %(most)d people. The rest of the bylines stand in the text.")
            % {"most": MOST_NAMES},
        ),
    }
