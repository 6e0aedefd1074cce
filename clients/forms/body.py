"""What a coach fills in about a body: a movement screen, an injury, a part that is over."""

from collections.abc import Iterator
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.place import of_regions
from clients.models import InjuryEpisode, PainReport
from clients.rules.pain import MOST_PAIN
from clients.rules.screen import REPS, THINGS, Squats
from plans.labels import PHASES, RESTRICTIONS, choices
from plans.rules.regions import BACK, FRONT, BodySide, Region
from plans.rules.restrictions import Episode, Phase, Restriction

SIDES = (BodySide.LEFT, BodySide.RIGHT)
ASKED = {
    "smooth": _("Smooth, no loss of balance"),
    "trunk": _("Trunk upright, no lean or sway"),
    "pelvis": _("Pelvis level, no drop or turn"),
    "thigh": _("Thigh does not drop in"),
    "knee": _("Knee over the second toe"),
}
RETESTS = [(4, _("in 4 weeks")), (5, _("in 5 weeks")), (6, _("in 6 weeks"))]


def count(label, most: int) -> forms.IntegerField:
    """A whole number from 0 to `most`, typed."""
    told = _("Type a whole number from 0 to %(most)d.") % {"most": most}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), told),
    )


class ScreenForm(forms.Form):
    """Five things a side, on how many of five reps each held, and the most pain: left first, then right."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date", "class": "input"})
    )
    weeks = forms.TypedChoiceField(
        label=_("Look again"),
        choices=RETESTS,
        coerce=int,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args, today: date, **options) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["day"].initial = today
        for side in SIDES:
            for name, label in ASKED.items():
                self.fields[f"{side.value}_{name}"] = count(label, REPS)
            self.fields[f"{side.value}_pain"] = count(_("Most pain, 0 to 10"), MOST_PAIN)

    def sides(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """(name of the side, its fields) in the order of typing."""
        for side, label in zip(SIDES, (_("Left leg"), _("Right leg")), strict=True):
            yield label, [self[f"{side.value}_{name}"] for name in (*THINGS, "pain")]

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(
                _("A screen is entered when it has been done: choose today or earlier.")
            )
        return day

    def seen(self) -> dict[BodySide, Squats]:
        """What was seen. Only after validation."""
        said = self.cleaned_data
        return {
            side: Squats(**{name: said[f"{side.value}_{name}"] for name in (*THINGS, "pain")})
            for side in SIDES
        }

    def retest_on(self) -> date:
        return self.cleaned_data["day"] + timedelta(weeks=self.cleaned_data["weeks"])


class StandForm(forms.Form):
    """Where an injury stands, and what is ruled out meanwhile."""

    phase = forms.TypedChoiceField(
        label=_("Where it stands"),
        choices=choices(PHASES),
        coerce=Phase,
        widget=forms.Select(attrs={"class": "input"}),
    )
    restrictions = forms.TypedMultipleChoiceField(
        label=_("Ruled out meanwhile"),
        choices=choices(RESTRICTIONS),
        coerce=Restriction,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def of(cls, episode: InjuryEpisode) -> "StandForm":
        """As it stands now, with ids of its own on the page."""
        said = {"phase": episode.phase, "restrictions": episode.restrictions}
        return cls(initial=said, auto_id=f"id_{episode.pk}_%s")


class EpisodeForm(StandForm):
    """A new injury."""

    field_order = ("region", "side", "started_on", "phase", "restrictions")

    region = forms.TypedChoiceField(
        label=_("Where"),
        choices=[
            ("", _("Choose a place")),
            (_("Front"), of_regions(FRONT)),
            (_("Back"), of_regions(BACK)),
        ],
        coerce=Region,
        widget=forms.Select(attrs={"class": "input"}),
    )
    side = forms.TypedChoiceField(
        label=_("Which side"),
        choices=PainReport.Side.choices,
        coerce=BodySide,
        widget=forms.Select(attrs={"class": "input"}),
    )
    started_on = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date", "class": "input"})
    )

    def episode(self) -> Episode:
        """What was said. Only after validation."""
        said = self.cleaned_data
        return Episode(
            region=said["region"],
            side=said["side"],
            restrictions=frozenset(said["restrictions"]),
            since=said["started_on"],
        )
