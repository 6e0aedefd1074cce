"""How a coach steers an athlete between plans: days made easier, the ladder back to running, next steps of strength."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models.logbook import SessionLog
from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from plans.labels import REGIONS, choices
from plans.models import Exercise
from plans.rules.return_to_run import STAGES


class AdaptationQuerySet(OfClientQuerySet):
    def standing(self, today: date) -> "AdaptationQuerySet":
        """Those whose days are not over and that nobody has put back."""
        return self.filter(to_on__gte=today, put_back_at=None)

    def to_review(self, today: date) -> "AdaptationQuerySet":
        """Those that the coach wanted to look at again by `today`, and has not."""
        return self.filter(review_on__lte=today, reviewed_at=None, put_back_at=None)


class Adaptation(Recorded):
    """Days that the coach made easier, first and last included, and the day to look at them again.

    `region` is kept of those only who have agreed to health data.
    """

    class Restriction(models.TextChoices):
        NO_IMPACT = "no_impact", _("No impact")
        NO_HARD_RUNNING = "no_hard_running", _("No hard running")
        EASY_ONLY = "easy_only", _("Easy only")

    class Instead(models.TextChoices):
        BIKE = "bike", _("Bike")
        POOL = "pool", _("Pool run")
        ELLIPTICAL = "elliptical", _("Elliptical")
        SWIM = "swim", _("Swim")
        WALK = "walk", _("Walk")

    client = models.ForeignKey(Client, models.CASCADE, related_name="adaptations")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    restriction = models.CharField(_("until then"), max_length=16, choices=Restriction.choices)
    instead = models.CharField(
        _("runs become"), max_length=10, choices=Instead.choices, default=Instead.BIKE
    )
    region = models.CharField(_("where"), max_length=16, choices=choices(REGIONS), blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        verbose_name = _("adaptation")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["client", "to_on"], name="adaptations_by_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="adaptation_runs_forwards"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_restriction_display()} {self.from_on} – {self.to_on}"

    def stands(self, today: date) -> bool:
        """Whether `standing` would give it, for a page that has read it already."""
        return self.to_on >= today and self.put_back_at is None

    def is_to_review(self, today: date) -> bool:
        """Whether `to_review` would give it, for a page that has read it already."""
        waits = self.review_on is not None and self.review_on <= today
        return waits and self.reviewed_at is None and self.put_back_at is None


class AdaptedSession(models.Model):
    """A session that an adaptation changed, and all that it said before (`writing.remembered`)."""

    adaptation = models.ForeignKey(Adaptation, models.CASCADE, related_name="sessions")
    session = models.ForeignKey(ScheduledSession, models.CASCADE, related_name="adapted")
    was = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adaptation", "session"], name="a_session_is_adapted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}"


class ReturnStage(Recorded):
    """The stage of an athlete's next return runs, from this moment on. None: back to running.

    Rows are added, never changed, so that each run knows on which stage it was.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="return_stages")
    stage = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(len(STAGES))]
    )

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of the return to running")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["client", "created_at"], name="return_stages_by_client")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=None) | Q(stage__gte=1, stage__lte=len(STAGES)),
                name="return_stage_is_on_the_ladder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.client}: {self.stage}"


class StepAnswer(Recorded):
    """What the coach said to a suggested next step of one exercise; it holds until something new is logged."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("left as it is")

    client = models.ForeignKey(Client, models.CASCADE, related_name="step_answers")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    log = models.ForeignKey(SessionLog, models.CASCADE, related_name="step_answers")
    step = models.CharField(max_length=10)
    answer = models.CharField(max_length=8, choices=Answer.choices)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a next step")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "exercise", "log"], name="one_answer_per_exercise_and_log"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exercise} {self.answer}"
