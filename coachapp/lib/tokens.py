"""Pages whose address is itself the key: nothing of it leaves, and nothing but it is asked for."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def opened_by_token(view: View) -> View:
    """For a page that acts by the signed token in its address, never by who is signed in.

    No cookie gives it any right, so there is no request to forge and no form key to check; the
    address is not told to the next page, and no copy of the page is kept.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return opened
