"""Links that show a desk copy to someone without a sign-in."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from articles.models import Article, PreviewLink
from newsroom.models import User

#: Days that a link lasts: long enough to be read, not to lie forgotten in a mailbox.
DAYS = 7
_signer = signing.Signer(salt="articles.preview")


def make_preview(article: Article, *, by: User) -> str:
    """The path of a new preview link. It is told once; only its hash is kept."""
    if not by.is_active or not by.has_perm("articles.preview_article"):
        raise PermissionDenied(_("You may not make links to previews."))
    token = get_random_string(32)
    PreviewLink.objects.create(
        article=article,
        token_hash=_hash(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    return reverse("articles:preview", args=[_signer.sign(token)])


def revoke_preview(link: PreviewLink, *, by: User) -> None:
    if not by.is_active or not by.has_perm("articles.preview_article"):
        raise PermissionDenied(_("You may not revoke links to previews."))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def find_preview(signed: str) -> PreviewLink | None:
    """The link that this token opens, if it is ours, not expired and not revoked."""
    try:
        token = _signer.unsign(signed)
    except signing.BadSignature:
        return None
    return (
        PreviewLink.objects.filter(
            token_hash=_hash(token), expires_at__gt=timezone.now(), revoked_at__isnull=True
        )
        .select_related("article")
        .first()
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
