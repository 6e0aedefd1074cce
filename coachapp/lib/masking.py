"""Keys that ride in addresses stay out of every log."""

import logging
import re

MASK = "[key]"
_KEY = re.compile(
    r"(/(?:join|guardian|act|unsubscribe|calendar|guest|accounts/confirm-email|accounts/password/reset/key)/)"
    r"(?!place/)[^/\s?\"']+"
)


def masked(text: str) -> str:
    """`text` with the key of each address that carries one blotted out."""
    return _KEY.sub(rf"\1{MASK}", text)


class MaskKeys(logging.Filter):
    """For a log handler: a line about such an address is written without its key."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if (without := masked(line)) != line:
            record.msg, record.args = without, None
        return True
