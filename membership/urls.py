from django.urls import path

from membership.views.campaign import campaign
from membership.views.funders import funders_page
from membership.views.gift import gift, mail_again
from membership.views.give.door import give
from membership.views.me import me, me_code, me_out
from membership.views.me_data import my_data, my_details, my_erasure
from membership.views.me_gift import my_gift, my_gift_do
from membership.views.me_give import my_giving
from membership.views.me_papers import my_receipt, my_receipt_file, my_year, my_year_file
from membership.views.pair import pair
from membership.views.practice import practice
from membership.views.supporter import supporter
from membership.views.webhook import webhook

app_name = "membership"
urlpatterns = [
    path("", give, name="give"),
    path("for/<slug:slug>/", campaign, name="campaign"),
    path("funders/", funders_page, name="funders"),
    path("gift/<uuid:public_id>/", gift, name="gift"),
    path("gift/<uuid:public_id>/mail/", mail_again, name="mail_again"),
    path("twice/<str:token>/", pair, name="pair"),
    path("practice/<uuid:public_id>/", practice, name="practice"),
    path("webhooks/<slug:slug>/", webhook, name="webhook"),
    path("me/", me, name="me"),
    path("me/code/", me_code, name="me_code"),
    path("me/out/", me_out, name="me_out"),
    path("me/give/", my_giving, name="my_giving"),
    path("me/gifts/<uuid:public_id>/", my_gift, name="my_gift"),
    path("me/gifts/<uuid:public_id>/<slug:what>/", my_gift_do, name="my_gift_do"),
    path("me/receipts/<str:name>.pdf", my_receipt_file, name="my_receipt_file"),
    path("me/receipts/<str:name>/", my_receipt, name="my_receipt"),
    path("me/years/<int:year>/", my_year, name="my_year"),
    path("me/years/<int:year>-<str:currency>.pdf", my_year_file, name="my_year_file"),
    path("me/details/", my_details, name="my_details"),
    path("me/data.json", my_data, name="my_data"),
    path("me/erase/", my_erasure, name="my_erasure"),
    path("supporter/<str:token>/", supporter, name="supporter"),
]
