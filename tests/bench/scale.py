"""`make bench-scale`: the same mail is due among ten thousand athletes and among a million; the work is the same."""

import os
import resource
import sys
import time
from datetime import timedelta

import psycopg

ADMIN = os.environ.get("BENCH_ADMIN_URL", "postgres://postgres@127.0.0.1:5432/postgres")
NAME = f"coachapp_scale_{os.getpid()}"
SIZES = tuple(int(size) for size in os.environ.get("SCALE_SIZES", "10000,1000000").split(","))
DUE = int(os.environ.get("SCALE_DUE", "10000"))
WITHIN_S = 300
FIRST_ID = 1000

os.environ.update(
    DJANGO_SETTINGS_MODULE="coachapp.settings",
    SECRET_KEY="a-key-for-the-bench-only-and-for-nothing-else-at-all",
    ALLOWED_HOSTS="127.0.0.1",
    DEBUG="off",
    DATABASE_URL=ADMIN.rsplit("/", 1)[0] + f"/{NAME}",
    CELERY_BROKER_URL="redis://127.0.0.1:6379/8",
)


def copies(row, first: int, count: int, changes: dict[str, str]) -> str:
    """SQL that copies `row` with these columns changed, so that a new column needs no new line here."""
    columns = [field.column for field in row._meta.concrete_fields]
    values = [changes.get(name) or f't."{name}"' for name in columns]
    names, table = ", ".join(f'"{name}"' for name in columns), row._meta.db_table
    return (
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(values)} '
        f'FROM "{table}" t, generate_series({first}, {first + count - 1}) n WHERE t.id = {row.pk}'
    )


def ask_admin(sql: str) -> None:
    with psycopg.connect(ADMIN.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(sql)


def fill(size: int, now) -> float:
    """`size` athletes, of whom DUE have a session today and their hour within the last five minutes. Seconds."""
    import rows
    from django.db import connection

    from clients.models import Client

    began = time.perf_counter()
    coach = rows.person("scale", is_coach=True)
    user = rows.person("model")
    client = Client.objects.create(
        coach=coach, user=user, name="Model", status="active", joined_on=now.date(),
        next_look_at=now + timedelta(days=1),
    )  # fmt: skip
    session = rows.session(client, client.today(now), rows.WEEK[1], now)
    session.save()
    at = now.astimezone(user.zone).time().replace(second=0, microsecond=0)
    own = {"id": "n", "code": "gen_random_uuid()"}
    began_at = f"timestamptz '{now.isoformat()}'"  # not now(): the filling takes its time
    look = (
        f"CASE WHEN n < {FIRST_ID + DUE} THEN {began_at} - (60 + random() * {WITHIN_S - 60}) * interval '1 s' "
        f"ELSE {began_at} + interval '1 hour' + random() * interval '1 day' END"
    )
    statements = (
        "SET session_replication_role = replica",  # every key is there: looking each up takes minutes
        copies(user, FIRST_ID, size, own | {"email": "'a' || n || '@bench.example'"}),
        copies(client, FIRST_ID, size, own | {"user_id": "n", "next_look_at": look}),
        copies(session, FIRST_ID, DUE, own | {"client_id": "n"}),
        'INSERT INTO clients_wish (user_id, kind, "on", at, mode) '
        f"SELECT n, 'morning', true, '{at}', 'same_day' "
        f"FROM generate_series({FIRST_ID}, {FIRST_ID + DUE - 1}) n",
        "SET session_replication_role = DEFAULT",
        "ANALYZE",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return time.perf_counter() - began


def measured(now) -> dict[str, float]:
    """Planning (`queue_due`) and claiming, batch after batch: seconds, CPU, SQL and memory of this process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from clients import outbox, reminders
    from clients.models import OutgoingEmail

    found = {}
    with CaptureQueriesContext(connection) as asked:
        reminders.queue_due(now)
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    found["SQL a batch of 200"] = sum(not one["sql"].startswith(brackets) for one in asked)
    began, cpu = time.perf_counter(), time.process_time()
    while reminders.queue_due(now):
        pass
    found["planning, s"] = time.perf_counter() - began
    found["planning, CPU s"] = time.process_time() - cpu
    found["mails"] = OutgoingEmail.objects.count()
    began = time.perf_counter()
    while outbox.claim(now, 100):
        pass
    found["claiming, s"] = time.perf_counter() - began
    found["memory, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def one(size: int) -> dict[str, float]:
    ask_admin(f"CREATE DATABASE {NAME}")
    try:
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.utils import timezone

        call_command("migrate", verbosity=0)
        now = timezone.now()
        filling = {"filling, s": fill(size, now)}
        found = filling | measured(timezone.now())
        connection.close()
    finally:
        ask_admin(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    return found


def main() -> None:
    """Each size in a process of its own, so that memory is comparable."""
    import json
    import subprocess

    if len(sys.argv) > 1:
        print(json.dumps(one(int(sys.argv[1]))))
        return
    results = []
    for size in SIZES:
        run = subprocess.run(
            [sys.executable, __file__, str(size)], stdout=subprocess.PIPE, check=True, text=True
        )
        results.append(json.loads(run.stdout))
    print(f"{'':24}" + "".join(f"{size:>14,}" for size in SIZES) + f"{'ratio':>8}")
    for name, first in results[0].items():
        figures = "".join(f"{result[name]:14.2f}" for result in results)
        print(f"{name:24}{figures}{results[-1][name] / max(first, 0.001):8.2f}", flush=True)


if __name__ == "__main__":
    main()
