"""LibreOffice with the extension installed, and its buttons pressed as a user presses them: on its main thread.

A call that comes from another process runs on a thread of its own. A macro that works there while the main thread asks
the component for the state of a toolbar waits for ever: each has the lock that the other wants.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calling import ROOT
from engines.calc import LiveCalc, unohelper
from jixiao.archive import archive
from jixiao.excel.building import extension
from jixiao.excel.buttons import find_button
from jixiao.excel.libreoffice.unoimport import import_uno

_PROBE = Path(__file__).with_name("probe.py")
_PROBE_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest"><manifest:file-entry '
    'manifest:full-path="probe.py" manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>'
    "</manifest:manifest>\n"
)
_PROBE_DESCRIPTION = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<description xmlns="http://openoffice.org/extensions/description/2006"><identifier value="org.jixiao.test"/>'
    '<version value="1"/></description>\n'
)
_LISTEN = """
import sys
sys.path.extend(path for path in PATHS if path not in sys.path)
from jixiao.excel import libreoffice
if not hasattr(libreoffice, "told"):
    libreoffice.told = []
    pressing = libreoffice.press_button
    libreoffice.press_button = lambda *given: libreoffice.told.append(pressing(*given))
"""
_ANSWER = """
from pathlib import Path
from jixiao.excel.libreoffice.calc_program import CalcProgram
CalcProgram.ask_folder = lambda *_: {folder} and Path({folder})
CalcProgram.ask_workbook = lambda *_: {workbook} and Path({workbook})
CalcProgram.ask_choice = lambda *_: {choice}
"""
_LONGEST = 120.0  # seconds


class Toolbar:
    """The process, started with the extension and, for the tests, the probe.

    What ``jixiao addin install`` has left below ``folder``, with ``config`` in it for XDG_CONFIG_HOME, is used; where
    there is nothing, the extension is that of the checkout.
    """

    def __init__(self, folder: Path) -> None:
        settings = folder / "config" / "jixiao" / "libreoffice.json"
        package = settings.with_name(extension.FILE_NAME)
        if not settings.exists():
            site = next(path for path in sys.path if path.endswith("site-packages"))
            made = {"python": "{}.{}".format(*sys.version_info[:2]), "paths": [str(ROOT / "addin"), site]}
            settings.parent.mkdir(parents=True)
            settings.write_text(json.dumps(made), "utf-8")
            package.write_bytes(extension.build_extension())
        paths = json.loads(settings.read_text("utf-8"))["paths"]
        probe = folder / "probe.oxt"
        probe.write_bytes(_probe())
        environment = {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_STATE_HOME": str(folder / "state")}
        profile = folder / "profile"
        first = LiveCalc(profile, environment)
        for each in (package, probe):
            first.install(each)
        first.stop()
        self.live = LiveCalc(profile, environment)
        self.log = folder / "state" / "jixiao" / "jixiao.log"
        self.inside(f"PATHS = {[*paths, str(_PROBE.parent)]!r}\n{_LISTEN}")

    def press(self, document: Any, tag: str) -> str:
        """Dispatch what the toolbar's button dispatches. Gives what the user was told; a defect fails the test."""
        told = self.press_badly(document, tag)
        assert not self.log.exists(), self.log.read_text("utf-8")
        return told

    def press_badly(self, document: Any, tag: str) -> str:
        """As ``press``, but a defect of the macro is expected."""
        url = import_uno().createUnoStruct("com.sun.star.util.URL")
        url.Complete = extension.command_of(find_button(tag))
        _, url = self._service("com.sun.star.util.URLTransformer").parseStrict(url)
        dispatch = document.CurrentController.Frame.queryDispatch(url, "_self", 0)
        assert dispatch is not None, f"nothing answers {url.Complete}"
        self.inside("libreoffice.told.clear()")
        self.on_main_thread(lambda: dispatch.dispatch(url, ()))
        (told,) = self.inside("answer = libreoffice.told")
        return str(told)

    def answer(self, folder: Path | None = None, workbook: Path | None = None, choice: str | None = None) -> None:
        """What is answered from now on when a button asks; None is a click on 取消."""
        paths = {"folder": folder and str(folder), "workbook": workbook and str(workbook)}
        self.inside(_ANSWER.format(**{name: repr(path) for name, path in paths.items()}, choice=repr(choice)))

    def inside(self, code: str) -> Any:
        """Run Python where the macros run; gives its variable ``answer``."""
        value = import_uno().createUnoStruct("com.sun.star.beans.NamedValue")
        value.Name, value.Value = "code", code
        probe = self._service("org.jixiao.test.Probe")
        return json.loads(self.on_main_thread(lambda: probe.execute((value,))))

    def seen(self, what: str, document: Any, *more: Any) -> Any:
        """What a function of ``seen.py`` tells of a document."""
        told = ", ".join(map(repr, (document.URL, *more)))
        return self.inside(f"import seen\nanswer = seen.{what}(context, {told})")

    def on_main_thread(self, work: Callable[[], Any]) -> Any:
        """Have the office call back from its main thread; what is asked of it meanwhile runs there too."""
        done = threading.Event()
        result: list[Any] = []
        failed: list[BaseException] = []

        class Callback(unohelper().Base, import_uno().getClass("com.sun.star.awt.XCallback")):
            def notify(self, _: Any) -> None:
                try:
                    result.append(work())
                except BaseException as error:  # noqa: BLE001 - the test is told, not the office
                    failed.append(error)
                done.set()

        self._service("com.sun.star.awt.AsyncCallback").addCallback(Callback(), None)
        assert done.wait(_LONGEST), "the office does not answer"
        if failed:
            raise failed[0]
        return result[0]

    def documents(self) -> list[Any]:
        """The open documents."""
        each = self.live.desktop.Components.createEnumeration()
        found = []
        while each.hasMoreElements():
            found.append(each.nextElement())
        return found

    def _service(self, name: str) -> Any:
        return self.live.context.ServiceManager.createInstanceWithContext(name, self.live.context)


def _probe() -> bytes:
    return archive(
        {
            "META-INF/manifest.xml": _PROBE_MANIFEST,
            "description.xml": _PROBE_DESCRIPTION,
            "probe.py": _PROBE.read_text("utf-8"),
        }
    )
