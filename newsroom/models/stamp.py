"""The clock by which every process learns that something readers see has changed."""

from django.db import models


class Stamp(models.Model):
    """One row. `number` counts changes; `token` differs even when a rolled-back count comes again."""

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=16, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="stamp_one_row")]


class Touched(models.Model):
    """A tag that change `number` touched: every page made of it is no longer true."""

    number = models.PositiveBigIntegerField(db_index=True)
    tag = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
