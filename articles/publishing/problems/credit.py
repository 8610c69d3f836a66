"""Who is credited, and what a partner is promised."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.publishing.problems.found import Faults, fault
from articles.publishing.problems.judged import Judged


def faults_of_credit(story: Judged) -> Faults:
    outlet = story.outlet
    if outlet is None:
        if not story.copy.bylines:
            sentence = _("Nobody is credited. Add an author or the partner it comes from.")
            yield fault("no-byline", "bylines", sentence)
        return
    if outlet.agreement_until is None:
        if not outlet.terms.strip():
            sentence = _(
                "No agreement with %(outlet)s is on record. Enter its terms or its end on the outlet's page."
            )
            yield fault("no-agreement", "outlet", sentence, outlet=outlet.name)
    elif outlet.agreement_until < story.day:
        is_over = outlet.agreement_until < timezone.localdate()
        sentence = (
            _("The agreement with %(outlet)s ended on %(date)s. Renew it on the outlet's page first.")
            if is_over
            else _("The agreement with %(outlet)s ends on %(date)s. Renew it on the outlet's page first.")
        )
        until = date_format(outlet.agreement_until)
        yield fault("agreement-ended", "outlet", sentence, outlet=outlet.name, date=until)
    if outlet.link_required and not story.copy.outlet_url:
        sentence = _("%(outlet)s asks for a link to the original. Add it.")
        yield fault("no-original", "outlet_url", sentence, outlet=outlet.name)
