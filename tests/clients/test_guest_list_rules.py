"""A pasted list of people to invite: what is read of each row, and what is wrong with it."""

import pytest

from clients.rules.guest_list import Guest, TooManyRows, read_guests

MAYA = "maya@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        f"Maya Lind, {MAYA}",
        f"Maya Lind;{MAYA}",
        f"Maya Lind\t{MAYA}",
        f"{MAYA}, Maya Lind",
        f"Maya, Lind, {MAYA}",
        f"Maya,,Lind,{MAYA},",
        f"Maya Lind <{MAYA}>",
        f'"Maya Lind" < {MAYA} >',
        f'"Maya Lind",{MAYA}',
        f"Maya Lind {MAYA}",
        f"{MAYA} Maya Lind",
        f"Maya Lind  ({MAYA})",
        f"Maya Lind <{MAYA}> 0791234567",
        f"Maya Lind\t{MAYA}\t079 123 45 67\t12.3.1990",
        f"Maya\tLind {MAYA}",
    ],
)
def test_a_name_and_an_address_are_read_however_they_are_parted(typed):
    (guest,) = read_guests(typed)
    assert guest == Guest("Maya Lind", MAYA, typed)
    assert guest.is_readable


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("Maya Lind", "Maya Lind", ""),
        (MAYA, "", MAYA),
        ("Maya, maya@example", "Maya", ""),
        ("Maya <maya at example.org>", "Maya", ""),
        (f"Maya {MAYA}, parent@example.org", "", MAYA),
        (f"{MAYA} <{MAYA}>", "", MAYA),
        (f"{'a' * 81}, {MAYA}", "", MAYA),
        (f"{'a' * 80}, {MAYA}", "a" * 80, MAYA),
        (f"Maya, {'a' * 243}@example.org", "Maya", ""),
    ],
)
def test_what_is_missing_or_too_long_is_empty_and_the_row_is_kept(typed, name, address):
    (guest,) = read_guests(typed)
    assert guest == Guest(name, address, typed)
    assert guest.is_readable is bool(name and address)


def test_the_people_that_a_mail_program_writes_into_one_line_are_a_row_each():
    typed = f'Maya Lind <{MAYA}>, "Rossi, Carla" <carla@example.org>; Noor <noor@example.org>;'
    assert [(guest.name, guest.address) for guest in read_guests(typed)] == [
        ("Maya Lind", MAYA),
        ("Rossi, Carla", "carla@example.org"),
        ("Noor", "noor@example.org"),
    ]


def test_an_address_may_have_254_letters():
    address = f"{'a' * 242}@example.org"
    assert read_guests(f"Maya, {address}")[0].address == address


@pytest.mark.parametrize("head", ["Name, Email", "name;E-Mail", "Name\tAddress", "MAIL"])
def test_a_row_of_headings_above_is_left_out(head):
    assert [guest.name for guest in read_guests(f"\n{head}\nMaya, {MAYA}\n\n")] == ["Maya"]


def test_only_the_first_row_can_be_a_head_and_none_with_an_address():
    assert len(read_guests(f"Maya, {MAYA}\nName, Email")) == 2
    assert len(read_guests(f"Mail, {MAYA}")) == 1
    assert read_guests("") == ()


def test_three_hundred_rows_are_read_and_no_more():
    row = f"Maya, {MAYA}\n"
    assert len(read_guests("Name, Email\n" + row * 300)) == 300
    with pytest.raises(TooManyRows, match="301"):
        read_guests(row * 301)
