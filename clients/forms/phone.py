"""What a page writes into its form by itself. What cannot be read there is as good as not said: nobody typed it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms

from clients.models import ScheduledSession


class PhoneKey(forms.UUIDField):
    """The key that makes a second sending harmless; another one where the page has lost it."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> UUID:
        try:
            key: UUID | None = super().clean(value)
        except forms.ValidationError:
            key = None
        return key or uuid4()


class PhoneClock(forms.DateTimeField):
    """A moment that the phone wrote."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


class PhoneDay(forms.DateField):
    """A day that the page wrote."""

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


class SessionOfPage(forms.ModelChoiceField):
    """The session that a page is about, by its code: what is no code is no session either."""

    def __init__(self, **options: Any) -> None:
        none = ScheduledSession.objects.none()
        super().__init__(queryset=none, to_field_name="code", required=False, **options)

    def to_python(self, value: Any) -> ScheduledSession | None:
        try:
            found: ScheduledSession | None = super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None
        return found
