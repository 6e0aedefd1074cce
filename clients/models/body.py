"""How the body answers: check-ins, places, red flags, the day's verdict, screens and injury episodes."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from clients.models.agreements import Consent
from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from clients.rules.screen import POOR_FROM, SEEN, THINGS, Code, Rating, Squats
from coachapp.lib.aggregates import Json, Listed
from coachapp.lib.reading import ReadQuickly
from plans.labels import PHASES, REGIONS, choices
from plans.rules.part_words import part
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import INSTEAD, WORDS, Episode, Restriction
from plans.rules.sentence import Sentence

CHECK_IN_ITEMS = ("fatigue", "sleep", "soreness", "stress", "mood")


class CheckInQuerySet(OfClientQuerySet):
    def counting(self) -> "CheckInQuerySet":
        """The newest of each day; what it replaced is kept beside it."""
        return self.filter(replaced_at=None)


def item(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class CheckIn(Recorded):
    """Five answers on a morning, 1-5, high is always good (McLean et al. 2010). Missing is not low."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="check_in_rows")
    uid = models.UUIDField(editable=False)
    day = models.DateField(_("day"))
    fatigue = item(_("energy"))
    sleep = item(_("sleep"))
    soreness = item(_("muscles"))
    stress = item(_("stress"))
    mood = item(_("mood"))
    illness = models.BooleanField(_("ill"), default=False)
    scale_version = models.PositiveSmallIntegerField(default=1, editable=False)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_check_in_per_uid"),
            models.UniqueConstraint(
                fields=["client", "day"],
                condition=Q(replaced_at=None),
                name="one_counting_check_in_a_day",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"check_in_{name}_1_to_5",
                )
                for name in CHECK_IN_ITEMS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}"

    @property
    def total(self) -> int | None:
        """5-25, or None while an answer is missing."""
        answers = [getattr(self, name) for name in CHECK_IN_ITEMS]
        return None if None in answers else sum(answers)


class PainReport(Recorded):
    """A tight, sore or painful place on a day. The three are kept apart."""

    class Kind(models.TextChoices):
        TIGHT = "tight", _("tight")
        SORE = "sore", _("sore")
        PAIN = "pain", _("pain")

    class Side(models.TextChoices):
        LEFT = "left", _("left")
        RIGHT = "right", _("right")
        BOTH = "both", _("both")
        CENTRE = "centre", _("centre")

    class Moment(models.TextChoices):
        NOW = "now", _("now")
        DURING = "during", _("while training")
        AFTER = "after", _("right after")
        NEXT_MORNING = "next_morning", _("next morning")

    client = models.ForeignKey(Client, models.CASCADE, related_name="pain_reports")
    uid = models.UUIDField(editable=False)
    day = models.DateField(_("day"))
    region = models.CharField(_("where"), max_length=16, choices=choices(REGIONS))
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    kind = models.CharField(_("what"), max_length=5, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(
        _("how strong"), validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    moment = models.CharField(_("when"), max_length=12, choices=Moment.choices, default=Moment.NOW)
    session = models.ForeignKey(
        ScheduledSession, models.SET_NULL, null=True, blank=True, related_name="pain_reports"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a place")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["client", "day"], name="pain_by_client_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_pain_report_per_uid"),
            models.CheckConstraint(condition=Q(level__lte=10), name="pain_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.get_region_display()} {self.level}"


class RedFlag(Recorded):
    """Open until a dated note says that a professional has been seen. Never which sign it was."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="red_flags")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("red flag")
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_on=None), name="one_open_red_flag"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.opened_on}"


class Verdict(ReadQuickly):
    """What the readiness rule said of one day, with its reasons and the coach's decision on a held session."""

    class State(models.TextChoices):
        READY = "ready", _("Recovered")
        STEADY = "steady", _("Mostly recovered")
        EASING = "easing", _("Still recovering")
        STOP = "stop", _("Rest today")
        UNKNOWN = "unknown", _("No check-in yet")

    class Decision(models.TextChoices):
        WAITING = "", _("waiting for the coach")
        APPROVED = "approved", _("go ahead")
        SWAPPED = "swapped", _("moved to a good day")
        EASIER = "easier", _("the easier one")

    client = models.ForeignKey(Client, models.CASCADE, related_name="verdicts")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices)
    colour = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)
    formula_version = models.PositiveSmallIntegerField()
    scale_version = models.PositiveSmallIntegerField()
    held_session = models.ForeignKey(
        ScheduledSession, models.SET_NULL, null=True, blank=True, related_name="holds"
    )
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery state")
        constraints = [
            models.UniqueConstraint(fields=["client", "day"], name="one_verdict_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}: {self.state}"


class Screen(Recorded):
    """Five slow single-leg squats a side, as one person saw them on a day.

    `left` and `right` hold on how many of five reps each thing held, in the order of `THINGS`.
    The ratings are stored, so that history does not move with the pain limits.
    """

    class RatingWord(models.TextChoices):
        GOOD = "good", _("good")
        FAIR = "fair", _("fair")
        POOR = "poor", _("poor")
        NOT_SCORED = "not_scored", _("not scored")

    client = models.ForeignKey(Client, models.CASCADE, related_name="screens")
    day = models.DateField(_("day"))
    left = models.JSONField()
    right = models.JSONField()
    left_pain = models.PositiveSmallIntegerField(default=0)
    right_pain = models.PositiveSmallIntegerField(default=0)
    left_rating = models.CharField(max_length=10, choices=RatingWord.choices)
    right_rating = models.CharField(max_length=10, choices=RatingWord.choices)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement screen")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["client", "day"], name="one_screen_a_day"),
            models.CheckConstraint(
                condition=Q(left_pain__lte=10, right_pain__lte=10), name="screen_pain_0_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.day}"

    def squats(self, side: BodySide) -> Squats:
        """What was seen on one side, as the rule scores it."""
        held = dict(zip(THINGS, getattr(self, side.value), strict=True))
        return Squats(**held, pain=getattr(self, f"{side.value}_pain"))

    def rating(self, side: BodySide) -> Rating:
        return Rating(getattr(self, f"{side.value}_rating"))

    @property
    def left_score(self) -> int | None:
        return self._score(BodySide.LEFT)

    @property
    def right_score(self) -> int | None:
        return self._score(BodySide.RIGHT)

    def _score(self, side: BodySide) -> int | None:
        """0 to 5, or None where it hurt."""
        is_scored = self.rating(side) is not Rating.NOT_SCORED
        return self.squats(side).score if is_scored else None


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings belong to a screen, and through it to a client."""

    def visible_to(self, user) -> "FindingQuerySet":
        return self.filter(screen__in=Screen.objects.visible_to(user))

    def open(self) -> "FindingQuerySet":
        return self.filter(closed_by=None)

    def open_on(self, day: date) -> "FindingQuerySet":
        """Those that no screen up to `day` had closed."""
        return self.filter(Q(closed_by=None) | Q(closed_by__day__gt=day), screen__day__lte=day)

    def poor(self) -> "FindingQuerySet":
        """One row for each client and side of which these findings say that it is poor."""
        seen = self.exclude(code=Code.HURTS).order_by()
        counted = seen.values("screen__client", "side").annotate(things=models.Count("pk"))
        return counted.filter(things__gte=POOR_FROM)


class Finding(models.Model):
    """One thing that did not hold on one side. Open until a later screen of that side sees it hold."""

    class Side(models.TextChoices):
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    screen = models.ForeignKey(Screen, models.CASCADE, related_name="findings")
    side = models.CharField(max_length=5, choices=Side.choices)
    code = models.CharField(max_length=12, choices=[(code.value, code.value) for code in Code])
    retest_on = models.DateField(_("look again on"))
    closed_by = models.ForeignKey(
        Screen, models.SET_NULL, null=True, blank=True, related_name="closes"
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["screen", "side", "code"], name="one_finding_per_side_and_code"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | ~Q(closed_by=models.F("screen")),
                name="a_later_screen_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.side}"

    @property
    def seen(self) -> Sentence:
        """What it says, in plain words."""
        return Sentence(SEEN[Code(self.code)])


class InjuryEpisodeQuerySet(OfClientQuerySet):
    def open(self) -> "InjuryEpisodeQuerySet":
        return self.filter(closed_on=None)

    def agreed_to(self) -> "InjuryEpisodeQuerySet":
        """Of athletes who have agreed to health data."""
        given = Consent.objects.given().filter(kind=Consent.Kind.HEALTH)
        return self.filter(Exists(given.filter(client=OuterRef("client"))))

    def open_of_client(self) -> Subquery:
        """For a query of clients: the open injuries of each as one list of columns; None for none."""
        mine = self.open().filter(client=OuterRef("pk")).order_by()
        columns = JSONObject(region="region", side="side", restrictions=Json("restrictions"))
        return Subquery(mine.values("client").annotate(open=Listed(columns)).values("open"))


class InjuryEpisode(Recorded):
    """An injury of one part from a day on: where it stands, and what the coach has ruled out."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="episodes")
    region = models.CharField(_("where"), max_length=16, choices=choices(REGIONS))
    side = models.CharField(_("side"), max_length=6, choices=PainReport.Side.choices)
    phase = models.CharField(_("where it stands"), max_length=10, choices=choices(PHASES))
    restrictions = models.JSONField(_("ruled out"), default=list)
    started_on = models.DateField(_("since"))
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = InjuryEpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("injury")
        verbose_name_plural = _("injuries")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "region", "side"],
                condition=Q(closed_on=None),
                name="one_open_episode_per_part",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("started_on")),
                name="episode_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_region_display()} {self.started_on}"

    @property
    def part(self) -> Sentence:
        """As in "left Achilles"."""
        return part(Region(self.region), BodySide(self.side))

    @property
    def ruled_out(self) -> list[tuple[Sentence, Sentence]]:
        """Each restriction with what to do instead, strictest first."""
        return [
            (Sentence(WORDS[each]), Sentence(INSTEAD[each]))
            for each in Restriction
            if each in self.restrictions
        ]

    def as_value(self) -> Episode:
        """The episode as the plan rules see it."""
        return Episode(
            region=Region(self.region),
            side=BodySide(self.side),
            restrictions=frozenset(map(Restriction, self.restrictions)),
            since=self.started_on,
        )
