"""`make screenshots`: the pictures in docs/, taken from the demo by a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "coachapp-demo"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, in the foreground of nobody; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DEBUG": "on",
            "DEMO": "1",
            "PORT": str(port),
        }
        house = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(f"{base}/readyz")
            yield base
        finally:
            house.terminate()
            house.wait(30)


def wait_for(url: str, patience_s: float = 90) -> None:
    last = time.monotonic() + patience_s
    while time.monotonic() < last:
        try:
            urllib.request.urlopen(url, timeout=2)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(url)


def sign_in(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", f"{name}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("form button:has-text('Sign in')")
    page.wait_for_load_state()


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def take(base: str) -> None:
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        phone = browser.new_context(viewport=PHONE, device_scale_factor=2).new_page()
        sign_in(phone, base, "priya")
        phone.goto(f"{base}/today/")
        picture(phone, "today")
        phone.click("a:has-text('Start strength')")
        picture(phone, "strength-log")
        desk = browser.new_context(viewport=DESK).new_page()
        sign_in(desk, base, "robin")
        desk.goto(f"{base}/coach/")
        picture(desk, "front-page")
        desk.goto(f"{base}/coach/week/")
        picture(desk, "week-board")
        browser.close()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as base:
        take(base)
    print(*sorted(p.name for p in PICTURES.glob("*.png")))  # noqa: T201  this is its answer
