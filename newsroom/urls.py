"""The map: the only Python that names both apps."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health, security_txt

urlpatterns = [
    path("healthz", health.live),
    path("readyz", health.ready),
    path(".well-known/security.txt", security_txt.security_txt),
    path("admin/", include("newsroom.signin.urls")),
    path("admin/", admin.site.urls),
    path("membership/", include("membership.urls")),
    path("", include("articles.urls")),
]

handler404 = "articles.views.lost.not_found"
handler500 = "newsroom.troubles.broken"
