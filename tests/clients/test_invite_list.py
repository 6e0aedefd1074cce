"""A pasted list of people: each row's fate first, then the letters; and places that nobody took."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clients import inviting
from clients.inviting import Fate
from clients.models import Client, Invitation
from clients.rules.guest_list import Guest, TooManyRows, read_guests
from tests import builders
from tests.conftest import NOW

LIST = "admin:clients_client_invite_list"


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("Maya, maya@example.org", "Maya", "maya@example.org"),
        ("Maya\tmaya@example.org", "Maya", "maya@example.org"),
        ("maya@example.org;Maya", "Maya", "maya@example.org"),
        ('"Maya R." <maya@example.org>', "Maya R.", "maya@example.org"),
        ("Maya, Roth, maya@example.org", "Maya Roth", "maya@example.org"),
        ('"Roth, Maya",maya@example.org', "Roth, Maya", "maya@example.org"),
        ("maya@example.org", "", "maya@example.org"),
        ("Maya, maya@example", "Maya", ""),
        ("Maya", "Maya", ""),
        (f"{'M' * 81}, maya@example.org", "", "maya@example.org"),
        (f"Maya, {'m' * 250}@example.org", "Maya", ""),
        ('"Maya, maya@example.org', "Maya", "maya@example.org"),
        ("Maya Roth maya@example.org", "Maya Roth", "maya@example.org"),
    ],
)
def test_a_row_is_read_in_the_ways_that_people_write_it(line, name, address):
    [found] = read_guests(line)
    assert (found.name, found.address) == (name, address) or not found.is_readable
    assert found.typed == line


def test_headings_and_empty_lines_are_left_out_and_300_are_enough():
    assert read_guests("Name,E-mail\n\nMaya,maya@example.org\n") == (
        Guest("Maya", "maya@example.org", "Maya,maya@example.org"),
    )
    assert len(read_guests("a, a@example.org\n" * 300)) == 300
    with pytest.raises(TooManyRows):
        read_guests("a, a@example.org\n" * 301)


@pytest.mark.django_db
class TestThePage:
    TYPED = (
        "Elif, elif@example.org\nMAYA, Maya@demo.example\nNoor, noor@example.org\n"
        "Elif again, ELIF@example.org\nnobody\nInes, ines@demo.example"
    )

    def test_each_row_has_its_fate_and_a_look_invites_nobody(self, robin, maya, ines, phone):
        inviting.invite(robin, "Noor", "noor@example.org", now=NOW)
        answer = phone(robin).post(reverse(LIST), {"list": self.TYPED, "do": "look"})

        assert [fate for _guest, fate, _words in answer.context["fates"]] == [
            Fate.NEW, Fate.HERE, Fate.INVITED, Fate.TWICE, Fate.UNREADABLE, Fate.NEW,
        ]  # fmt: skip
        assert "Invite 2 people" in answer.content.decode()
        assert Invitation.objects.count() == 1

    def test_then_those_who_are_new_get_a_letter_and_a_second_press_writes_to_nobody(
        self, robin, maya, phone
    ):
        desk = phone(robin)
        for _press in range(2):
            desk.post(reverse(LIST), {"list": self.TYPED, "do": "invite"})

        assert set(Invitation.objects.values_list("email", flat=True)) == {
            "elif@example.org", "noor@example.org", "ines@demo.example",
        }  # fmt: skip
        assert Client.objects.filter(coach=robin, status="invited").count() == 3

    def test_a_file_is_read_like_a_paste(self, robin, phone):
        file = SimpleUploadedFile("people.csv", b"name,email\nElif,elif@example.org\n")
        shown = phone(robin).post(reverse(LIST), {"file": file, "do": "look"}).content.decode()
        assert "elif@example.org" in shown
        assert "Invite 1 person" in shown

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"list": " "}, "Nobody in this list yet"),
            ({"list": "a, a@example.org\n" * 301}, "This list has 301 rows"),
            ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\xff")}, "no text file"),
        ],
    )
    def test_what_is_no_list_is_said_and_nobody_is_invited(self, robin, phone, sent, told):
        answer = phone(robin).post(reverse(LIST), sent | {"do": "invite"})
        assert told in answer.content.decode()
        assert not Invitation.objects.exists()

    def test_another_coachs_people_are_nobody_s_business(self, robin, alex, ines, phone):
        inviting.invite(alex, "Ravi", "ravi@example.org", now=NOW)
        answer = phone(robin).post(
            reverse(LIST), {"list": "Ines, ines@demo.example\nRavi, ravi@example.org"}
        )
        assert [fate for _guest, fate, _words in answer.context["fates"]] == [Fate.NEW] * 2


@pytest.mark.django_db
class TestAPlaceThatNobodyTook:
    def test_it_is_offered_to_be_taken_off_once_the_letter_is_taken_back(self, robin, phone):
        invitation = inviting.invite(robin, "Elif", "elif@example.org", now=NOW)
        desk = phone(robin)
        page = reverse("admin:clients_client_invite")
        assert "Take off the roster" not in desk.get(page).content.decode()
        inviting.revoke(invitation, now=NOW)
        assert "Take off the roster" in desk.get(page).content.decode()

        desk.post(reverse("admin:clients_client_take_off", args=[invitation.client.pk]))

        assert not Client.objects.filter(pk=invitation.client.pk).exists()

    def test_somebody_who_is_here_is_never_taken_off_that_way(self, robin, maya, phone):
        told = phone(robin).post(
            reverse("admin:clients_client_take_off", args=[maya.pk]), follow=True
        )
        assert "Maya is here" in told.content.decode()
        assert Client.objects.filter(pk=maya.pk).exists()

    def test_another_coachs_place_is_not_found(self, robin, alex, phone):
        theirs = builders.client(alex, "Ravi", account=False)
        url = reverse("admin:clients_client_take_off", args=[theirs.pk])
        assert phone(robin).post(url).status_code == 404
        assert inviting.unanswered(robin).count() == 0
