"""The athlete's pages. Whoever has no coaching of their own finds nothing here."""

from clients.views.athlete.door import AthleteRequest, athlete_required, no_consent

__all__ = ["AthleteRequest", "athlete_required", "no_consent"]
