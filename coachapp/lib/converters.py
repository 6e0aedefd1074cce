"""What may stand in an address."""

from datetime import date


class DayConverter:
    """A date such as 2026-11-25; anything else is an address that does not exist."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, day: date) -> str:
        return day.isoformat()
