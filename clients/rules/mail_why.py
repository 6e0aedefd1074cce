"""Why the morning mail of a day comes or does not, in plain words."""

from datetime import date, datetime

from clients.rules.athlete_mail import Athlete, Mail
from clients.rules.mail_moments import moment
from clients.rules.mail_reasons import morning_reasons
from clients.rules.reminding import has_room
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _


def about_morning(athlete: Athlete, day: date, now: datetime) -> Sentence:
    """What holds for the morning mail of `day`, as things stand; the hour is the athlete's own."""
    if not athlete.wants(Mail.MORNING):
        return Sentence(_("No morning mail: it is switched off."))
    if athlete.is_away(day):
        return Sentence(_("No morning mail: it is a day away."))
    if not morning_reasons(athlete, day):
        return Sentence(_("No morning mail: nothing is planned, and the day before was not hard."))
    if athlete.quiet.is_quiet(moment(athlete, Mail.MORNING, day).astimezone(athlete.zone).date()):
        return Sentence(_("No morning mail: it is a day without mail, by choice."))
    if not has_room(athlete, day):
        return Sentence(
            _("No morning mail: five a week is the most, and easy mornings give way first.")
        )
    at = moment(athlete, Mail.MORNING, day).astimezone(athlete.zone)
    facts: dict[str, object] = {"at": f"{at:%H:%M}"}
    if at <= now:
        return Sentence(_("The hour of the morning mail was %(at)s."), facts)
    if at.date() < day:
        return Sentence(_("The morning mail comes the evening before, at %(at)s."), facts)
    return Sentence(_("The morning mail comes at %(at)s."), facts)
