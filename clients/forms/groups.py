"""What a coach types to name a group."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Tag

if TYPE_CHECKING:
    from coachapp.models import User


class TagForm(forms.ModelForm):
    """The name of a group, once a coach. `coach` is set by the door."""

    coach: "User"

    class Meta:
        model = Tag
        fields = ("name",)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Tag.objects.filter(coach=self.coach).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("You have a group of that name already."))
        return name
