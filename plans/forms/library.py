"""What a coach types to name an exercise or a treatment of the library."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.rules.shorthand import Names

if TYPE_CHECKING:
    from coachapp.models import User


class OwnNameForm(forms.ModelForm):
    """A name once a coach, as a line reads it: without case, hyphens, plural s. `coach` is set by the door.

    A built-in one may be named again: the coach's own is meant then. What has a twin already keeps its name.
    """

    coach: "User"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if "name" not in self.changed_data:
            return name
        others = self._meta.model.objects.owned_by(self.coach).exclude(pk=self.instance.pk)
        archived = {other.name: other.archived_at is not None for other in others}
        twin = Names((other,) for other in archived).find(name)
        if twin is None:
            return name
        told = (
            _("“%(name)s” is in your archive. Bring it back, or choose another name.")
            if archived[twin]
            else _(
                "You have “%(name)s” already: a line could mean either. "
                "Change that one, or choose another name."
            )
        )
        raise forms.ValidationError(told, params={"name": twin})
