"""Lists that a coach writes one a line."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from plans.rules.library_items import FaultCode
from plans.rules.library_text import FAULT


class LinesField(forms.CharField):
    """A list of texts as a textarea, one a line."""

    def __init__(self, **options) -> None:
        super().__init__(
            **{"required": False, "widget": forms.Textarea(attrs={"rows": 4})} | options
        )

    def prepare_value(self, value: list[str] | str | None) -> str:
        return value if isinstance(value, str) else "\n".join(self.as_lines(value or []))

    def as_lines(self, value: list) -> list[str]:
        return value

    def clean(self, value: str) -> list:
        typed = super().clean(value)
        return [self.read(line.strip()) for line in typed.splitlines() if line.strip()]

    def read(self, line: str) -> object:
        return line

    def has_changed(self, initial: list | None, data: str | None) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class FaultsField(LinesField):
    """Faults as `KNEE_IN: what is seen -> what to change`."""

    def as_lines(self, value: list[dict[str, str]]) -> list[str]:
        return [f"{fault['code']}: {fault['seen']} -> {fault['answer']}" for fault in value]

    def read(self, line: str) -> dict[str, str]:
        found = FAULT.match(line)
        if found is None or found["code"] not in list(FaultCode):
            raise ValidationError(
                _(
                    "“%(line)s”: write it as KNEE_IN: what is seen -> what to change, with one of %(codes)s."
                ),
                params={"line": line, "codes": ", ".join(FaultCode)},
            )
        return found.groupdict()
