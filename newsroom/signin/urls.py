"""Who is signed in; where a forgotten password leads, by the names of Django's own views."""

from django.urls import path

from newsroom.signin import again, views

urlpatterns = [
    path("session/", again.session, name="session"),
    path("forgotten/", views.Forgotten.as_view(), name="password_reset"),
    path("forgotten/asked/", views.LinkSent.as_view(), name="password_reset_done"),
    path("forgotten/chosen/", views.Chosen.as_view(), name="password_reset_complete"),
    path("forgotten/<uidb64>/<token>/", views.Choose.as_view(), name="password_reset_confirm"),
]
