"""What a program may write in a number or a day, with a sentence where it may not; and how our sentences read."""

import math
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from clients.logbook import latest_day
from plans.rules.sentence import Sentence
from plans.saying import say

OLDEST = timedelta(days=366)


class NumberField(serializers.FloatField):
    """A number that is one: neither infinite nor "not a number"."""

    def to_internal_value(self, data: object) -> float:
        number = super().to_internal_value(data)
        if not math.isfinite(number):
            self.fail("invalid")
        return number


class EffortField(NumberField):
    """How hard the whole session was: 1 to 10, in halves."""

    default_error_messages = {
        "invalid": _("Effort is a number from 1 to 10."),
        "halves": _("Effort goes in halves: 6, 6.5, 7."),
    }

    def __init__(self, **options: object) -> None:
        super().__init__(min_value=1, max_value=10, **options)

    def to_internal_value(self, data: object) -> float:
        effort = super().to_internal_value(data)
        if not 1 <= effort <= 10:
            self.fail("invalid")
        if effort * 2 != int(effort * 2):
            self.fail("halves")
        return effort


class PastDayField(serializers.DateField):
    """A day on which something was done: within the last year, at most a day ahead of any zone's today."""

    default_error_messages = {
        "invalid": _("Write the day as a date, such as 2026-11-25."),
        "ahead": _("That day has not come yet."),
        "long_ago": _("That is more than a year ago. Is the year right?"),
    }

    def to_internal_value(self, data: object) -> date:
        day = super().to_internal_value(data)
        last = latest_day(self.context["now"])
        if day > last:
            self.fail("ahead")
        if day < last - OLDEST:
            self.fail("long_ago")
        return day


class SaidField(serializers.CharField):
    """A sentence of ours, in the reader's language."""

    def to_representation(self, value: Sentence) -> str:
        return say(value)
