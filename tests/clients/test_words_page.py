"""A coach's own words: read everywhere by the coach and their athletes, and by nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from icalendar import Calendar
from rest_framework.test import APIClient

from clients import (
    adapting,
    care,
    feeds,
    leaving,
    logbook,
    naming,
    outbox,
    scheduling,
    standing_weeks,
)
from clients.models import CarePlan, OutgoingEmail, Reminder, ScheduledSession, SessionLog
from coachapp import tokens
from coachapp.lib import links, wording
from coachapp.models import ApiToken
from plans import saying, writing
from plans.models import Modality
from plans.rules import adapt, effort
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.spacing import DatedSession, RuleSettings, check
from tests import builders
from tests.conftest import NOW, TODAY

WORDS = "/coach/words/"
MINE = {
    "kind.strength": "Kraft",
    "kind.treatment": "Physio",
    "kind.cross": "Ersatz",
    "run.easy": "Jog",
    "run.tempo": "Schwelle",
    "treatment.massage": "Rub-down",
    "skip.no_time": "day too short",
    "effort.3": "breezy",
    "effort.5": "spicy",
    "effort.7": "fiery",
}


@pytest.fixture
def massage(db) -> Modality:
    return builders.modality()


@pytest.fixture
def desk(phone, robin, massage):
    return phone(robin)


@pytest.fixture
def renamed(desk):
    """Robin has said it all on the page."""
    answer = desk.post(WORDS, MINE | {"motto": "Calm first.\nThen quick."})
    assert answer.status_code == 302
    return MINE


def read(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def mailed(client, session, kind=Reminder.Kind.PLAN, mail=OutgoingEmail.Kind.MORNING, **about):
    """A reminder that is due now."""
    email = OutgoingEmail.objects.create(
        kind=mail, user=client.user, client=client, address=client.user.email, send_after=NOW
    )
    Reminder.objects.create(
        recipient=client.user,
        client=client,
        kind=kind,
        day=TODAY,
        due_at=NOW,
        useful_until=NOW + timedelta(hours=12),
        session=session,
        email=email,
        **about,
    )


class TestThePage:
    def test_only_what_differs_is_kept_and_shown_again(self, desk, robin):
        desk.post(WORDS, {"kind.strength": "Kraft", "kind.run": "Run", "run.easy": ""})
        robin.coach_profile.refresh_from_db()
        assert robin.coach_profile.words == {"kind.strength": "Kraft"}
        assert 'value="Kraft"' in read(desk, WORDS)

    def test_an_empty_field_and_the_button_both_go_back_to_ours(self, desk, robin, renamed):
        desk.post(WORDS, renamed | {"run.easy": ""})
        assert "run.easy" not in naming.words_of(fresh(robin))
        desk.post(WORDS, renamed | {"motto": "Calm first.", "back": "runs"})
        left = naming.words_of(fresh(robin))
        assert not [key for key in left if key.startswith("run.")]
        assert left["kind.strength"] == "Kraft" and left["motto"] == ["Calm first."]
        desk.post(WORDS, renamed | {"motto": "Calm first.", "back": "motto"})
        assert "motto" not in naming.words_of(fresh(robin))

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({"run.easy": "tempo"}, "“tempo” stands for Tempo already"),
            ({"run.easy": "Jog", "run.long": "jog"}, "“jog” stands for Easy run already"),
            ({"kind.strength": "x" * 31}, "At most 30 letters; this has 31."),
            ({"kind.strength": "<b>Kraft</b>"}, "Plain words, please"),
            ({"motto": "Calm.\ncalm."}, "One line stands there twice."),
            ({"motto": "x" * 141}, "A line has at most 140 letters."),
            ({"motto": "\n".join(map(str, range(13)))}, "At most 12 lines."),
            ({"motto": "<i>Calm</i>"}, "Plain words, please"),
        ],
    )
    def test_what_cannot_be_told_apart_or_printed_is_refused(self, desk, robin, said, told):
        page = desk.post(WORDS, said).content.decode()
        assert told in page and "Nothing was saved yet" in page
        assert naming.words_of(fresh(robin)) == {}

    def test_two_words_may_change_places(self, desk, maya, robin):
        easy, tempo = builders.session(maya, TODAY), builders.hard_session(maya, TODAY)
        desk.post(WORDS, {"run.easy": "Tempo", "run.tempo": "Easy run"})
        assert titles(easy, tempo) == ["Tempo", "Easy run"]

    def test_a_word_is_one_line_whatever_was_sent(self, desk, robin):
        desk.post(WORDS, {"kind.strength": "Kraft\r\nBcc: all@example.org\x00"})
        assert "\n" not in naming.words_of(fresh(robin)).get("kind.strength", "")

    def test_it_is_for_coaches(self, phone, maya, operator):
        for person in (maya, operator):
            assert phone(person).get(WORDS).status_code == 404


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def titles(*sessions) -> list[str]:
    return [ScheduledSession.with_drafts.get(pk=each.pk).title for each in sessions]


class TestWhereItShows:
    def test_on_today_session_log_week_and_progress(self, phone, maya, renamed):
        run = builders.session(maya, TODAY, title="Round the lake")
        builders.strength_session(maya, TODAY + timedelta(days=1))
        page = phone(maya)

        today = read(page, "/today/")
        assert '<p class="kind small">Jog</p>' in today and "Kraft</a>" in today
        assert "Easy run" not in today and ">Strength" not in today
        assert '<p class="kind small">Jog</p>' in read(
            page, reverse("clients:session", args=[run.code])
        )
        log = read(page, reverse("clients:log", args=[run.code]))
        assert "breezy" in log and "between spicy and fiery" in log and "moderate" not in log
        assert "Save easy run" not in log
        assert "Ersatz" in read(page, "/log/cross/")
        assert "<h1>Physio</h1>" in read(page, "/treatments/")
        assert "Day too short" in read(page, reverse("clients:skip", args=[run.code]))

    def test_titles_that_were_only_our_word_follow_and_others_stay(
        self, desk, phone, maya, massage
    ):
        run = builders.session(maya, TODAY)
        own = builders.session(maya, TODAY, title="Easy run and strides")
        visit = builders.treatment_session(maya, TODAY + timedelta(days=1))
        builders.line(visit, 1, role="treatment", name="massage", minutes=45)
        draft = builders.session(maya, TODAY + timedelta(days=2), sent_at=None)
        desk.post(WORDS, MINE)
        assert titles(run, own, visit, draft) == ["Jog", "Easy run and strides", "Rub-down", "Jog"]
        week = read(phone(maya), f"/week/{TODAY}/")
        assert ">Jog<" in week and "45 min Rub-down" in week and "massage" not in week.lower()
        desk.post(WORDS, MINE | {"run.easy": "Trot", "treatment.massage": ""})
        assert titles(run, visit, draft) == ["Trot", "Massage", "Trot"]

    def test_what_is_placed_afterwards_is_called_so_too(self, robin, maya, renamed, massage):
        plan = builders.plan(None)
        with wording.speaking(naming.words_of(fresh(robin))):
            scheduling.assign(maya, plan, TODAY + timedelta(days=5), by=robin, now=NOW, send=False)
            typed = scheduling.add(
                maya, TODAY + timedelta(days=2), "30 min easy", by=robin, now=NOW
            )
            booked = care.book(
                maya, care.Booking(modality=massage, day=TODAY), by=maya.user, now=NOW
            )
        placed = set(
            ScheduledSession.with_drafts.filter(client=maya).values_list("title", flat=True)
        )
        assert placed == {"Jog", "Schwelle", "Rub-down"}
        assert (typed.title, booked.title) == ("Jog", "Rub-down")

    def test_weeks_that_the_worker_lays_on_are_called_so_too(self, robin, maya, renamed):
        plan = builders.plan(None, "Own rhythm", weeks=1, repeats=True)
        monday = TODAY + timedelta(days=5)
        scheduling.assign(maya, plan, monday, by=robin, now=NOW, send=False)
        ScheduledSession.with_drafts.update(title="Laid before")
        standing_weeks.go_on(NOW + timedelta(weeks=6))
        laid = set(ScheduledSession.with_drafts.values_list("title", flat=True))
        assert laid == {"Laid before", "Jog", "Schwelle"}

    def test_what_the_athlete_adds_and_why_they_skipped(self, phone, maya, renamed):
        run = builders.session(maya, TODAY)
        logbook.skip(run, SessionLog.SkipReason.NO_TIME, uid=run.code, by=maya.user, now=NOW)
        assert "day too short" in read(phone(maya), "/today/")
        assert SessionLog.objects.get().skip_reason == "no_time"

    def test_on_the_desk(self, desk, maya, massage, renamed):
        run = builders.session(maya, TODAY, title="Round the lake")
        logbook.skip(run, SessionLog.SkipReason.NO_TIME, uid=run.code, by=maya.user, now=NOW)
        builders.strength_session(maya, TODAY + timedelta(days=1))
        CarePlan.objects.create(
            client=maya, modality=massage, base_days=21, start_on=TODAY, due_on=TODAY
        )
        assert ">Physio</th>" in read(desk, "/coach/")
        assert "Kraft" in read(desk, "/coach/week/?start=2026-11-23")
        overview = read(desk, reverse("admin:clients_client_overview", args=[maya.pk]))
        assert "Rub-down" in overview and ">Physio</h2>" in overview and "day too short" in overview
        assert "Massage" not in overview
        assert "day too short" in read(desk, "/coach/inbox/")
        assert "day too short" in read(desk, "/coach/sunday/")
        assert "Kraft" in read(desk, "/coach/clients/scheduledsession/")

    def test_on_the_shelf_and_the_dials(self, desk, maya, massage, renamed):
        board = desk.get(reverse("admin:board")).content.decode()
        shelf = re.search(r'id="shelf".*?</form>', board, re.S)[0]
        assert "Jog" in shelf and "Schwelle" in shelf and "Rub-down" in shelf
        assert "Easy run" not in shelf and "Massage" not in shelf
        by_page = {"HX-Request": "true"}
        for asked in ("jog", "easy run"):
            found = desk.get(reverse("admin:board_shelf"), {"q": asked}, headers=by_page)
            assert "Jog" in found.content.decode()
        dials = desk.get(reverse("admin:rules")).content.decode()
        assert "Rub-down" in dials and ">Massage<" not in dials

    def test_what_the_rules_say_and_ask_for(self, desk, renamed):
        page = read(desk, "/coach/rules/all/")
        assert "Kraft has one to three days a week" in page
        assert "Deep Physio keeps away from hard days" in page
        week = [
            DatedSession(
                key=f"{day}",
                day=TODAY + timedelta(days=day),
                hardness=Hardness.EASY,
                kind=Kind.RUN,
                run_type=RunType.EASY,
            )
            for day in range(-2, 5)
        ]
        said_of_it = check(week, RuleSettings(), today=None)
        with wording.speaking(renamed):
            told = {note.rule: saying.say(note.coach) for note in said_of_it}
        assert told["R08"] == "No Kraft this week."
        assert told["R03"] == "No day without a run or Kraft this week."
        assert "No strength this week." in [saying.say(note.coach) for note in said_of_it]

    def test_a_session_without_a_title_is_named_by_the_coachs_word(self, renamed):
        [hard, harder] = (
            DatedSession(
                key=f"{day}",
                day=TODAY + timedelta(days=day),
                hardness=Hardness.HARD,
                kind=Kind.RUN,
                run_type=RunType.TEMPO,
            )
            for day in range(2)
        )
        note = check([hard, harder], RuleSettings(), today=None)[0]
        with wording.speaking(renamed):
            assert saying.say(note.coach) == "The day after Schwelle on Wed 25 Nov."
        assert saying.say(note.coach) == "The day after tempo on Wed 25 Nov."

    def test_an_easy_run_in_the_place_of_a_hard_one(self, robin, maya, renamed):
        builders.hard_session(maya, TODAY + timedelta(days=1))
        wanted = adapting.Wanted(
            from_on=TODAY,
            to_on=TODAY + timedelta(days=6),
            restriction=adapt.Restriction.NO_HARD_RUNNING,
            instead=adapt.Instead.BIKE,
        )
        with wording.speaking(naming.words_of(fresh(robin))):
            [turn] = adapting.look(maya, wanted, today=TODAY)
        assert turn.after.title == "Jog"

    def test_in_mail_subject_text_and_html(self, maya, massage, renamed, mail_server):
        run = builders.hard_session(maya, TODAY)
        with wording.speaking(renamed):
            ScheduledSession.objects.filter(pk=run.pk).update(title=run.own_title)
        mailed(maya, run)
        rhythm = CarePlan.objects.create(
            client=maya, modality=massage, base_days=21, start_on=TODAY, due_on=TODAY
        )
        Kind = OutgoingEmail.Kind
        mailed(maya, None, Reminder.Kind.TREATMENT, Kind.TREATMENT, care_plan=rhythm)
        outbox.send_batch(NOW)

        found = {mail["Subject"]: mail for mail in mail_server.messages}
        assert set(found) == {"Today: Schwelle", "Rub-down, by your rhythm"}
        for mail, word in zip(found.values(), ("Schwelle", "Rub-down"), strict=True):
            for part in ("plain", "html"):
                assert word in mail.get_body((part,)).get_content()

    def test_in_the_calendar(self, maya, renamed, massage):
        builders.treatment_session(maya, TODAY)
        said = Calendar.from_ical(feeds.calendar_of(maya.user, now=NOW))
        assert [str(each["summary"]) for each in said.walk("VEVENT")] == ["Physio"]

    def test_behind_a_link_in_a_mail(self, client, maya, renamed, morning):
        run = builders.session(maya, TODAY)
        act = links.Act("scheduledsession", run.code, TODAY, maya.user.code)
        assert "breezy" in read(client, address(act))

    def test_programs_read_the_same_slugs_with_the_word_beside_them(
        self, maya, renamed, massage, morning, fresh_limits
    ):
        run = builders.session(maya, TODAY)
        logbook.skip(run, SessionLog.SkipReason.NO_TIME, uid=run.code, by=maya.user, now=NOW)
        _token, key = tokens.make(maya.user, "watch", ApiToken.Scope.READ, days=1, now=NOW)
        program = APIClient(HTTP_AUTHORIZATION=f"Bearer {key}")

        (session,) = program.get("/api/v1/today/").json()["sessions"]
        assert (session["run_type"], session["label"]) == ("easy", "Jog")
        assert session["log"]["skip_reason"] == "no_time"
        assert session["log"]["skip_label"] == "day too short"

    def test_the_published_schema_is_in_nobodys_words(self, desk, renamed, fresh_limits):
        assert "day too short" not in desk.get("/api/schema/").content.decode()

    def test_a_motto_a_day_in_turn(self, phone, maya, renamed):
        shown = re.findall(r'motto">(.*?)</p>', read(phone(maya), "/today/"))
        with wording.speaking(naming.words_of(fresh(maya.coach))):
            assert shown == [naming.motto_on(TODAY)]
            assert naming.motto_on(TODAY - timedelta(days=2)) in read(
                phone(maya), f"/week/{TODAY}/"
            )
            days = [naming.motto_on(TODAY + timedelta(days=n)) for n in range(3)]
        assert set(days) == {"Calm first.", "Then quick."} and days[0] == days[2]


def address(act) -> str:
    return "/" + links.act_link(act, NOW).split("/", 3)[3]


class TestWhoseTheyAre:
    def test_another_coach_and_their_athlete_read_ours(self, phone, alex, ines, renamed):
        run = builders.session(ines, TODAY)
        page = phone(ines)
        today = read(page, "/today/")
        assert "Easy run" in today and "Jog" not in today and "Kraft" not in today
        assert "You will only perform" in today
        assert "Day too short" not in read(page, reverse("clients:skip", args=[run.code]))
        assert "Physio" not in read(phone(alex), "/coach/")
        assert titles(run) == ["Easy run"]

    def test_nothing_of_one_request_is_left_for_the_next(self, phone, maya, ines, renamed):
        builders.session(maya, TODAY, title="Round the lake")
        builders.session(ines, TODAY, title="Round the lake")
        assert "Jog" in read(phone(maya), "/today/")
        assert wording.spoken() == {}
        assert "Jog" not in read(phone(ines), "/today/")

    def test_a_guardian_reads_along_in_the_words_of_the_childs_coach(self, phone, robin, renamed):
        lena = builders.young(robin, "Lena")
        ana = builders.guardian(lena, "Ana")
        builders.session(lena, TODAY, title="Round the lake")
        page = phone(ana.user)
        assert "Jog" in read(page, reverse("clients:child_today", args=[lena.code]))

    def test_one_batch_of_mail_to_two_coaches_athletes(self, maya, ines, renamed, mail_server):
        massage = Modality.objects.get(slug="massage")
        for each in (maya, ines):
            rhythm = CarePlan.objects.create(
                client=each, modality=massage, base_days=21, start_on=TODAY, due_on=TODAY
            )
            mailed(
                each, None, Reminder.Kind.TREATMENT, OutgoingEmail.Kind.TREATMENT, care_plan=rhythm
            )
        outbox.send_batch(NOW)
        found = {mail["To"]: mail["Subject"] for mail in mail_server.messages}
        assert found["maya@demo.example"].startswith("Rub-down")
        assert found["ines@demo.example"].startswith("Massage")

    def test_who_has_left_still_reads_the_log_as_it_was(self, phone, maya, renamed, robin):
        run = builders.session(maya, TODAY - timedelta(days=1), title="Round the lake")
        builders.log(run)
        leaving.archive(maya, by=maya.coach, now=NOW)
        assert "Jog" in read(phone(maya), reverse("clients:session", args=[run.code]))

    def test_a_coach_who_is_coached_reads_each_side_in_its_words(self, phone, robin, alex, renamed):
        own = builders.client(alex, "Robina", account=False)
        own.user = robin
        own.save()
        builders.client(robin, "Maya")
        builders.session(own, TODAY, title="Round the lake")
        page = phone(robin)
        assert "Easy run" in read(page, "/today/")
        assert ">Physio</th>" in read(page, "/coach/")


@pytest.mark.parametrize(
    "word",
    [
        "\U0001f3c3\u200d\u2640\ufe0f Jog",  # a woman running: three drawings, joined to one
        "\u0646\u0631\u0645\u200c\u062f\u0648",  # one Persian word, joined without a space
        "\U0001fa77 easy",  # a pink heart, younger than our table of letters
        "\u05e8\u05d9\u05e6\u05d4 \u05e7\u05dc\u05d4",
    ],
)
def test_every_writing_stays_as_it_was_typed(desk, maya, phone, word):
    desk.post(WORDS, {"run.easy": word})
    assert builders.session(maya, TODAY, title="Round the lake")
    assert word in read(phone(maya), "/today/")


def test_what_nobody_can_see_is_no_word(desk, robin):
    desk.post(WORDS, {"run.easy": "\u200d\u200c", "run.tempo": "\u202eTempo\u2028now"})
    assert naming.words_of(fresh(robin)) == {"run.tempo": "Tempo now"}


def test_a_word_is_text_wherever_it_stands(phone, robin, maya):
    robin.coach_profile.words = {"run.easy": "<script>x</script>", "motto": ["<b>Calm</b>"]}
    robin.coach_profile.save()
    builders.session(maya, TODAY, title="Round the lake")
    page = read(phone(maya), "/today/")
    assert "&lt;script&gt;x" in page and "<script>x" not in page and "<b>Calm" not in page


def test_a_plan_that_was_renamed_is_still_the_same_to_a_push(robin, maya, desk):
    plan = builders.plan(robin)
    before = list(scheduling.sessions_of(plan))
    desk.post(WORDS, MINE)
    with wording.speaking(naming.words_of(fresh(robin))):
        now = scheduling.sessions_of(plan)
        assert [writing.said_by(each)["title"] for each in now[:2]] == ["Jog", "Schwelle"]
        assert [each.own_title for each in before[:2]] == ["Jog", "Schwelle"]


def test_words_cost_today_no_query(phone, sql, maya, robin):
    builders.session(maya, TODAY)
    page = phone(maya)
    page.get("/today/")
    builders.session(maya, TODAY)  # what is kept of the first opening holds no more
    with sql() as plain:
        page.get("/today/")
    naming.choose(robin, MINE, ["Calm."])
    with sql() as own:
        assert "Jog" in page.get("/today/").content.decode()
    assert len(own) == len(plain) <= 6


def test_an_effort_between_two_words_lies_between_the_coachs():
    with wording.speaking({"effort.5": "spicy 100%"}):
        assert saying.say(effort.word(6)) == "between spicy 100% and very hard"
    assert saying.say(effort.word(6)) == "between hard and very hard"
