"""`make bench`: our pages beside the limit app, on PostgreSQL with gunicorn's two workers, in one run.

Absolute figures move from machine to machine; the ratios in one run do not move much.
"""

import functools
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

from processes import cpu_ms

PORT = int(os.environ.get("BENCH_PORT", "8799"))
DATABASE = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/coachapp_bench")
ADMIN_DATABASE = DATABASE.rsplit("/", 1)[0] + "/postgres"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "150"))
SIZES = (5, 50, 500)
PARTS = os.environ.get("BENCH_PARTS", "pages,plans,mail,trouble").split(",")

os.environ.update(
    DJANGO_SETTINGS_MODULE="bench_settings",
    SECRET_KEY="a-key-for-the-bench-only-and-for-nothing-else-at-all",
    ALLOWED_HOSTS="127.0.0.1",
    BASE_URL="http://127.0.0.1",
    DEBUG="off",
    DATABASE_URL=DATABASE,
    CELERY_BROKER_URL=os.environ.get("CELERY_BROKER_URL", "redis://127.0.0.1:6379/8"),
)


@dataclass
class Figure:
    name: str
    sql: int
    p50: float
    p95: float
    cpu: float
    size: int

    def row(self, limit: "Figure | None") -> str:
        ratio = (
            f"{self.p50 / limit.p50:5.2f}x {self.cpu / limit.cpu:5.2f}x"
            if limit
            else "    -      -"
        )
        return (
            f"{self.name:34} {self.sql:4d} {self.p50:8.1f} {self.p95:8.1f} {self.cpu:7.2f} "
            f"{self.size / 1024:8.1f} {ratio}"
        )


class FormReader(HTMLParser):
    """What the page's log form would send if nobody changed a thing."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = dict(attrs)
        name = said.get("name")
        if tag != "input" or not name:
            return
        kind = said.get("type", "text")
        if kind in ("radio", "checkbox") and "checked" not in said:
            return
        self.fields[name] = said.get("value", "on" if kind == "checkbox" else "")


class Visitor:
    """One signed-in browser on one connection that is kept open."""

    def __init__(self, key: str) -> None:
        self.cookie = f"sessionid={key}; csrftoken={'b' * 32}"
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)

    def get(self, path: str) -> tuple[int, bytes]:
        return self.send("GET", path)

    def post(self, path: str, fields: dict) -> tuple[int, bytes]:
        return self.send(
            "POST", path, urlencode(fields | {"csrfmiddlewaretoken": "b" * 32}, doseq=True)
        )

    def travelled(self, path: str) -> tuple[int, bytes]:
        """As a browser asks: compressed."""
        return self.send("GET", path, encoding="gzip, br")

    def send(
        self, method: str, path: str, body: str | None = None, encoding: str = "identity"
    ) -> tuple[int, bytes]:
        headers = {"Cookie": self.cookie, "Accept-Encoding": encoding}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()


@contextmanager
def served() -> Iterator[list[int]]:
    """gunicorn with two workers; gives the workers' process ids."""
    argv = [sys.executable, "-m", "gunicorn", "coachapp.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    argv += [
        "--workers",
        "2",
        "--threads",
        "4",
        "--no-control-socket",
        "--log-level",
        "warning",
        "--keep-alive",
        "30",
    ]
    house = subprocess.Popen(argv)
    try:
        for _ in range(100):
            time.sleep(0.1)
            try:
                if Visitor("").get("/healthz")[0] == 200:
                    break
            except OSError:
                continue
        children = subprocess.run(
            ["pgrep", "-P", str(house.pid)], capture_output=True, text=True, check=True
        )
        yield [int(pid) for pid in children.stdout.split()]
    finally:
        house.terminate()
        house.wait(20)


def nothing() -> None:
    pass


def measure(
    name: str,
    pids: list[int],
    sql: int,
    ask: Callable[[int], tuple[int, bytes]],
    rounds: int,
    between: Callable[[], object] = nothing,
) -> Figure:
    """`ask(n)` is asked `rounds` times after five warm-ups; milliseconds outside, CPU inside.

    What is done `between` two of them counts for neither.
    """
    for n in range(5):
        between()
        status, body = ask(n)
        if status >= 400:
            raise SystemExit(f"{name}: {status} {body[:300]!r}")
    before, times = cpu_ms(pids), []
    for n in range(5, 5 + rounds):
        between()
        start = time.perf_counter()
        status, body = ask(n)
        times.append((time.perf_counter() - start) * 1000)
        if status >= 400:
            raise SystemExit(f"{name}: {status}")
    cpu = (cpu_ms(pids) - before) / rounds
    return Figure(
        name, sql, statistics.median(times), statistics.quantiles(times, n=20)[18], cpu, len(body)
    )


def written_about(client=None) -> None:
    """As if something of `client` had been written, or of what all share: it is worked out anew."""
    from django.utils import timezone

    from clients.models import Touch

    mark = int.from_bytes(os.urandom(5))
    who = {"client_key": client.pk} if client else {"user_key": 0}
    Touch.objects.create(mark=mark, at=timezone.now(), **who)


def counted(user, method: str, path: str, data: dict | None = None) -> int:
    """SQL of one request, without BEGIN, COMMIT and SAVEPOINT, asked in this process."""
    from django.db import connection
    from django.test import Client as Browser
    from django.test.utils import CaptureQueriesContext

    browser = Browser(HTTP_HOST="127.0.0.1")
    if user:
        browser.force_login(user)
    if method == "get":
        getattr(browser, method)(path)  # what a process asks once in its life
    written_about()
    with CaptureQueriesContext(connection) as asked:
        getattr(browser, method)(path, data or {})
    control = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)")
    return sum(1 for q in asked.captured_queries if not control.match(q["sql"]))


def prepare():
    """A database of its own, the library, and three rosters."""
    import psycopg

    name = DATABASE.rsplit("/", 1)[1]
    with psycopg.connect(
        ADMIN_DATABASE.replace("postgres://", "postgresql://"), autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    import django

    django.setup()
    import rows
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_library", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    coaches = {size: rows.roster(size, now) for size in SIZES}
    as_after_a_minute()
    return coaches, now


def as_after_a_minute() -> None:
    """PostgreSQL looks at what is new by itself, a minute later; until then it plans as for empty tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Phone:
    """One athlete's browser, with open sessions to log and what their forms hold."""

    def __init__(self, coach, now) -> None:
        import rows

        from clients.models import Client, ScheduledSession

        self.athlete = Client.objects.filter(coach=coach).select_related("user").first()
        self.visitor = Visitor(rows.signed_in(self.athlete.user))
        far = self.athlete.today(now) - timedelta(days=300)
        easy = ScheduledSession.with_drafts.bulk_create(
            rows.session(self.athlete, far + timedelta(days=n), rows.WEEK[0], now)
            for n in range(ROUNDS + 6)
        )
        self.easy = [session.code for session in easy]
        self.strength = [
            rows.strength_of_30_sets(self.athlete, far + timedelta(days=n), now).code
            for n in range(ROUNDS // 3 + 6)
        ]
        self.forms: dict = {}

    def fill_forms(self) -> None:
        """What a page shows is what is sent; only the effort is chosen."""
        for code in (*self.easy, *self.strength):
            reader = FormReader()
            reader.feed(self.visitor.get(f"/sessions/{code}/log/")[1].decode())
            self.forms[code] = reader.fields | {"effort": "3"}

    def log(self, code) -> tuple[int, bytes]:
        status, body = self.visitor.post(f"/sessions/{code}/log/", self.forms[code])
        if status == 200:
            said = re.findall(
                r'class="err"[^>]*>(.*?)</p>|<li>(.*?)</li>', body.decode(), re.DOTALL
            )
            raise SystemExit(f"the log was not taken: {said} {self.forms[code]}")
        return status, body


def phone_pages(phone: Phone, pids: list[int]) -> Iterator[tuple[Figure, Figure | None]]:
    user = phone.athlete.user
    read = measure("limit: read", pids, 3, lambda n: phone.visitor.get("/limit/read/"), ROUNDS)
    yield read, None
    run = os.urandom(4).hex()
    said = {"client": phone.athlete.pk}
    write = measure(
        "limit: write",
        pids,
        3,
        lambda n: phone.visitor.post("/limit/write/", said | {"what": f"{run}{n}"}),
        ROUNDS,
    )
    yield write, None
    sql = counted(user, "get", "/today/")
    today = functools.partial(looked, phone.visitor, "/today/")
    yield measure("Today", pids, sql, today, ROUNDS), read
    between = functools.partial(written_about, phone.athlete)
    yield measure("  after a write of theirs", pids, sql, today, ROUNDS, between), read
    for name, codes in (
        ("log an easy run", phone.easy),
        ("log 30 sets of strength", phone.strength),
    ):
        code = codes.pop()
        sql = counted(user, "post", f"/sessions/{code}/log/", phone.forms[code])
        yield measure(name, pids, sql, lambda n, c=codes: phone.log(c[n]), len(codes) - 6), write
    sql = counted(None, "get", "/accounts/login/")
    yield (
        measure("sign-in page", pids, sql, lambda n: Visitor("").get("/accounts/login/"), ROUNDS),
        read,
    )


def desk_pages(
    coaches: dict, pids: list[int], phone: Phone
) -> Iterator[tuple[Figure, Figure | None]]:
    """The limit is measured again beside each roster: a machine is not as fast all the time."""
    import rows

    for size, coach in coaches.items():
        desk = Visitor(rows.signed_in(coach))
        beside = functools.partial(looked, phone.visitor, "/limit/read/")
        read = measure("limit: read, again", pids, 3, beside, ROUNDS)
        yield read, None
        one = functools.partial(written_about, coach.clients.first())
        for name, path in (("front page", "/coach/"), ("week board", "/coach/week/")):
            sql = counted(coach, "get", path)
            ask = functools.partial(measure, pids=pids, sql=sql, rounds=ROUNDS // 3)
            look = functools.partial(looked, desk, path)
            yield ask(f"{name}, {size} athletes", ask=look), read
            yield ask("  one of them wrote since", ask=look, between=one), read
            yield ask("  all worked out anew", ask=look, between=written_about), read


def looked(visitor: Visitor, path: str, _n: int) -> tuple[int, bytes]:
    return visitor.get(path)


def pages(coaches: dict, now) -> Iterator[tuple[Figure, Figure | None]]:
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    phone = Phone(coaches[50], now)
    with served() as pids:
        phone.fill_forms()
        yield from phone_pages(phone, pids)
        print(bytes_of_today(phone.visitor), flush=True)
        yield from desk_pages(coaches, pids, phone)


def bytes_of_today(visitor: Visitor) -> str:
    """What travels on the first visit to Today, and on the second, when sheet and script are kept."""
    html = visitor.get("/today/")[1].decode()
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    warm = len(visitor.travelled("/today/")[1])
    cold = warm + sum(len(visitor.travelled(part)[1]) for part in parts)
    first = f"cold {cold / 1024:.1f} KiB in {len(parts) + 1} requests"
    return f"Today, bytes on the wire: {first}, warm {warm / 1024:.1f} KiB"


def plans(coach, now) -> None:
    """One plan for many, in one form."""
    import assigning

    print(assigning.measured(coach, now), flush=True)


def mail(coach, now) -> None:
    """1,000 and 10,000 due reminders into a local SMTP sink, by two workers, and through a relay that takes 20 ms."""
    import mail_sink

    print(mail_sink.measured(coach, 1_000, now), flush=True)
    print(mail_sink.measured(coach, 10_000, now), flush=True)
    print(mail_sink.measured(coach, 5_000, now, takes_s=0.02, connections=4), flush=True)


def trouble(coaches: dict, now) -> None:
    """A thousand in the same minute; a mail server that never answers, for a worker and for pages beside it."""
    import rows
    import trouble

    print(trouble.on_time(coaches[5], 1_000), flush=True)
    print(trouble.held_by_a_hanging_server(coaches[5], now), flush=True)
    athlete = coaches[50].clients.select_related("user").first()
    key = rows.signed_in(athlete.user)
    with served() as pids:

        def p95() -> float:
            visitor = Visitor(key)  # a connection that waits is closed by the server
            return measure("Today", pids, 0, lambda n: visitor.get("/today/"), ROUNDS).p95

        print(trouble.beside_a_hanging_server(coaches[5], now, p95), flush=True)


def main() -> None:
    coaches, now = prepare()
    if "pages" in PARTS:
        tell_of_pages(coaches, now)
    if "plans" in PARTS:
        plans(coaches[5], now)
    if "mail" in PARTS:
        mail(coaches[5], now)
    if "trouble" in PARTS:
        trouble(coaches, now)


def tell_of_pages(coaches: dict, now) -> None:
    print(
        f"{'request':34} {'SQL':>4} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>7} {'KiB':>8} {'p50':>6} {'CPU':>6}"
    )
    for figure, limit in pages(coaches, now):
        print(figure.row(limit), flush=True)


if __name__ == "__main__":
    main()
