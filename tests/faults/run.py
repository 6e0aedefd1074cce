"""`make faults`: everything that can die dies while reminders go out, and every one of them arrives.

FAULTS=full is the whole size; without it a tenth of that, in a few minutes.
"""

import logging
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from house import WORKERS, House  # noqa: E402

for noisy in ("mail.log", "asyncio"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

IS_FULL = os.environ.get("FAULTS") == "full"
PEOPLE, WORKER_KILLS, OTHERS = (1000, 20, 3) if IS_FULL else (100, 6, 2)
LONGEST_S = 480 if IS_FULL else 150
SEED = int(os.environ.get("FAULTS_SEED", "0")) or random.SystemRandom().randrange(10**6)

MACHINES = {
    "PostgreSQL and Redis": {"postgres": True, "broker": "redis"},
    "Embedded defaults": {"postgres": False, "broker": "files"},
    "No broker": {"postgres": False, "broker": ""},
}


def plan_of(house: House) -> list:
    """What is done to this house, in an order drawn by chance."""
    harm = [house.kill_a_worker] * WORKER_KILLS
    if house.broker:
        harm += [house.kill_beat] * OTHERS
    if house.broker == "redis":
        harm += [house.empty_redis, house.kill_redis]
    if house.postgres:
        harm += [house.cut_database] * OTHERS
    house.chance.shuffle(harm)
    return harm


def ordeal(house: House) -> float:
    """Do the harm while mail goes out, then wait for the rest. Seconds until the last was settled, or the longest."""
    harm, began = plan_of(house), time.monotonic()
    step, next_at, next_s = PEOPLE * 0.8 / len(harm), 0.0, began + 8
    house.open_up()
    while time.monotonic() - began < LONGEST_S:
        time.sleep(0.05)
        house.keep_running()
        arrived = house.copies()[0]
        if harm and (arrived > next_at or time.monotonic() > next_s):
            harm.pop()()
            next_at, next_s = arrived + step, time.monotonic() + 8
        if not harm and arrived >= PEOPLE and not house.left():
            break
    return time.monotonic() - began


def report(name: str, house: House, took_s: float) -> tuple[list[str], bool]:
    reached, second, strange = house.copies()
    met, done = house.server.met, house.done
    lost_replies = met[house.server.LOSE_REPLY]
    deaths = done["worker killed"] + done["worker ended by itself"] + done["database cut"]
    most = lost_replies + deaths * WORKERS
    left = house.left()
    fine = reached == PEOPLE and second <= most and not strange and not left
    met_words = ", ".join(f"{count} x {what}" for what, count in sorted(met.items()))
    done_words = ", ".join(f"{what} {count} times" for what, count in sorted(done.items()))
    return [
        f"## {name}",
        "",
        f"- Due {PEOPLE}, arrived {reached}, still open {left}, **lost {max(0, PEOPLE - reached - left)}**, "
        f"after {took_s:.0f} s.",
        f"- Second copies: {second}; {lost_replies} replies were lost, {deaths} deaths and cuts x {WORKERS} workers "
        f"allow {most}. With another Message-ID: {strange}.",
        f"- Done to it: {done_words}.",
        f"- The mail server: {met_words}.",
        "",
    ], fine


def main() -> None:
    lines, all_fine = [f"Seed {SEED}, {PEOPLE} due in five zones on each machine.", ""], True
    print("\n".join(lines), flush=True)
    for name, parts in MACHINES.items():
        folder = Path(tempfile.mkdtemp(prefix="coachapp-faults-"))
        house = House(folder, chance=random.Random(SEED), **parts)
        try:
            house.build(PEOPLE)
            said, fine = report(name, house, ordeal(house))
            if not fine:
                sys.stderr.write((folder / "processes.log").read_text()[-6000:])
        finally:
            house.tear_down()
        print("\n".join(said), flush=True)
        lines, all_fine = lines + said, all_fine and fine
    if target := os.environ.get("FAULTS_REPORT"):
        page = Path(target)
        said = page.read_text() if page.exists() else ""
        head = said.partition("\n## ")[0].rpartition("\nSeed")[0]
        page.write_text(f"{head}\n" + "\n".join(lines).rstrip() + "\n")
    sys.exit(0 if all_fine else 1)


if __name__ == "__main__":
    main()
