"""A part of a page that its view draws by itself, so that it can be kept."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands there, and the icons that it uses. `{% drawn part %}` puts it in its page."""

    html: SafeString
    icons: tuple[str, ...]

    @classmethod
    def of(cls, name: str, context: dict[str, Any], request: HttpRequest) -> "Drawn":
        """The template `name`. Who keeps it sees to it that no form's token stands in it."""
        icons: dict[str, bool] = {}
        html = render_to_string(name, context | {"icons_used": icons}, request)
        return cls(html, tuple(icons))
