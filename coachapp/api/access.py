"""Who may use the API, how often, and how much of it at a time."""

import logging
from typing import TYPE_CHECKING

from django.core.cache import BaseCache, caches
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from coachapp import tokens
from coachapp.models import ApiToken, User

if TYPE_CHECKING:
    from rest_framework.views import APIView

log = logging.getLogger(__name__)
FURTHEST_ROW = 1_000_000


class FastThrottle(SimpleRateThrottle):
    """Counts in the `fast` cache, which all processes share in production. Without it everybody may pass."""

    @property
    def cache(self) -> BaseCache:
        return caches["fast"]

    def allow_request(self, request: Request, view: "APIView | None") -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            log.warning("API limits are not counted: %s", error)
            return True


class ReadsThrottle(FastThrottle):
    """What one person may read."""

    scope = "reads"
    counts_writes = False

    def get_cache_key(self, request: Request, view: "APIView | None") -> str | None:
        if (request.method not in SAFE_METHODS) != self.counts_writes or not request.user.pk:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class WritesThrottle(ReadsThrottle):
    """What one person may write."""

    scope = "writes"
    counts_writes = True


class GuessThrottle(FastThrottle):
    """How many keys that open nothing one address may try."""

    scope = "guesses"

    def get_cache_key(self, request: Request, view: "APIView | None") -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`, for programs."""

    keyword = b"bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword:
            return None
        token = tokens.find(parts[1].decode("latin-1"), timezone.now()) if len(parts) == 2 else None
        if token is None:
            throttle = GuessThrottle()
            if not throttle.allow_request(request, None):
                raise Throttled(throttle.wait())
            raise AuthenticationFailed(
                _("This key opens nothing. Make a new one in your settings.")
            )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Coachapp"'


class MayUseTheKey(BasePermission):
    """A key for reading does not write."""

    message = _("This key may only read. Make one that reads and writes.")

    def has_permission(self, request: Request, view: "APIView") -> bool:
        token = request.auth
        reads = isinstance(token, ApiToken) and token.scope == ApiToken.Scope.READ
        return request.method in SAFE_METHODS or not reads


class IsNotTheOperator(BasePermission):
    """The operator may see everything, and every look is written down: that is the desk's work."""

    message = _("The operator looks through the desk, where each look leaves a trace.")

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return not request.user.is_superuser


class Pages(LimitOffsetPagination):
    """Up to 200 rows at a time, from row `offset` on."""

    max_limit = 200

    def get_offset(self, request: Request) -> int:
        return min(super().get_offset(request), FURTHEST_ROW)
