"""A form's controls in our classes, tied to their hint and their error."""

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def control(field: BoundField) -> SafeString:
    """The widget as `.input`, with `aria-invalid` and `aria-describedby` where there is something to say."""
    attrs: dict[str, str] = {} if is_checkbox(field) else {"class": "input"}
    described = [f"{field.auto_id}_hint"] if field.help_text and not is_checkbox(field) else []
    if field.errors:
        attrs["aria-invalid"] = "true"
        described.append(f"{field.auto_id}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs=attrs)
