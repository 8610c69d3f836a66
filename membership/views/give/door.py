"""The one address of the form: GET opens it, POST sends it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from membership.views.give.opening import open_form, plain_form
from membership.views.give.sending import sent
from newsroom.methods import takes


# Reader pages set no cookie, so there is no csrftoken to compare and no session to ride on. The POST is
# guarded by the signed form token and by where the browser says that it comes from.
@csrf_exempt
@takes("GET", "HEAD", "POST")
def give(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return sent(request)
    return open_form(request) if request.GET else plain_form(request)
