"""Runs a command and prints its wall seconds and the peak memory of its largest process in MB.

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
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000]))
