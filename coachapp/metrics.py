"""Numbers for a Prometheus server that knows the token; for everybody else there is no such page."""

from collections.abc import Iterator
from itertools import accumulate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from clients.models import Heartbeat, MailDay, OutgoingEmail


def metrics(request: HttpRequest) -> HttpResponse:
    """What django-prometheus knows of this process, and the numbers of mail over all workers."""
    if not settings.METRICS_TOKEN or not knows_token(request):
        raise Http404
    from django_prometheus.exports import ExportToDjangoView
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(MailNumbers())
    page = ExportToDjangoView(request)
    page.content += generate_latest(registry)
    return page


def knows_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "")
    return constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}")


class MailNumbers:
    """Read from the database when asked: workers are other processes, perhaps on other machines."""

    def describe(self) -> list:
        return []

    def collect(self) -> Iterator:
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        total = MailDay.objects.total()
        outcomes = CounterMetricFamily("coachapp_mail", "What became of mail", labels=["outcome"])
        for name in MailDay.OUTCOMES:
            outcomes.add_metric([name], total[name])
        yield outcomes
        late = HistogramMetricFamily("coachapp_mail_late_seconds", "After its planned moment")
        counts = accumulate(total[name] for name in (*MailDay.LATE_S, "later"))
        most = [*map(str, MailDay.LATE_S.values()), "+Inf"]
        late.add_metric([], list(zip(most, counts, strict=True)), sum_value=total["late_s"])
        yield late
        waiting = OutgoingEmail.objects.ready(timezone.now()).count()
        yield GaugeMetricFamily("coachapp_mail_waiting", "Due and not yet gone", value=waiting)
        looked = GaugeMetricFamily(
            "coachapp_worker_looked_at", "When a part last looked, in Unix seconds", labels=["part"]
        )
        for beat in Heartbeat.objects.all():
            looked.add_metric([beat.name], beat.at.timestamp())
        yield looked
