"""In whose words a page is, where its door does not know better."""

from django.http import HttpRequest, HttpResponse

from clients import naming
from coachapp.lib import wording
from coachapp.lib.middleware import Answer
from coachapp.models import User


class CoachsWords:
    """A coach reads their own words, an athlete those of their coach. They end with the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with wording.speaking(lambda: read_by(request.user)):
            return self.get_response(request)


def read_by(user: User) -> wording.Words:
    return naming.read_by(user) if user.is_authenticated else wording.NONE
