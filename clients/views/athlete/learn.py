"""The coach's teaching notes, as the athlete reads them."""

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from clients.views.athlete import AthleteRequest, athlete_required
from plans.models import TeachingNote

TAGS = {
    *(
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "blockquote",
        "code",
        "hr",
        "br",
        "a",
    ),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@athlete_required
def learn(request: AthleteRequest, slug: str) -> HttpResponse:
    """The coach's own note of this word where there is one, else the built-in."""
    notes = TeachingNote.objects.visible_to(request.athlete.coach).filter(slug=slug)
    note = notes.order_by(F("coach").asc(nulls_last=True)).first()
    if note is None:
        raise Http404
    return render(request, "clients/learn.html", {"note": note, "body": as_html(note.body)})


def as_html(markdown_text: str) -> SafeString:
    """Markdown as a page may show it: a few tags, no script, no picture, no style."""
    import markdown
    import nh3

    html = markdown.markdown(markdown_text, extensions=["tables"])
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}))
