"""How far the nightly look at the chains of versions has come, and what it found."""

from django.db import models


class ChainCheck(models.Model):
    """One row for each kind of chain. `found`: in this round so far; `told`: in the last finished one."""

    kind = models.CharField(max_length=20, unique=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    #: The last version that was looked at: whose it is, and its number.
    row = models.BigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list)
    told = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.kind
