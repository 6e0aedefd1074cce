"""An injured athlete's next days are changed in one go, and can be put back."""

from datetime import timedelta

import pytest

from clients import adapting, attention, scheduling, sending
from clients.adapting import Wanted
from clients.attention import Need
from clients.checking import NeedsKeep
from clients.models import Adaptation, ScheduledSession, Verdict
from plans import writing
from plans.rules.adapt import Instead, Restriction
from plans.rules.kinds import Kind, RunType
from tests import builders

DAY = timedelta(days=1)


def wanted(today, **differs) -> Wanted:
    usual = {
        "from_on": today,
        "to_on": today + 9 * DAY,
        "restriction": Restriction.NO_IMPACT,
        "instead": Instead.POOL,
    }
    return Wanted(**(usual | differs))


@pytest.fixture
def tempo(maya, today):
    row = builders.hard_session(maya, today + DAY, why="Rhythm.", instead="30 min easy")
    builders.line(row, 1, role="run", name="tempo", minutes=45, text="45 min tempo")
    return row


def test_looking_writes_nothing_and_says_what_each_session_becomes(maya, tempo, today):
    strength = builders.strength_session(maya, today)

    turns = adapting.look(maya, wanted(today), today=today)

    assert [(turn.session, turn.after and turn.after.title) for turn in turns] == [
        (strength, None),
        (tempo, "Pool run"),
    ]
    tempo.refresh_from_db()
    assert tempo.title == "Tempo" and not ScheduledSession.with_drafts.drafts().exists()


def test_the_athlete_has_the_easier_session_at_once(maya, robin, tempo, today, now):
    done = adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    tempo.refresh_from_db()
    assert (done.changed, done.drafts) == (1, [])
    assert (tempo.kind, tempo.title, tempo.minutes, tempo.effort) == (
        Kind.CROSS, "Pool run", 45, 4.0,
    )  # fmt: skip
    assert (tempo.why, tempo.instead, tempo.hardness) == ("In place of Tempo.", "", "easy")
    assert [str(line) for line in tempo.prescriptions.all()] == ["45 min pool run"]


@pytest.mark.parametrize("instead", Instead)
def test_every_way_to_train_without_impact_is_read_as_one(instead, maya, robin, tempo, today, now):
    adapting.change(maya, wanted(today, instead=instead), by=robin, now=now, send=True)

    tempo.refresh_from_db()
    assert tempo.kind == Kind.CROSS and tempo.prescriptions.get().role == "cross"


def test_what_is_done_is_never_touched(maya, robin, tempo, today, now):
    tempo.day = today
    tempo.save()
    builders.log(tempo)

    done = adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    tempo.refresh_from_db()
    assert (done.changed, tempo.title) == (0, "Tempo")


def test_placed_as_drafts_nothing_reaches_the_athlete(maya, robin, tempo, today, now):
    done = adapting.change(maya, wanted(today), by=robin, now=now, send=False)

    tempo.refresh_from_db()
    assert tempo.title == "Tempo"
    assert [(one.title, one.replaces) for one in done.drafts] == [("Pool run", tempo)]


def test_a_draft_stays_a_draft_and_becomes_easier(maya, robin, tempo, today, now):
    ScheduledSession.with_drafts.filter(pk=tempo.pk).update(sent_at=None)

    done = adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    row = ScheduledSession.with_drafts.get(pk=tempo.pk)
    assert (row.title, row.sent_at, len(done.drafts)) == ("Pool run", None, 1)


def test_what_the_coach_changed_by_hand_stays_until_ticked(maya, robin, tempo, today, now):
    ScheduledSession.objects.filter(pk=tempo.pk).update(edited_at=now)

    listed = adapting.look(maya, wanted(today), today=today)[0]
    assert listed.needs_a_look and listed.may_too and listed.after is None

    too = wanted(today, too=frozenset({str(tempo.code)}))
    assert adapting.look(maya, too, today=today)[0].after.title == "Pool run"


def test_a_change_that_waits_as_a_draft_counts_as_changed_by_hand(maya, robin, tempo, today, now):
    scheduling.draft_of(tempo, by=robin)

    assert adapting.look(maya, wanted(today), today=today)[0].needs_a_look


def test_put_back_says_everything_again_as_a_draft(maya, robin, tempo, today, now):
    before = writing.remembered(tempo)
    done = adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    back = adapting.put_back(done.adaptation, by=robin, now=now)
    tempo.refresh_from_db()
    assert tempo.title == "Pool run" and [one.title for one in back.drafts] == ["Tempo"]

    sending.send(back.drafts, by=robin, now=now)
    tempo = ScheduledSession.objects.get(pk=tempo.pk)
    assert writing.remembered(tempo) == before
    assert not Adaptation.objects.standing(today).exists()


def test_what_was_only_a_draft_is_taken_back(maya, robin, tempo, today, now):
    done = adapting.change(maya, wanted(today), by=robin, now=now, send=False)

    assert adapting.put_back(done.adaptation, by=robin, now=now).drafts == []
    assert not ScheduledSession.with_drafts.drafts().exists()


def test_what_was_changed_since_is_left(maya, robin, tempo, today, now):
    done = adapting.change(maya, wanted(today), by=robin, now=now, send=True)
    ScheduledSession.objects.filter(pk=tempo.pk).update(edited_at=now)

    back = adapting.put_back(done.adaptation, by=robin, now=now)

    assert (back.drafts, back.left) == ([], 1)


def test_adapting_twice_and_putting_back_gives_the_first_words(maya, robin, tempo, today, now):
    adapting.change(maya, wanted(today), by=robin, now=now, send=True)
    again = wanted(today, instead=Instead.BIKE, restriction=Restriction.NO_IMPACT)
    ScheduledSession.objects.filter(pk=tempo.pk).update(kind=Kind.RUN, run_type=RunType.EASY)
    second = adapting.change(maya, again, by=robin, now=now, send=True)

    back = adapting.put_back(second.adaptation, by=robin, now=now)

    assert [one.title for one in back.drafts] == ["Tempo"]


def test_easy_only_lightens_strength_and_keeps_its_exercises(maya, robin, today, now):
    row = builders.strength_session(maya, today, hardness="hard", effort=8.0)
    row.prescriptions.update(rir=1)

    adapting.change(
        maya, wanted(today, restriction=Restriction.EASY_ONLY), by=robin, now=now, send=True
    )

    row.refresh_from_db()
    line = row.prescriptions.get()
    assert (row.title, row.effort, row.hardness) == ("Glute strength A", 4.0, "easy")
    assert (line.name, line.sets, line.rir) == ("single leg squat", 3, 4)


def test_what_stands_against_a_rule_asks_for_a_reason_and_changes_nothing(
    maya, robin, tempo, today, now
):
    from clients.models import RedFlag

    RedFlag.objects.create(client=maya, opened_on=today)

    with pytest.raises(NeedsKeep):
        adapting.change(maya, wanted(today), by=robin, now=now, send=True)
    tempo.refresh_from_db()
    assert tempo.title == "Tempo" and not Adaptation.objects.exists()


def test_what_was_held_this_morning_waits_no_more(maya, robin, today, now):
    held = builders.hard_session(maya, today)
    verdict = Verdict.objects.create(
        client=maya, day=today, state="stop", colour="red", formula_version=1, scale_version=1,
        held_session=held, at=now,
    )  # fmt: skip

    adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    verdict.refresh_from_db()
    assert verdict.decision == Verdict.Decision.EASIER


def test_the_person_is_back_on_the_front_page_on_the_day_of_the_review(
    maya, robin, tempo, today, now
):
    def asked(at):
        cards = attention.shelves(robin, at).now
        return [card.client for card in cards if card.need is Need.REVIEW]

    adapting.change(maya, wanted(today, review_on=today + 3 * DAY), by=robin, now=now, send=True)
    assert asked(now + 2 * DAY) == []
    assert asked(now + 3 * DAY) == [maya]

    adapting.look_again(maya, today + 5 * DAY)
    assert asked(now + 3 * DAY) == []
    assert asked(now + 5 * DAY) == [maya]

    adapting.close_reviews(maya, now)
    assert asked(now + 5 * DAY) == []


def test_a_second_adaptation_is_the_look_that_the_first_asked_for(maya, robin, tempo, today, now):
    first = adapting.change(
        maya, wanted(today, review_on=today + DAY), by=robin, now=now, send=True
    )
    adapting.change(maya, wanted(today), by=robin, now=now, send=True)

    first.adaptation.refresh_from_db()
    assert first.adaptation.reviewed_at == now
