"""One job in a process of its own: its seconds, its processor seconds, its memory, and what it did.

The standard library only: the other tools' jobs run it with their own Python.
"""

import gc
import json
import statistics
import sys
import time
from contextlib import contextmanager


class Job:
    """What was measured; `times` has one entry a repeat."""

    def __init__(self):
        self.times, self.processor, self.did = [], [], {}

    @contextmanager
    def timed(self):
        """Measure what stands in the with block; several blocks give their median."""
        gc.collect()
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.times.append(time.perf_counter() - wall)
        self.processor.append(time.process_time() - processor)

    def report(self):
        """Give it as one line of JSON."""
        middle = {"wall": statistics.median(self.times), "cpu": statistics.median(self.processor)}
        return json.dumps({**middle, "memory": peak_memory(), **self.did})


def peak_memory():
    """Megabytes of memory that this process has had at most; 0 where the system does not tell."""
    try:
        import resource
    except ModuleNotFoundError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def run(jobs):
    """Run the job that the command line names, in the folder and for the corpus that it names."""
    name, folder, corpus = sys.argv[1:4]
    job = Job()
    jobs[name](job, folder, corpus)
    print(job.report())
