"""Injury episodes: the coach opens one, says what it rules out meanwhile, and closes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from clients import dials
from clients.known import as_report
from clients.models import Client, InjuryEpisode, PainReport
from clients.rules.pain import OpenPart, PainLimits, is_persistent, open_parts
from plans.rules.part_words import part
from plans.rules.restrictions import Episode, Phase, Restriction
from plans.rules.sentence import Sentence

if TYPE_CHECKING:
    from coachapp.models import User

REPORTS_REACH = timedelta(days=60)


class OpenAlready(ValueError):
    """One injury a part: the open one is changed, not doubled."""


class NotYet(ValueError):
    """An injury starts today or earlier."""


@dataclass(frozen=True, slots=True)
class Place:
    """An open part. `lasts`: it has been around for long; `episode`: whether an injury is open there."""

    part: OpenPart
    lasts: bool
    has_episode: bool

    @property
    def name(self) -> Sentence:
        return part(self.part.region, self.part.side)


@transaction.atomic
def start(
    client: Client, episode: Episode, phase: Phase, *, by: "User", now: datetime
) -> InjuryEpisode:
    """Open an injury of one part. Raises OpenAlready, NotYet."""
    Client.objects.select_for_update().filter(pk=client.pk).values("pk").first()
    place = {"region": episode.region.value, "side": episode.side.value}
    if episode.since > client.today(now):
        raise NotYet(episode.since)
    if open_of(client).filter(**place).exists():
        raise OpenAlready(place)
    return InjuryEpisode.objects.create(
        client=client,
        **place,
        phase=phase.value,
        restrictions=in_order(episode.restrictions),
        started_on=episode.since,
        entered_by=by,
    )


def change(episode: InjuryEpisode, phase: Phase, restrictions: Iterable[Restriction]) -> None:
    """Where it stands now, and what is ruled out from now on."""
    episode.phase, episode.restrictions = phase.value, in_order(restrictions)
    episode.save(update_fields=["phase", "restrictions"])


def close(episode: InjuryEpisode, *, by: "User", today: date) -> None:
    """It is over, on `today`; what was ruled out is open again."""
    episode.closed_on, episode.closed_by = max(today, episode.started_on), by
    episode.save(update_fields=["closed_on", "closed_by"])


def in_order(restrictions: Iterable[Restriction]) -> list[str]:
    """As they are stored: strictest first, each once."""
    asked = set(restrictions)
    return [each.value for each in Restriction if each in asked]


def open_of(client: Client):
    """What is open of `client`, the newest first."""
    return InjuryEpisode.objects.filter(client=client).open()


def as_rows(listed: Iterable[Mapping[str, Any]] | None) -> list[InjuryEpisode]:
    """What `open_of_client` lists, as episodes that rule something out, by their place."""
    rows = [InjuryEpisode(**columns) for columns in listed or () if columns["restrictions"]]
    return sorted(rows, key=lambda row: (row.region, row.side))


def reports_of(client: Client, today: date) -> list[PainReport]:
    """The reports that bear on what is open, the newest first."""
    rows = PainReport.objects.filter(client=client, day__gt=today - REPORTS_REACH)
    return list(rows.order_by("-day", "-pk"))


def places_of(
    client: Client,
    now: datetime,
    rows: Iterable[PainReport],
    episodes: Iterable[InjuryEpisode] = (),
    limits: PainLimits | None = None,
) -> list[Place]:
    """Parts of `client` that `rows` leave open at `now`, the most painful first.

    `episodes` are the injuries that are open, `limits` the client's where they are read already.
    """
    limits = dials.pain_limits_for(client) if limits is None else limits
    today = client.today(now)
    reports = [as_report(row, now) for row in sorted(rows, key=lambda row: (row.day, row.pk))]
    known = {(each.region, each.side) for each in episodes}
    found = open_parts(reports, limits, now=now, under_18=client.is_minor(today))
    return [
        Place(
            each,
            is_persistent(
                [one for one in reports if one.part == (each.region, each.side)], today=today
            ),
            (each.region.value, each.side.value) in known,
        )
        for each in found
    ]
