"""What each group was given by this program, once. What an administrator took away again stays away."""

from django.contrib.auth.models import Group, Permission
from django.db import models


class Grant(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "permission"], name="grant_once")]
