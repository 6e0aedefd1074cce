"""What a person types or pastes. A browser would cut what is too long without a word; here it is kept, and said."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

NOT_OFFERED = gettext_lazy(
    "That is not among the choices any more. Nothing was saved: choose again."
)
TOO_LONG = gettext_lazy("At most %(limit_value)d letters; this has %(show_value)d.")


def too_long(text: str, most: int) -> str:
    """How much is too much, in the words of a field that refuses it."""
    return gettext("At most %(limit_value)d letters; this has %(show_value)d.") % {
        "limit_value": most,
        "show_value": len(text),
    }


class Words(forms.CharField):
    """What a person writes. A paste that is too long is kept as it is, and asked to be shorter."""

    default_error_messages = {"max_length": TOO_LONG}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


def say_what_is_not_offered() -> None:
    """A choice that was taken out or changed while a page stood open is refused in our words, in every form.

    Before any form is made: a field takes its words along.
    """
    told = dict.fromkeys(("invalid_choice", "invalid_list", "invalid_pk_value"), NOT_OFFERED)
    kinds: tuple[type[forms.Field], ...] = (
        *(forms.ChoiceField, forms.MultipleChoiceField),
        *(forms.ModelChoiceField, forms.ModelMultipleChoiceField),
    )
    for kind in kinds:
        kind.default_error_messages = {**kind.default_error_messages, **told}
