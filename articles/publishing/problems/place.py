"""Where the story stands in the paper, at which address, and from when on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Address
from articles.publishing.problems.found import Faults, fault, written
from articles.publishing.problems.judged import Judged

#: Letters of a whole address, section and slashes included.
LONGEST_PATH: int = Address._meta.get_field("path").max_length or 0


def faults_of_place(story: Judged) -> Faults:
    if story.section is None:
        yield fault("no-section", "section", _("The story stands in no section. Choose one."))
    elif (too_many := len(story.address) - LONGEST_PATH) > 0:
        sentence = ngettext(
            "The address is %(count)d letter too long. Shorten it.",
            "The address is %(count)d letters too long. Shorten it.",
            too_many,
        )
        yield fault("address-long", "slug", sentence, count=too_many)
    elif story.copy.slug == "feed":
        yield fault("address-feed", "slug", _("The address “feed” is the section's own. Choose another."))
    elif story.address and story.address_is_taken:
        sentence = _("The address %(path)s belongs to another story. Choose another.")
        yield fault("address-taken", "slug", sentence, path=story.address)
    if story.embargo and story.at < story.embargo:
        sentence = _("The embargo ends on %(until)s. Schedule the story for then.")
        yield fault("embargo", "embargo", sentence, until=written(story.embargo))
