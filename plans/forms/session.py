"""A session as a coach types it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from coachapp.lib.typed import Words, too_long
from plans.models import AbstractSession
from plans.rules import shorthand
from plans.rules.shorthand import Names, Problem, SessionText, ShorthandError
from plans.saying import say
from plans.writing import LONGEST_TITLE


def said_of(problem: Problem) -> str:
    """A problem in a coach's words: where, what, and the names that are like it."""
    told = _t("Line %(line)s, column %(column)s: %(words)s") % {
        "line": problem.line,
        "column": problem.column,
        "words": say(problem.sentence),
    }
    if not problem.nearest:
        return told
    return _t("%(told)s Did you mean %(names)s?") % {
        "told": told,
        "names": ", ".join(problem.nearest),
    }


class TextForm(forms.Form):
    """A whole session in shorthand; `cleaned_data["text"]` is what it says."""

    text = Words(
        label=_("The session as text"),
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    why = Words(
        label=_("What it is for, in the athlete’s words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    instead = Words(
        label=_("Instead, when it is held"),
        required=False,
        max_length=200,
        help_text=_("Shorthand: 30 min easy."),
    )

    def __init__(self, *args, names: Names, **options) -> None:
        super().__init__(*args, **options)
        self.names = names
        self.problems: tuple[Problem, ...] = ()

    @classmethod
    def initial_of(cls, session: AbstractSession, text: SessionText) -> dict[str, str]:
        return {
            "text": shorthand.print_session(text),
            "why": session.why,
            "instead": session.instead,
        }

    def clean_text(self) -> SessionText:
        try:
            said = shorthand.read_session(self.cleaned_data["text"], self.names)
        except ShorthandError as error:
            self.problems = error.problems
            raise ValidationError([said_of(problem) for problem in error.problems]) from None
        if not said.prescriptions and not said.title:
            raise ValidationError(_("There is nothing in it yet. Try “40 min easy”."))
        if len(said.title) > LONGEST_TITLE:
            told = _t("The title: %(too_long)s")
            raise ValidationError(told % {"too_long": too_long(said.title, LONGEST_TITLE)})
        return said

    def clean_instead(self) -> str:
        instead = self.cleaned_data["instead"]
        if instead:
            try:
                shorthand.read_session(instead, self.names)
            except ShorthandError as error:
                raise ValidationError([said_of(problem) for problem in error.problems]) from None
        return instead
