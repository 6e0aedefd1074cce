"""Writes what `make mutants` found to docs/mutants.md: how many small changes to the rules no test notices."""

import json
import subprocess
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "mutants"
REPORT = ROOT / "docs" / "mutants.md"
CAUGHT = ("killed", "timeout", "caught by type check")
MISSED = ("survived", "no tests", "not checked")
COLUMNS = ("killed", "timeout", "caught by type check", "survived", "no tests", "not checked")
ABOUT = """\
# Mutants of the rules

Small changes are made to `plans/rules` and `clients/rules`, one at a time: another number, `<` for
`<=`, a word changed, an argument left out. A change that no test and no type notices is one that a
person could make by mistake. `make mutants` makes them with [mutmut](https://mutmut.readthedocs.io/)
and writes this page; `make mutants ARGS='plans.rules.easy_days*'` tries one module, and
`mutmut show <name>` shows one change.

Only tests that need no row and no clock are asked (`[tool.mutmut]` in `pyproject.toml`). A change that
makes a test run forever counts as caught. What `make types` refuses counts as caught and is tried with
no test. What no asked test reaches counts as missed, and so do changes that change nothing anybody
could see, and code that runs once when a module is read, which mutmut cannot switch. Verdicts on
functions that have not changed are kept from the run before.
"""


def status_of(exit_code: int | None) -> str:
    status = status_by_exit_code[exit_code]
    return status if status in COLUMNS else "not checked"


def results() -> dict[str, Counter[str]]:
    """How the mutants of each module ended, by the module's file."""
    found = {}
    for path in sorted(RESULTS.glob("**/rules/**/*.py.meta")):
        ended = json.loads(path.read_text())["exit_code_by_key"].values()
        if ended:
            found[str(path.relative_to(RESULTS)).removesuffix(".meta")] = Counter(
                map(status_of, ended)
            )
    return found


def score(counts: Counter[str]) -> float:
    """Per cent of the mutants that were caught, rounded down to a tenth."""
    return int(1000 * sum(counts[status] for status in CAUGHT) / counts.total()) / 10


def row(name: str, counts: Counter[str]) -> str:
    numbers = (counts.total(), *(counts[status] for status in COLUMNS))
    return f"| {name} | {' | '.join(map(str, numbers))} | {score(counts)} % |"


def page(found: dict[str, Counter[str]], commit: str, day: str) -> str:
    total = sum(found.values(), Counter())
    tried = total - Counter({"caught by type check": total["caught by type check"]})
    worst_first = sorted(found, key=lambda name: -sum(found[name][status] for status in MISSED))
    return "\n".join(
        [
            ABOUT,
            f"Last run: {day}, commit {commit}. **{score(total)} %** of {total.total()} caught; of the "
            f"{tried.total()} that the types let through, tests caught {score(tried)} %.",
            "",
            f"| Module | Mutants | {' | '.join(status.capitalize() for status in COLUMNS)} | Score |",
            f"|---|{'---:|' * (len(COLUMNS) + 2)}",
            row("**all**", total),
            *(row(f"`{name}`", found[name]) for name in worst_first),
            "",
        ]
    )


if __name__ == "__main__":
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    REPORT.write_text(page(results(), commit, f"{datetime.now(UTC):%-d %B %Y}"))
