"""The length of what is sent, asked within Django: under another server, the door is not there."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.middleware import Middleware
from newsroom.serving.bodies import KB, allowance, most_of
from newsroom.troubles import plain_page


class LengthMiddleware(Middleware):
    """After those that know who is signed in, and before anything looks into a form."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        allowed = allowance(request.path_info)
        if allowed and allowed.anybody:
            return self.get_response(request)  # such a view looks at the length itself, and answers shortly
        said = request.META.get("CONTENT_LENGTH") or "0"
        most = most_of(request.path_info, request.content_type or "", lambda: request.user.is_authenticated)
        if said.isdecimal() and int(said) > most:
            return plain_page(413, most=most // KB)
        return self.get_response(request)
