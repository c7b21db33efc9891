"""Packages that only some installations have, asked for before the work."""

from __future__ import annotations

from importlib.util import find_spec

from jixiao.errors import UsageError


def require(package: str, extra: str, option: str) -> None:
    """Raises ``UsageError`` with the way to install ``package`` unless it is there."""
    if find_spec(package) is None:
        raise UsageError(
            f"{option} 需要可选组件 {package}，当前没有安装",
            hint=f'请在源代码文件夹运行 python3 -m pip install ".[{extra}]" 后重试',
        )
