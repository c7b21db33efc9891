"""The same merge on a Dask cluster: same bytes, also if a worker dies on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from calling import ROOT, SOURCES, Call
from consolidate.returns import project, read_return, write_return
from jixiao.consolidate.cluster import Tls
from jixiao.consolidate.merge import Options, merge
from jixiao.errors import UsageError

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed"),
]


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder = tmp_path / "in"
    for number in range(40):
        write_return(folder / f"{number:02d}.xlsx", [project(f"项目{number}", "1", f"{number % 7}局")])
    (folder / "坏.xlsx").write_text("broken")
    return folder


def on_cluster(season: Path, output: Path, reader: str) -> list[dict[str, Any]]:
    """The files of a merge on two workers; see ``on_cluster.py``."""
    script = Path(__file__).with_name("on_cluster.py")
    path = os.pathsep.join([SOURCES["PYTHONPATH"], str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, str(script), str(season), str(output), reader],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    files: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return files


def test_a_worker_that_dies_in_mid_run_changes_no_byte(season: Path, tmp_path: Path) -> None:
    merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return))
    files = on_cluster(season, tmp_path / "2.xlsx", "dying")
    assert (tmp_path / "died").exists()
    assert [file["file"] for file in files if file["status"] == "failed"] == ["坏.xlsx"]
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_file_that_kills_every_worker_fails_alone(season: Path, tmp_path: Path) -> None:
    files = on_cluster(season, tmp_path / "1.xlsx", "killing")
    failed = {file["file"]: file["reason"] for file in files if file["status"] == "failed"}
    assert set(failed) == {"坏.xlsx", "20.xlsx"}
    assert failed["20.xlsx"].startswith("读取时进程意外终止")


def test_a_cluster_that_is_not_there_is_wrong_usage(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.consolidate.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="无法连接"):
        merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return, cluster="tcp://127.0.0.1:9"))
    assert not (tmp_path / "1.xlsx").exists()


def _certificates(folder: Path) -> Tls:
    """An authority, and a certificate it has signed, for this test alone."""
    ca, cert, key = folder / "ca.pem", folder / "cert.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", cert], check=True, capture_output=True)
    ca.write_bytes(cert.read_bytes())
    return Tls(ca, cert, key)


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
def test_an_encrypted_cluster_is_reached_with_a_certificate_and_not_without(season: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    tls = _certificates(tmp_path)
    names = ("ca_file", "client_cert", "client_key", "scheduler_cert", "scheduler_key", "worker_cert", "worker_key")
    files = {
        f"tls_{name}": str(tls.authority if name == "ca_file" else tls.key if "key" in name else tls.certificate)
        for name in names
    }
    security = distributed.Security(require_encryption=True, **files)
    merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return))
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, security=security
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tls://")
        merge([str(season)], tmp_path / "2.xlsx", Options(read=read_return, cluster=address, tls=tls))
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("address", "options", "told"),
    [
        ("tls://a:1", [], "证书不全"),
        ("tls://a:1", ["--tls-ca", "x"], "证书不全"),
        ("tcp://a:1", ["--tls-ca", "x", "--tls-cert", "x", "--tls-key", "x"], "不是加密的"),
        ("tls://a:1", ["--tls-ca", "x", "--tls-cert", "x", "--tls-key", "x"], "找不到证书文件"),
    ],
)
def test_certificates_that_do_not_fit_are_wrong_usage(
    jixiao: Call, season: Path, tmp_path: Path, address: str, options: list[str], told: str
) -> None:
    result = jixiao("merge", season, "-o", tmp_path / "1.xlsx", "--cluster", address, *options)
    assert result.code == 2
    assert told in result.err


def test_an_open_scheduler_is_warned_of(
    jixiao: Call, season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.consolidate.cluster._CONNECT_SECONDS", 1)
    assert "警告：Dask 集群" in jixiao("merge", season, "-o", tmp_path / "1.xlsx", "--cluster", "tcp://127.0.0.1:9").err
