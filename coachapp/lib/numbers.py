"""Whole numbers that an address or a form names."""

LONGEST = 18
"""Digits of the largest number that any key may have; Python itself refuses to read thousands of them."""


def whole_number(typed: str) -> int | None:
    """The number that `typed` is; None where it is none, or longer than any that we ask for."""
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST else None
