"""Reading on a Dask cluster: chunks of files go to its workers, records come back; the rows lie in the shared folder.

Inputs and output must be on storage that every worker sees under the same path. A worker that dies is replaced by the
cluster and its chunks are read again; what it had written is not referred to by anything.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from typing import Any

from jixiao.consolidate.reading import Chunk, Done, Task, Way, chunks_of, read_alone, read_whole_chunk
from jixiao.errors import UsageError

LOCAL = "local"
_CONNECT_SECONDS = 30


def read_on_cluster(tasks: Sequence[Task], way: Way, address: str, jobs: int) -> Iterator[Done]:
    """Reads files on the cluster at ``address``, or on one of ``jobs`` processes on this machine (``local``).

    Raises ``UsageError`` if the cluster cannot be reached.
    """
    distributed = _distributed()
    with _client(address, jobs) as client:
        _wait_for_workers(client, address)
        workers = max(len(client.scheduler_info()["workers"]), jobs)
        chunks = chunks_of(tasks, way, workers)
        futures = client.map(read_whole_chunk, chunks, pure=False, retries=2, key="jixiao-chunk")
        waiting: dict[str, Chunk] = {future.key: chunk for future, chunk in zip(futures, chunks, strict=True)}
        killed: list[Chunk] = []
        for future in distributed.as_completed(futures):
            try:
                yield from future.result()
            except distributed.KilledWorker:
                killed.append(waiting[future.key])
            finally:
                future.release()
    # A chunk on which several workers died holds a file that kills: here each is read in a process of its own.
    for chunk in killed:
        for task in chunk.tasks:
            yield read_alone(task, chunk.way)


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as error:
        raise UsageError(f"Dask 集群“{address}”没有可用的工作进程", hint="请先启动 dask worker") from error


def _distributed() -> Any:
    # By name: the package is not there for everyone, and where it is, its functions have no types.
    return importlib.import_module("distributed")


def _client(address: str, jobs: int) -> Any:
    distributed = _distributed()
    if address == LOCAL:
        # Threads would wait for each other: reading is Python.
        cluster = distributed.LocalCluster(n_workers=max(jobs, 2), threads_per_worker=1, dashboard_address=None)
        return _OwnClient(distributed.Client(cluster), cluster)
    try:
        return distributed.Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(f"无法连接 Dask 集群“{address}”", hint="请检查调度器地址，例如 tcp://10.0.0.1:8786") from error


class _OwnClient:
    """A client together with the cluster it was made for."""

    def __init__(self, client: Any, cluster: Any) -> None:
        self._client = client
        self._cluster = cluster

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._cluster.close()
