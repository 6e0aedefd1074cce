"""A treatment by a professional: which, when, where, by whom, and how it felt after."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.care import Visit
from clients.forms.log import OLDEST_LOG, Asked, DayForm
from clients.forms.phone import PhoneDay
from clients.logbook import latest_day
from clients.models import Treatment
from coachapp.lib.typed import Words
from plans.models import Modality
from plans.rules.regions import WORDS, Region

USUAL_REGIONS = (
    Region.GLUTE,
    Region.HAMSTRING,
    Region.CALF,
    Region.QUAD,
    Region.ARCH,
    Region.LUMBAR,
)
REGION_WORDS = {region.value: _(words) for region, words in WORDS.items()}
FEELS = [("looser", _("Looser")), ("same", _("Same")), ("sore", _("Sore"))]
DAYS_AGO = {"today": 0, "yesterday": 1}
OTHER_DAY = "other"


class TreatmentForm(DayForm):
    """Nothing to measure: a treatment carries no effort. `visit()` gives what care keeps of it."""

    when = forms.ChoiceField(
        choices=[
            ("today", _("Today")),
            ("yesterday", _("Yesterday")),
            (OTHER_DAY, _("Other day")),
        ],
        required=False,
    )
    seen_on = PhoneDay(widget=forms.HiddenInput, required=False)  # which day "today" was
    regions = forms.MultipleChoiceField(
        choices=list(REGION_WORDS.items()),
        required=False,
        error_messages={"invalid_choice": _("Choose parts from the list.")},
    )
    provider = Words(
        label=_("By whom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"max_length": _("At most 120 characters.")},
    )
    feels = forms.ChoiceField(choices=FEELS, required=False)
    found = Words(
        label=_("What did they find?"),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"max_length": _("At most 280 characters.")},
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        offered = Modality.objects.visible_to(asked.client.coach).current()
        self.offered = offered.filter(hands_on=True)
        self.fields["modality"] = forms.ModelChoiceField(
            queryset=self.offered,
            error_messages={
                "required": _("What did you have done?"),
                "invalid_choice": _("Choose one of these treatments."),
            },
        )
        self.fields["done_on"].required = False
        del self.fields["comment"]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self["provider"], self["found"]]

    @property
    def usual_regions(self) -> list[tuple[str, Promise]]:
        return [(region.value, REGION_WORDS[region.value]) for region in USUAL_REGIONS]

    @property
    def other_regions(self) -> list[tuple[str, Promise]]:
        return [pair for pair in REGION_WORDS.items() if pair[0] not in USUAL_REGIONS]

    @property
    def chosen_regions(self) -> list[str]:
        return self["regions"].value() or []

    @property
    def modality_choices(self) -> list[tuple[int, str, bool]]:
        chosen = str(self["modality"].value() or "")
        return [(each.pk, each.called, str(each.pk) == chosen) for each in self.offered]

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        days_ago = (asked.today - first["done_on"]).days
        words = {value: key for key, value in DAYS_AGO.items()}
        first["when"] = words.get(days_ago, OTHER_DAY)
        first["seen_on"] = asked.today
        if asked.session is not None:
            first["modality"] = asked.session.modality_id
        row = treatment_of(asked)
        if row is None:
            return first
        return first | {
            "modality": row.modality_id,
            "regions": row.regions,
            "provider": row.provider,
            "found": row.after,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        when = said.get("when")
        if when in DAYS_AGO:
            said["done_on"] = self.day_seen - timedelta(days=DAYS_AGO[when])
        elif "done_on" in said and said["done_on"] is None:
            self.add_error("done_on", _("On which day was it?"))
        return said

    @property
    def day_seen(self) -> date:
        """The day of the page, which may be saved after midnight or sent days later; never one to come."""
        today = self.asked.today
        seen = self.cleaned_data.get("seen_on") or today
        return seen if today - OLDEST_LOG <= seen <= latest_day(self.asked.now) else today

    def clean_done_on(self) -> Any:
        return super().clean_done_on() if self.cleaned_data["done_on"] else None

    def visit(self) -> Visit:
        """What was done. Only after `is_valid`."""
        said = self.cleaned_data
        feels = str(dict(FEELS).get(said["feels"], ""))
        return Visit(
            modality=said["modality"],
            done_on=said["done_on"],
            regions=tuple(said["regions"]),
            provider=said["provider"],
            after=". ".join(part for part in (feels, said["found"]) if part),
            session=self.asked.session,
        )


def treatment_of(asked: Asked) -> Treatment | None:
    if asked.log is None or asked.session is None:
        return None
    return Treatment.objects.filter(session=asked.session).first()
