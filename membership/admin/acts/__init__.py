"""What staff do to a gift: each asks once more on a page of its own, is a POST, and goes through `giving`."""

from membership.admin.acts.act import Act
from membership.admin.acts.money import GiveBack, SumUpYear
from membership.admin.acts.steering import ChangeAmount, ChangeDay, Pause, Resume, Stop
from membership.admin.acts.writing import AddNote, MailLink

ACTS: tuple[Act, ...] = (
    ChangeAmount(), ChangeDay(), Pause(), Resume(), MailLink(), GiveBack(), Stop(), AddNote(), SumUpYear(),
)  # fmt: skip
BY_SLUG = {act.slug: act for act in ACTS}
