"""`make bench-phone`: Today and the log pages on a slow phone, in a real browser, against the production set-up.

1.6 Mbit/s, 150 ms, a quarter of the processor, as Chromium throttles them. Cold is a browser that has
seen nothing; warm is the second opening, with the worker and its files in place. A figure over its
promise ends the run with 1.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import run
from playwright.sync_api import BrowserContext, Page, sync_playwright

TIMES = int(os.environ.get("BENCH_TIMES", "5"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    # Pages of the browser's own address bar, which no phone has: they would share the processor with ours.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
]
HOME = "Europe/Berlin"  # where its athletes live
AWAY = "Asia/Tokyo"  # where one of them has gone, and Today asks about it
COLD_S, WARM_S, BLOCKING_MS = 0.9, 0.35, 50
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
WATCH = """
window.seen = { paint: 0, shift: 0, blocking: 0 };
const watch = (type, see) =>
  new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
watch("largest-contentful-paint", (each) => (seen.paint = each.startTime));
watch("layout-shift", (each) => (seen.shift += each.hadRecentInput ? 0 : each.value));
watch("longtask", (each) => (seen.blocking += Math.max(0, each.duration - 50)));
"""


@dataclass(frozen=True)
class Seen:
    """What one opening of a page was like."""

    paint_s: float
    shift: float
    blocking_ms: float


def slow(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def opened(page: Page, address: str) -> Seen:
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    if page.url != address:
        raise SystemExit(f"{address} led to {page.url}")
    seen = page.evaluate("seen")
    return Seen(seen["paint"] / 1000, seen["shift"], seen["blocking"])


def openings(browser, key: str, address: str, zone: str) -> Iterator[tuple[Seen, Seen]]:
    """Cold and warm, several times, each in a browser that has seen nothing."""
    for _time in range(TIMES):
        context: BrowserContext = browser.new_context(
            viewport={"width": 390, "height": 844},
            device_scale_factor=2,
            is_mobile=True,
            timezone_id=zone,
            extra_http_headers={"X-Forwarded-Proto": "https"},
        )
        context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
        context.add_init_script(WATCH)
        page = context.new_page()
        slow(page)
        cold = opened(page, address)
        page.wait_for_timeout(1500)  # the worker comes after the page
        yield cold, opened(page, address)
        context.close()


def median(seen: list[Seen]) -> Seen:
    return Seen(
        *(
            statistics.median(getattr(each, name) for each in seen)
            for name in ("paint_s", "shift", "blocking_ms")
        )
    )


def main() -> int:
    run.SIZES, run.ROUNDS = (5,), 0
    coaches, now = run.prepare()
    import rows

    phone = run.Phone(coaches[5], now)
    key = rows.signed_in(phone.athlete.user)
    pages = {
        "Today": ("/today/", HOME),
        "Today, away": ("/today/", AWAY),
        "strength log": (f"/sessions/{phone.strength[0]}/log/", HOME),
        "check-in": ("/check-in/", HOME),
    }
    over = False
    print(f"{'page':14} {'':5} {'paint s':>8} {'shift':>7} {'blocking ms':>12}")
    with run.served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name, (path, zone) in pages.items():
            both = list(openings(browser, key, f"http://127.0.0.1:{run.PORT}{path}", zone))
            for word, limit, seen in (
                ("cold", COLD_S, median([cold for cold, _warm in both])),
                ("warm", WARM_S, median([warm for _cold, warm in both])),
            ):
                print(
                    f"{name:14} {word:5} {seen.paint_s:8.2f} {seen.shift:7.3f} {seen.blocking_ms:12.0f}",
                    flush=True,
                )
                over |= seen.paint_s > limit or seen.shift > 0.001
                # The browser takes its time to name a place; that comes after the page, in a turn of its own.
                over |= seen.blocking_ms > BLOCKING_MS and zone == HOME
        browser.close()
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
