"""What a newsroom may say in its own words in a mail, and how those words are filled in.

No template language: a name in double braces is replaced by its value, once, and nothing else has a meaning.
What the law asks for (facts, links, bank details, who we are) stands around these words and cannot be edited.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.models import Letter, MailWords
from membership.models.mail_words import BODY, SUBJECT
from newsroom.models import User

PERMISSION = "membership.change_mailwords"
NAME = re.compile(r"\{\{ *([a-z_]+) *\}\}")
#: What has a meaning, or seems to: it may hold nothing but a name.
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
_IN_BRACES = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|" + BRACES.pattern)
#: A subject stands on locked screens: no amount, no name.
IN_SUBJECT = ("paper", "reference")
IN_BODY = ("name", "paper", "gift", "amount", "reference", "day")
#: Marks that turn the direction of what follows, or cannot be seen; a subject is no place for them.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Mail:
    """A mail whose words can be edited: when it goes out, and what its words must name."""

    purpose: object
    needs: tuple[str, ...]


MAILS = {
    Letter.Kind.INSTRUCTIONS: Mail(gettext_lazy("When somebody chooses to pay by transfer."), ("gift",)),
    Letter.Kind.THANKS: Mail(
        gettext_lazy("When a payment has arrived; its receipt comes along."), ("amount",)
    ),
    Letter.Kind.REMINDER: Mail(
        gettext_lazy("When nothing came for a pledge; once. Reminders of later transfers keep our words."),
        ("gift",),
    ),
    Letter.Kind.LAPSED: Mail(
        gettext_lazy("When a pledge is closed as nothing came. One that stops later keeps our words."), ()
    ),
    Letter.Kind.FAILED: Mail(gettext_lazy("When a payment failed and is tried again."), ("gift",)),
    Letter.Kind.LAST_TRY: Mail(gettext_lazy("When a payment failed for the last time."), ("gift",)),
    Letter.Kind.CONFIRM: Mail(gettext_lazy("When the donor’s bank wants a confirmation."), ("gift",)),
    Letter.Kind.ENDED: Mail(gettext_lazy("When a repeated gift has ended."), ("gift",)),
    Letter.Kind.CARD_ENDS: Mail(gettext_lazy("When the card of a repeated gift runs out soon."), ("gift",)),
    Letter.Kind.YEARLY: Mail(gettext_lazy("Weeks before a yearly payment."), ("amount", "day")),
}
#: When those go out that are facts and what the law asks for; their words are fixed.
FIXED = {
    Letter.Kind.UNDER_WAY: gettext_lazy("When a bank debit has been begun, which takes days."),
    Letter.Kind.RECEIPT: gettext_lazy("When a receipt comes by itself: of a year, late, replaced, void."),
    Letter.Kind.STATEMENT: gettext_lazy("When staff send out the statements of a year."),
    Letter.Kind.GIVEN_BACK: gettext_lazy("When money has gone back."),
    Letter.Kind.CHANGED: gettext_lazy("When a gift was given another amount or day, paused or resumed."),
    Letter.Kind.CODE: gettext_lazy("When somebody signs in to their member page."),
    Letter.Kind.TWICE: gettext_lazy("When two gifts look as if one was given by accident."),
    Letter.Kind.CHECK: gettext_lazy("When the gift form asks for a proof that no browser has made."),
}


def current(kind: str, language: str) -> MailWords | None:
    """The newsroom's words that hold now in this language; None where they are ours."""
    newest = MailWords.objects.filter(kind=kind, language=language).order_by("-pk").first()
    return newest if newest and not newest.ours else None


def held() -> dict[tuple[str, str], MailWords]:
    """All words of the newsroom that hold now, by mail and language."""
    newest = MailWords.objects.order_by().values("kind", "language").annotate(newest=Max("pk"))
    rows = MailWords.objects.filter(pk__in=newest.values("newest"))
    return {(row.kind, row.language): row for row in rows if not row.ours}


def keep(kind: str, language: str, subject: str, body: str, *, by: User) -> MailWords:
    """Put words in place of ours, for mails that are written from now on. Raises PermissionDenied, and
    ValidationError with a sentence for `subject` or `body`."""
    _require_permission(by)
    subject, body = " ".join(subject.split(" ")).strip(), body.replace("\r\n", "\n").strip()
    faults = {"subject": _subject_faults(subject), "body": _body_faults(body, MAILS[Letter.Kind(kind)].needs)}
    if any(faults.values()):
        raise ValidationError({name: found for name, found in faults.items() if found})
    return MailWords.objects.create(kind=kind, language=language, subject=subject, body=body, by=by)


def back_to_ours(kind: str, language: str, *, by: User) -> None:
    _require_permission(by)
    if MailWords.objects.filter(kind=kind, language=language).exists():
        MailWords.objects.create(kind=kind, language=language, by=by)


def filled(text: str, values: Mapping[str, str]) -> str:
    """In one pass: what a donor has typed is never looked at again."""
    return NAME.sub(lambda found: values.get(found[1], ""), text)


def marked(text: str, values: Mapping[str, str], known: tuple[str, ...]) -> list[tuple[str, bool]]:
    """As `filled`, in parts, each with whether it is wrong: a name not in `known`, braces without."""
    parts, end = [], 0
    for found in _IN_BRACES.finditer(text):
        name = NAME.fullmatch(found[0])
        fits = name is not None and name[1] in known
        parts += [
            (text[end : found.start()], False),
            (values.get(name[1], "") if name and fits else found[0], not fits),
        ]
        end = found.end()
    return [*parts, (text[end:], False)]


def braced(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _require_permission(by: User) -> None:
    if not by.is_active or not by.has_perm(PERMISSION):
        raise PermissionDenied(_("The words of mails need a permission of their own."))


def _subject_faults(text: str) -> list[str]:
    found = [] if text else [_("A mail needs a subject.")]
    if len(text) > SUBJECT:
        found.append(_("The subject may have %(most)d letters.") % {"most": SUBJECT})
    if any(unicodedata.category(sign) in _HIDDEN and sign not in _JOINERS for sign in text):
        found.append(_("The subject is one line, without marks that cannot be seen."))
    return found + _names(text, IN_SUBJECT)


def _body_faults(text: str, needs: tuple[str, ...]) -> list[str]:
    found = [] if text else [_("A mail needs words.")]
    if len(text) > BODY:
        found.append(_("The words may have %(most)d letters.") % {"most": BODY})
    if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text):
        found.append(_("There is a mark in it that cannot be seen. Type the words anew."))
    there = set(NAME.findall(text))
    found += [
        _("The mail has to say {{ %(name)s }}. Put it back.") % {"name": name}
        for name in needs
        if text and name not in there
    ]
    return found + _names(text, IN_BODY)


def _names(text: str, known: tuple[str, ...]) -> list[str]:
    """One sentence for all names in braces that there are not, one for braces that are none, and the list of
    names once."""
    unknown = [name for name in dict.fromkeys(NAME.findall(text)) if name not in known]
    found = []
    if unknown:
        found.append(_("There is no %(names)s here.") % {"names": ", ".join(map(braced, unknown))})
    if BRACES.search(NAME.sub("", text)):
        found.append(_("Two braces hold a name and nothing else."))
    if found:
        found.append(_("There are: %(there)s.") % {"there": ", ".join(map(braced, known))})
    return found
