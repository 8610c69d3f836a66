"""Links that show one saved copy to someone without a sign-in.

A link shows the copy that was saved when it was made, and no later one. It ends after seven days, when it is
revoked, and with its maker: once that account is closed or may make no previews any more, it opens nothing.
"""

import hashlib
from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from articles.editing.versions import make_version
from articles.models import Article, PreviewLink
from newsroom.models import User

#: Days that a link lasts: long enough to be read, not to lie forgotten in a mailbox.
DAYS = 7
_signer = signing.Signer(salt="articles.preview")


def may_preview(user: User | None) -> bool:
    return bool(user and user.is_active and user.is_staff and user.has_perm("articles.preview_article"))


@transaction.atomic
def make_preview(article: Article, *, by: User) -> str:
    """The path of a new link to the copy as it is saved. It is told once; only its hash is kept."""
    if not may_preview(by):
        raise PermissionDenied(_("You may not make links to previews."))
    token = get_random_string(32)
    saved = Article.objects.select_for_update().get(pk=article.pk)
    PreviewLink.objects.create(
        article=saved,
        version=make_version(saved, by=by, reason=_("Preview")),
        token_hash=_hash(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    return reverse("articles:preview", args=[_signer.sign(token)])


def revoke_preview(link: PreviewLink, *, by: User) -> None:
    if not may_preview(by):
        raise PermissionDenied(_("You may not revoke links to previews."))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def is_open(link: PreviewLink) -> bool:
    running = link.expires_at > timezone.now() and link.revoked_at is None
    return running and link.version_id is not None and may_preview(link.made_by)


def find_preview(signed: str) -> PreviewLink | None:
    """The link that this token opens, if it is ours and open still."""
    try:
        token = _signer.unsign(signed)
    except signing.BadSignature:
        return None
    links = PreviewLink.objects.select_related("article", "version", "made_by")
    link = links.filter(token_hash=_hash(token)).first()
    return link if link and is_open(link) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
