"""Runs a command; prints its seconds by the clock and of processors, and the peak memory of all its processes in MB."""

import json
import resource
import subprocess
import sys
import time

import psutil

_STEP = 0.1  # seconds between two looks at the memory


def memory(process: psutil.Process) -> int:
    """Bytes of a process and those below it, what they share counted once."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:  # it has just ended
            continue
    return total


start = time.perf_counter()
command = psutil.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = 0
while command.poll() is None:
    peak = max(peak, memory(command))
    time.sleep(_STEP)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([seconds, used.ru_utime + used.ru_stime, peak / 1e6]))
sys.exit(command.returncode)
