"""A tight, sore or painful place."""

from datetime import date
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.forms.phone import PhoneKey, SessionOfPage
from clients.models import PainReport, ScheduledSession
from clients.readiness import PlaceReport
from clients.rules.pain import Moment, PainKind
from coachapp.lib.typed import Words
from plans.labels import REGIONS
from plans.rules.regions import BACK, FRONT, BodySide, Region

ELSEWHERE = (Region.UNSPECIFIED, Region.MULTIPLE)
KINDS = {
    PainKind.TIGHT: _("pulls, no ache"),
    PainKind.SORE: _("worked muscle"),
    PainKind.PAIN: _("sharp or new"),
}


def of_regions(regions: tuple[Region, ...]) -> list[tuple[str, str]]:
    return [(region.value, REGIONS[region]) for region in regions]


def asks_again(sentence: Promise) -> dict[str, Promise]:
    """The same sentence where nothing was said and where it was none of the answers."""
    return dict.fromkeys(("required", "invalid_choice"), sentence)


class PlaceForm(forms.Form):
    """One place at a time. The chest asks to read about the emergency first."""

    uid = PhoneKey()
    region = forms.ChoiceField(
        label=_("Where"),
        choices=[
            ("", _("Choose a place")),
            (_("Front"), of_regions(FRONT)),
            (_("Back"), of_regions(BACK)),
            (_("Anywhere"), of_regions(ELSEWHERE)),
        ],
        widget=forms.Select(attrs={"class": "input"}),
        error_messages=asks_again(_("Say where it is.")),
    )
    side = forms.ChoiceField(
        label=_("Which side"),
        choices=PainReport.Side.choices,
        widget=forms.RadioSelect,
        error_messages=asks_again(_("Say which side, or the middle.")),
    )
    kind = forms.ChoiceField(
        label=_("What is it like"),
        choices=PainReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=asks_again(_("Tight, sore or pain: choose one.")),
    )
    level = forms.TypedChoiceField(
        label=_("How strong, 1 to 10"),
        choices=[(n, str(n)) for n in range(1, 11)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=asks_again(_("Give it a number from 1 to 10.")),
    )
    moment = forms.ChoiceField(
        label=_("When"),
        choices=PainReport.Moment.choices,
        widget=forms.RadioSelect,
        error_messages=asks_again(_("Say when you felt it.")),
    )
    session = SessionOfPage(
        label=_("In which session"),
        empty_label=_("None in particular"),
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={
            "invalid_choice": _("That session is not there any more. Choose another, or none.")
        },
    )
    has_read = forms.BooleanField(label=_("I have read this, and it is none of it"), required=False)

    def __init__(self, data=None, *, sessions: QuerySet[ScheduledSession], **options) -> None:
        first = {"uid": uuid4(), "moment": PainReport.Moment.NOW}
        super().__init__(data, initial={**first, **options.pop("initial", {})}, **options)
        self.fields["session"].queryset = sessions

    @property
    def is_about_the_chest(self) -> bool:
        return self["region"].value() == Region.CHEST.value

    def kinds(self):
        """Each radio with what it is like."""
        return [(radio, KINDS[PainKind(radio.data["value"])]) for radio in self["kind"]]

    def clean(self):
        if self.is_about_the_chest and not self.cleaned_data.get("has_read"):
            self.add_error("has_read", _("Read what stands above first. Nothing is lost."))
        return self.cleaned_data

    def report(self, day: date) -> PlaceReport:
        """What was said. Only after validation."""
        said = self.cleaned_data
        return PlaceReport(
            day=day,
            region=Region(said["region"]),
            side=BodySide(said["side"]),
            kind=PainKind(said["kind"]),
            level=said["level"],
            moment=Moment(said["moment"]),
            session=said["session"],
        )


class GoneForm(forms.Form):
    """It is over there."""

    region = forms.TypedChoiceField(choices=of_regions(tuple(Region)), coerce=Region)
    side = forms.TypedChoiceField(choices=PainReport.Side.choices, coerce=BodySide)


class SeenForm(forms.Form):
    """A professional has been seen: a dated note closes a red flag."""

    note = Words(
        label=_("Who has looked at it, and when?"),
        max_length=200,
        error_messages={"required": _("Say who has looked at it, and when.")},
    )
