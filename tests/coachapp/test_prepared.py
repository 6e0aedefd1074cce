"""A prepared query finds what its queryset finds, and refuses what it cannot keep."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db.models import Count, Exists, OuterRef

from clients.models import Client, PainReport, ScheduledSession
from clients.views.athlete import door, today
from coachapp.lib.prepared import NotPrepared, Prepared
from tests import builders
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def hard_ones(client, day):
    return ScheduledSession.objects.filter(client=client, day=day).select_related("client__coach")


@pytest.fixture
def two_days(maya):
    return [builders.session(maya, TODAY + timedelta(days=n), title=f"Day {n}") for n in (0, 1)]


def test_other_values_give_other_rows_from_the_same_sql(maya, two_days, django_assert_num_queries):
    asked = Prepared(hard_ones, client=int, day=date)
    for session in two_days:
        with django_assert_num_queries(1):
            (found,) = asked(client=maya.pk, day=session.day)
            assert (found, found.title) == (session, session.title)
            assert found.client.coach == maya.coach
    assert not list(asked(client=maya.pk + 1, day=TODAY))


def test_a_list_of_any_length_is_asked_for(robin, maya, jonas, two_days):
    by_client = Prepared(
        lambda people: (
            Client.objects.filter(pk__in=people)
            .annotate(
                planned=Exists(ScheduledSession.objects.filter(client=OuterRef("pk"))),
                how_many=Count("sessions"),
            )
            .order_by("name")
        ),
        people=list,
    )
    for people in ([maya.pk], [maya.pk, jonas.pk], [jonas.pk, maya.pk, 0]):
        found = {each.pk: (each.planned, each.how_many) for each in by_client(people=people)}
        expected = {maya.pk: (True, 2), jonas.pk: (False, 0)}
        assert found == {pk: expected[pk] for pk in people if pk}


def test_days_before_and_after_are_reckoned_from_each_value(maya, two_days):
    noon = datetime.combine(TODAY, time(12), UTC)
    asked = Prepared(
        lambda day, now: ScheduledSession.objects.filter(
            day__gt=day - timedelta(days=1),
            day__lte=day,
            sent_at__lt=now + timedelta(hours=5),
            created_at__gt=datetime.combine(day - timedelta(days=900), time(12), UTC),
        ),
        day=date,
        now=datetime,
    )
    for session in two_days:
        assert list(asked(day=session.day, now=noon)) == [session]
    sent = two_days[0].sent_at
    assert list(asked(day=TODAY, now=sent - timedelta(hours=4))) == [two_days[0]]
    assert not list(asked(day=TODAY, now=sent - timedelta(hours=6)))


def test_what_it_cannot_keep_is_refused(maya, two_days):
    mondays = Prepared(
        lambda day: ScheduledSession.objects.filter(day=day - timedelta(days=day.weekday())),
        day=date,
    )
    branching = Prepared(
        lambda day: (
            ScheduledSession.objects.filter(day=day)
            if day.isoweekday() > 3
            else ScheduledSession.objects.filter(day__lt=day)
        ),
        day=date,
    )
    for refused in (mondays, branching):
        with pytest.raises(NotPrepared):
            refused(day=TODAY)
    next_key = Prepared(lambda client: Client.objects.filter(pk=client + 1), client=int)
    unused = Prepared(lambda client: Client.objects.all(), client=int)
    for refused in (next_key, unused):
        with pytest.raises(NotPrepared):
            refused(client=maya.pk)
    asked = Prepared(hard_ones, client=int, day=date)
    with pytest.raises(NotPrepared):
        asked(client="1 OR 1=1", day=TODAY)
    with pytest.raises(NotPrepared):
        Prepared(lambda people: Client.objects.filter(pk__in=people), people=list)(people=[])


def test_the_athletes_day_is_read_as_its_queryset_reads_it(maya, two_days):
    PainReport.objects.create(
        client=maya, uid=uuid4(), day=TODAY, region="knee", side="left", kind="pain", level=3
    )
    facts = {"user": maya.user_id, "day": TODAY, "since": TODAY - timedelta(days=3)}
    prepared, built = list(door.with_day(**facts)), list(door.coachings_with_day(**facts))
    assert prepared == built
    assert [vars(each).keys() for each in prepared] == [vars(each).keys() for each in built]
    week = {
        "user": maya.user_id,
        "client": maya.pk,
        "first": TODAY,
        "last": TODAY + timedelta(days=6),
        "last_days": [TODAY] * 4,
    }
    assert list(today.around(**week)) == list(today.own_around(**week)) == two_days
