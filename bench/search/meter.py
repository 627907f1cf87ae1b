"""Runs a command and prints its seconds by the clock and of processors, and its largest process's peak memory in MB.

A process of its own: the kernel counts a parent's memory as its child's up to the moment that the child starts.
"""

import json
import resource
import subprocess
import sys
import time

start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
