"""What may stand in an address."""

from datetime import date

from django.urls import register_converter

FIRST_YEAR, LAST_YEAR = 2000, 2100  # weeks around a day within these years stay on the calendar


class DayConverter:
    """A date such as 2026-11-25; anything else is an address that does not exist."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(value)
        return day

    def to_url(self, day: date) -> str:
        return day.isoformat()


register_converter(DayConverter, "day")
