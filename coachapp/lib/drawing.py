"""A part of a page that its view draws by itself, so that it can be kept."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

TOKEN = secrets.token_hex(32)
"""Stands where the token of a form will stand; in each process another one, so that nobody can type it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands there, and the icons that it uses. `{% drawn part %}` puts it in its page."""

    html: SafeString
    icons: tuple[str, ...]

    @classmethod
    def of(cls, name: str, context: dict[str, Any], request: HttpRequest) -> "Drawn":
        """The template `name`. Its forms get the token of who reads it, not of who it was drawn for."""
        icons: dict[str, bool] = {}
        around = {"icons_used": icons, "csrf_token": TOKEN}
        return cls(render_to_string(name, context | around, request), tuple(icons))

    def with_token(self, token: object) -> SafeString:
        """What a reader gets. `token` is asked for where a form needs it."""
        if TOKEN not in self.html:
            return self.html
        return mark_safe(self.html.replace(TOKEN, str(token)))  # noqa: S308 a token is letters and figures
