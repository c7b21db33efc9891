"""Reading on a Dask cluster: portions of files go out, records come back.

Inputs and output must be on storage that every worker sees under the same path. A worker that dies is replaced by the
cluster and its portions are read again; what it had written is not referred to by anything.

Whoever can speak to a scheduler runs what he likes on every worker, and on whoever asks it for results: a scheduler in
a network is to ask for certificates (``Tls``).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.consolidate.records import FileRecord
from jixiao.errors import UsageError
from jixiao.processes.each_file import Portion

LOCAL = "local"
_ENCRYPTED = "tls://"
_CONNECT_SECONDS = 30


class Tls(NamedTuple):
    """The certificates of both sides: authority, own certificate, its key."""

    authority: Path
    certificate: Path
    key: Path


def is_open(address: str, tls: Tls | None) -> bool:
    """Whether a scheduler at that address lets in whoever comes."""
    return address != LOCAL and tls is None


def tls_of(address: str | None, authority: Path | None, certificate: Path | None, key: Path | None) -> Tls | None:
    """Return what encrypts a cluster. Raises ``UsageError`` if it is not whole."""
    given = [path for path in (authority, certificate, key) if path is not None]
    encrypted = address is not None and address.startswith(_ENCRYPTED)
    if not given and not encrypted:
        return None
    if authority is None or certificate is None or key is None:
        hint = "请同时给出 --tls-ca、--tls-cert 和 --tls-key，三个都是 PEM 文件"
        raise UsageError("加密连接 Dask 集群所需的证书不全", hint=hint)
    if not encrypted:
        raise UsageError(f"给出了证书，而地址“{address or ''}”不是加密的", hint="请写 --cluster tls://主机:端口")
    for path in given:
        if not path.is_file():
            raise UsageError(f"找不到证书文件“{path}”", hint="请检查路径")
    return Tls(authority, certificate, key)


def on_cluster(
    address: str, jobs: int, tls: Tls | None, work: Callable[[Portion], list[FileRecord]], portions: Iterable[Portion]
) -> Iterator[tuple[Portion, list[FileRecord] | None]]:
    """Read portions on the cluster at ``address`` or ``local``, as ``in_processes``.

    Raises ``UsageError``.
    """
    distributed = importlib.import_module("distributed")  # by name: it is not there for everyone, and has no types
    with _client(distributed, address, jobs, tls) as client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise UsageError(f"Dask 集群“{address}”没有可用的工作进程", hint="请先启动 dask worker") from error
        listed = list(portions)
        futures = client.map(work, listed, pure=False, retries=2, key="jixiao-chunk")
        waiting = {future.key: portion for future, portion in zip(futures, listed, strict=True)}
        killed: list[Portion] = []
        for future in distributed.as_completed(futures):
            try:
                yield waiting[future.key], future.result()
            except distributed.KilledWorker:
                killed.append(waiting[future.key])
            finally:
                future.release()
    # A portion on which several workers died holds a file that kills: here each is read in a process of its own.
    yield from ((portion, None) for portion in killed)


@contextmanager
def _client(distributed: Any, address: str, jobs: int, tls: Tls | None) -> Iterator[Any]:
    if address == LOCAL:
        # Threads would wait for each other: reading is Python.
        options = {"n_workers": max(jobs, 2), "threads_per_worker": 1, "dashboard_address": None}
        with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
            yield client
        return
    try:
        security = tls and distributed.Security(
            tls_ca_file=str(tls.authority),
            tls_client_cert=str(tls.certificate),
            tls_client_key=str(tls.key),
            require_encryption=True,
        )
        client = distributed.Client(address, timeout=_CONNECT_SECONDS, security=security)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        hint = "请检查调度器地址（例如 tls://10.0.0.1:8786）和证书"
        raise UsageError(f"无法连接 Dask 集群“{address}”", hint=hint) from error
    with client:
        yield client
