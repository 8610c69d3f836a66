"""A mail that must go out once. The row is the truth, a job only carries it (newsroom/mail)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """What every mail has, whoever writes it; what it says and to whom, the app's own model knows.

    The text is no column: it is made when the mail is sent, so that a copy of the database holds no code that
    lets somebody in, and nothing is sent to a person who has been erased.
    """

    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    #: Set while a worker is sending, so that a second one leaves it alone.
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("last problem"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def to(self) -> str:
        """The address it goes to."""
        raise NotImplementedError
