"""What the machine files say: commands, environment and health checks, as a container engine reads them."""

import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[1]
HOST = "coach.example.org"
PRODUCTION = {
    "SECRET_KEY": "a-key-of-fifty-characters-that-nobody-else-knows-0",
    "ALLOWED_HOSTS": HOST,
    "BASE_URL": f"https://{HOST}",
}
TOOLS = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
# Large, compressed once when the image is built, and not ours.
NOT_OURS = ("-i", "drf_spectacular_sidecar", "-i", "rest_framework", "-i", "vendor")


def manage(*words: str, var: pathlib.Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in an environment of its own: these variables and no other of ours."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={"PATH": TOOLS, "VAR_DIR": str(var)} | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def collect(folder: pathlib.Path) -> pathlib.Path:
    """Our static files as they are served in production."""
    static = folder / "static"
    words = ("collectstatic", "--noinput", *NOT_OURS)
    run = manage(*words, var=folder, STATIC_ROOT=str(static), **PRODUCTION)
    assert run.returncode == 0, run.stderr
    return static


def compose() -> dict[str, dict]:
    """The services of docker-compose.yml, merged and filled in."""
    import compose as package

    binary = pathlib.Path(package.__file__).parent / "docker-compose"
    secrets = PRODUCTION | {"POSTGRES_PASSWORD": "pw", "EMAIL_URL": "smtp://mail.example.org"}
    read = subprocess.run(
        [binary, "-f", ROOT / "docker-compose.yml", "config", "--format", "json"],
        env={"PATH": os.environ["PATH"]} | secrets,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    return json.loads(read.stdout)["services"]


def image(word: str) -> list[str]:
    """The command after the last CMD or HEALTHCHECK of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text().rsplit(f"\n{word}", 1)[1]
    return json.loads(text[text.index("[") : text.index("]\n") + 1])
