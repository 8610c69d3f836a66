"""How members sign in: a code by mail, then a session."""

from datetime import UTC

from django.db import models

from membership.models.member import Member


class SignInCode(models.Model):
    """A code that was e-mailed: hashed, for fifteen minutes and five tries, used once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="codes")
    hashed = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["member", "-made_at"])]

    @property
    def named(self) -> str:
        """What its code is derived from, together with our key."""
        return f"{self.pk}:{self.member_id}:{self.expires_at.astimezone(UTC).isoformat()}"


class MemberSession(models.Model):
    """A browser in which a member is signed in: the cookie holds a key, this row its hash."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sessions")
    hashed = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
