"""What the coach calls things, in the place of our words."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients import naming
from clients.forms.words import WordsForm, without
from clients.naming import MOTTO


def words(request: HttpRequest) -> HttpResponse:
    """The page; `back` takes one group back to ours, and saves the rest as it stands."""
    coach = request.user
    if not coach.is_coach:
        raise Http404
    groups, mottos = naming.groups_of(coach), naming.mottos_of(coach)
    form = WordsForm(groups=groups, mottos=mottos)
    if request.method == "POST":
        back = request.POST.get("back", "")
        keys = {group.slug: [word.key for word in group.words] for group in groups}
        said = without(request.POST, (keys | {MOTTO: [MOTTO]}).get(back, []))
        form = WordsForm(said, groups=groups, mottos=mottos)
        if form.is_valid():
            naming.choose(coach, form.words, form.cleaned_data[MOTTO])
            told = _("Back to our words.") if back else _("Saved. Everybody reads your words now.")
            messages.success(request, told)
            return redirect(reverse("admin:words") + (f"#{back}" if back in keys else ""))
        messages.error(request, _("Nothing was saved yet: see below."))
    context = admin.site.each_context(request) | {
        "title": _("Your words"),
        "form": form,
        "has_own_motto": mottos != [str(line) for line in naming.OUR_MOTTO],
    }
    return render(request, "clients/desk/words.html", context)
