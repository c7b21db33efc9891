"""What the component in LibreOffice says when Jixiao cannot be used from there: one Chinese line, the right next step."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from calling import ROOT
from jixiao.excel.building.extension import COMPONENT

HERE = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture
def component(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The component, loaded with doubles for what LibreOffice brings along, and without the package."""
    interfaces = ("XDispatch", "XDispatchProvider", "XInitialization", "XServiceInfo")
    for name in ("com", "com.sun", "com.sun.star", "com.sun.star.frame", "com.sun.star.lang", "unohelper"):
        module = ModuleType(name)
        vars(module).update({each: type(each, (), {}) for each in interfaces})
        module.Base = type("Base", (), {})
        module.ImplementationHelper = lambda: SimpleNamespace(addImplementation=lambda *_: None)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "path", list(sys.path))
    loaded = ModuleType("component")
    exec((ROOT / "addin" / "office" / "libreoffice" / COMPONENT).read_text("utf-8"), vars(loaded))
    loaded.told = []
    loaded.tell = lambda frame, text: loaded.told.append(text)
    monkeypatch.delitem(sys.modules, "jixiao")
    return loaded


def settings(component: Any, **values: Any) -> None:
    path = Path(component.settings_file())
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(values), "utf-8")


def press(component: Any) -> str:
    component.press(None, None, "check")
    (told,) = component.told
    assert "\n" not in told
    return str(told)


def test_without_a_record_of_an_installation_it_is_to_be_installed(component: Any) -> None:
    assert press(component).startswith("没有找到安装记录")
    assert component.told[0].endswith("请在终端运行 jixiao addin install，再重新打开 LibreOffice")


def test_a_record_that_is_none_is_to_be_made_again(component: Any) -> None:
    settings(component, python=HERE)
    assert "请在终端运行 jixiao addin install" in press(component)


def test_another_python_needs_another_environment(component: Any, tmp_path: Path) -> None:
    settings(component, python="2.7", paths=[str(tmp_path)])
    assert f"LibreOffice 用的是 Python {HERE}。请用 Python {HERE} 建立环境，重新安装 Jixiao" in press(component)


def test_a_folder_that_is_gone_is_named(component: Any, tmp_path: Path) -> None:
    settings(component, python=HERE, paths=[str(tmp_path / "env")])
    assert f"程序文件夹 {tmp_path / 'env'} 不见了，可能已移动或卸载" in press(component)


def test_a_package_that_is_not_whole_is_told_without_a_traceback(component: Any, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "env" / "jixiao").mkdir(parents=True)
    (tmp_path / "env" / "jixiao" / "__init__.py").touch()
    settings(component, python=HERE, paths=[str(tmp_path / "env")])
    monkeypatch.setattr(sys, "path", [str(tmp_path / "env"), *sys.path])
    for name in [name for name in sys.modules if name.startswith("jixiao.")]:
        monkeypatch.delitem(sys.modules, name)
    assert press(component).startswith("Jixiao 的程序不完整或版本不一致（ModuleNotFoundError）。请在终端运行")
