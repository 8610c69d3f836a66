from __future__ import annotations

from django.urls import path

from membership.views.gift import gift
from membership.views.give import give
from membership.views.practice import practice

app_name = "membership"
urlpatterns = [
    path("", give, name="give"),
    path("gift/<uuid:public_id>/", gift, name="gift"),
    path("practice/<uuid:public_id>/", practice, name="practice"),
]
