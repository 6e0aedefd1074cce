"""What a program is told when the database is away."""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler

log = logging.getLogger(__name__)


def answer_for(error: Exception, context: dict[str, Any]) -> Response | None:
    """503 and a sentence in place of the page for people; for anything else what is usual."""
    if not isinstance(error, OperationalError | InterfaceError):
        return exception_handler(error, context)
    log.error("database unreachable: %s", error)
    return Response(
        {"detail": _("Not reachable for a moment. Nothing was lost; try again soon.")},
        status=status.HTTP_503_SERVICE_UNAVAILABLE,
        headers={"Retry-After": "10"},
    )
