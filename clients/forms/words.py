"""The coach's own words, group by group, and the lines of the motto."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clients.naming import MOTTO, Group, Word
from coachapp.lib.typed import Words
from coachapp.lib.wording import plain

MOST_LINES = 12
LONGEST_LINE = 140
NO_MARKUP = _("Plain words, please: without < and >.")


class Field(NamedTuple):
    """One word with its field."""

    word: Word
    bound: forms.BoundField


class Row(NamedTuple):
    """A group with its fields."""

    group: Group
    fields: Sequence[Field]


class WordsForm(forms.Form):
    """An empty field means our word. No two of a group may read alike."""

    def __init__(self, data: Any = None, *, groups: Sequence[Group], mottos: Sequence[str]) -> None:
        super().__init__(data)
        self.groups = groups
        for group in groups:
            for word in group.words:
                self.fields[word.key] = own_word(word, group.longest)
        self.fields[MOTTO] = Words(
            label=_("Lines under Today"),
            required=False,
            initial="\n".join(mottos),
            max_length=MOST_LINES * (LONGEST_LINE + 2),
            help_text=_("One line each, up to %(lines)s. Each day shows one, from first to last.")
            % {"lines": MOST_LINES},
            widget=forms.Textarea(attrs={"rows": 4, "class": "input"}),
        )

    @property
    def rows(self) -> list[Row]:
        return [
            Row(group, [Field(word, self[word.key]) for word in group.words])
            for group in self.groups
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for group in self.groups:
            for word in group.words:
                said[word.key] = self.as_plain(word.key, said.get(word.key, ""))
            self.refuse_twins(group, said)
        return said

    def as_plain(self, key: str, text: str) -> str:
        if "<" in text or ">" in text:
            self.add_error(key, NO_MARKUP)
        return plain(text)

    def refuse_twins(self, group: Group, said: dict[str, Any]) -> None:
        """The second of two that would read alike is told so, and what the first one is."""
        seen: dict[str, Word] = {}
        for word in sorted(group.words, key=lambda one: bool(said.get(one.key))):
            reads = said.get(word.key) or word.ours
            first = seen.setdefault(reads.casefold(), word)
            if first is not word:
                told = _("“%(word)s” stands for %(first)s already. Nobody could tell them apart.")
                self.add_error(word.key, told % {"word": reads, "first": first.ours})

    def clean_motto(self) -> list[str]:
        lines = [line for each in self.cleaned_data[MOTTO].splitlines() if (line := plain(each))]
        if any("<" in line or ">" in line for line in lines):
            raise forms.ValidationError(NO_MARKUP)
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("At most %(lines)s lines."), params={"lines": MOST_LINES})
        if any(len(line) > LONGEST_LINE for line in lines):
            told = _("A line has at most %(longest)s letters.")
            raise forms.ValidationError(told, params={"longest": LONGEST_LINE})
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError(_("One line stands there twice."))
        return lines

    @property
    def words(self) -> dict[str, str]:
        """What was said, by key."""
        return {
            word.key: self.cleaned_data[word.key] for group in self.groups for word in group.words
        }


def own_word(word: Word, longest: int) -> Words:
    return Words(
        label=word.label,
        required=False,
        initial=word.own,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def without(data: QueryDict, keys: Iterable[str]) -> QueryDict:
    """What was sent, with these taken back to ours."""
    left = data.copy()
    for key in keys:
        left[key] = ""
    return left
