"""What other processes have used."""

import os
from collections.abc import Iterable


def cpu_ms(pids: Iterable[int]) -> float:
    """Processor milliseconds of `pids` so far, their own and the kernel's for them."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123  a kernel file
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")
