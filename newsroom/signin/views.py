"""The pages on which somebody who has forgotten a password gets a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import ContextMixin, View

from newsroom.models import User
from newsroom.signin.accounts import tried_as
from newsroom.signin.forms import ForgottenForm
from newsroom.signin.tries import Try
from newsroom.visitors import sent_from


class _DeskFrame(ContextMixin, View):
    """The sign-in page's frame: the nameplate and no navigation."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}


class Forgotten(_DeskFrame, views.PasswordResetView):
    form_class = ForgottenForm
    template_name = "registration/forgotten.html"
    title = _("Password forgotten")
    success_url = reverse_lazy("password_reset_done")


class LinkSent(_DeskFrame, views.PasswordResetDoneView):
    template_name = "registration/forgotten_asked.html"
    title = _("Look into your mail")


class Choose(_DeskFrame, views.PasswordResetConfirmView):
    template_name = "registration/forgotten_choose.html"
    title = _("Choose a new password")
    success_url = reverse_lazy("password_reset_complete")
    user: User

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context if self.validlink else {**context, "title": _("This link leads nowhere now")}

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """Whoever had tried too often may sign in at once."""
        for name in filter(None, (self.user.username, self.user.email)):
            Try(account=tried_as(self.user, name), address=sent_from(self.request)).forgive()
        return super().form_valid(form)


class Chosen(_DeskFrame, views.PasswordResetCompleteView):
    template_name = "registration/forgotten_chosen.html"
    title = _("The new password holds")
