"""How much each check of a story counts here, for all or for one group."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import CheckRule, Level
from articles.publishing.problems.rules import OPEN, RULES
from newsroom.desk.model_admin import DeskAdmin


class CheckRuleForm(forms.ModelForm):
    code = forms.ChoiceField(
        label=_("Check"),
        choices=lambda: [(code, RULES[code].name) for code in OPEN],
        help_text=_(
            "What protects the law or readers always blocks and cannot be chosen here: a story without "
            "words, section or address, credit and terms of pictures, alt text, partners' dates, embargoes."
        ),
    )

    class Meta:
        model = CheckRule
        fields = ["code", "group", "level"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        others = CheckRule.objects.filter(code=cleaned.get("code", ""), group=cleaned.get("group"))
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("There is a rule for this check and group already. Change that one."))
        return cleaned


@admin.register(CheckRule)
class CheckRuleAdmin(DeskAdmin[CheckRule]):
    form = CheckRuleForm
    fieldsets = [(None, {"fields": ["code", "group", "level"]})]
    list_display = ["called", "group", "level", "otherwise"]
    list_select_related = ["group"]
    more_until_used = True

    @admin.display(description=_("check"), ordering="code")
    def called(self, rule: CheckRule) -> str:
        return str(RULES[rule.code].name) if rule.code in RULES else rule.code

    @admin.display(description=_("without this rule"))
    def otherwise(self, rule: CheckRule) -> str:
        return str(Level(RULES[rule.code].level).label) if rule.code in RULES else ""
