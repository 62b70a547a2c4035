"""A cluster of the team's own: a worker that is killed loses nothing."""

from __future__ import annotations

import os
import signal

import pytest
from distributed import Client, LocalCluster

from qualkit.assist import corpus, suggest
from qualkit.testing import TINY_CODEBOOK
from tests.assist.test_corpus import Answers


class Deadly(Answers):
    """Answers that end a worker process when they have been walked through to the middle for the second time."""

    def __init__(self, count, worker):
        super().__init__(count)
        self.worker, self.walks, self.killed = worker, 0, False

    def __iter__(self):
        self.walks += 1
        for number, answer in enumerate(super().__iter__()):
            if self.walks == 2 and number == self.count // 2:
                os.kill(self.worker, signal.SIGKILL)
                self.killed = True
            yield answer


@pytest.mark.timeout(180)
def test_a_worker_that_is_killed_in_mid_run_changes_nothing(monkeypatch):
    """Dask on two worker processes, one killed while it works: the same suggestions to the last digit as without it."""
    monkeypatch.setattr(corpus, "PORTION", 4)
    monkeypatch.setattr(corpus, "IN_FLIGHT", 4)
    alone = suggest(TINY_CODEBOOK, Answers(40))
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        before = set(client.run(os.getpid).values())
        said = Deadly(40, min(before))
        found = suggest(TINY_CODEBOOK, said, executor=client.get_executor())
        after = set(client.run(os.getpid).values())

    assert said.killed
    assert min(before) not in after
    assert found == alone
    assert len(found) > 5
