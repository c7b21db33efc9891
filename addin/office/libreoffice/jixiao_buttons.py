# ruff: noqa: B904, D102, N802, N818, UP031, PTH111, PTH112, PTH117, PTH118, PTH123, BLE001 - runs in any Python that LibreOffice brings along
"""The buttons of Jixiao in LibreOffice: a component that passes a pressed button on to the package.

LibreOffice runs this file with the Python it was built for. Where the package lies is told by a settings file that
``jixiao addin install`` writes; nothing else of that environment is touched.
"""

import json
import os
import sys
import traceback

import unohelper
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

VERSION = "@VERSION@"  # filled in when the extension is built
IMPLEMENTATION = "org.jixiao.Buttons"
PROTOCOL = "org.jixiao:"
INSTALL = "请在终端运行 jixiao addin install，再重新打开 LibreOffice"
SERVICES = ("com.sun.star.frame.ProtocolHandler",)


def settings_file():
    """Where ``jixiao addin install`` wrote its settings."""
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    else:
        folder = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return os.path.join(folder, "jixiao", "libreoffice.json")


class NotInstalled(Exception):
    """The package cannot be used from here; the text is for the user, with the next step."""


def find_package():
    """Make the package importable, and nothing that lies in the current folder. Raises NotInstalled."""
    sys.path[:] = [path for path in sys.path if os.path.isabs(path)]
    if "jixiao" in sys.modules:
        return
    try:
        with open(settings_file(), encoding="utf-8") as stream:
            settings = json.load(stream)
        python, paths = settings["python"], settings["paths"]
    except (OSError, ValueError, KeyError, TypeError):
        raise NotInstalled("没有找到安装记录 %s。%s" % (settings_file(), INSTALL))
    here = "%d.%d" % sys.version_info[:2]
    if python != here:
        raise NotInstalled(
            "Jixiao 装在 Python %s 中，LibreOffice 用的是 Python %s。"
            "请用 Python %s 建立环境，重新安装 Jixiao，再运行 jixiao addin install" % (python, here, here)
        )
    gone = [path for path in paths if not os.path.isdir(path)]
    if gone:
        raise NotInstalled("Jixiao 的程序文件夹 %s 不见了，可能已移动或卸载。%s" % (gone[0], INSTALL))
    sys.path.extend(path for path in paths if path not in sys.path)


def press(context, frame, tag):
    """Run a button; whatever goes wrong becomes a message."""
    try:
        find_package()
        from jixiao.excel.libreoffice import press_button

        press_button(context, tag, VERSION)
    except NotInstalled as error:
        tell(frame, str(error))
    except Exception as error:
        traceback.print_exc()
        tell(frame, "Jixiao 的程序不完整或版本不一致（%s）。%s" % (type(error).__name__, INSTALL))


def tell(frame, text):
    """A message box over a window that can be seen."""
    window = frame.ContainerWindow if frame is not None else None
    if window is not None and window.isVisible():
        from com.sun.star.awt.MessageBoxType import ERRORBOX

        window.Toolkit.createMessageBox(window, ERRORBOX, 1, "Jixiao", text).execute()


class Buttons(unohelper.Base, XDispatchProvider, XDispatch, XInitialization, XServiceInfo):
    """Answers for every address that begins with ``org.jixiao:``."""

    def __init__(self, context, *arguments):
        self.context = context
        self.frame = None

    def initialize(self, arguments):
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url, target, flags):
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests):
        return tuple(self.queryDispatch(each.FeatureURL, each.FrameName, each.SearchFlags) for each in requests)

    def dispatch(self, url, arguments):
        press(self.context, self.frame, url.Complete[len(PROTOCOL) :])

    def addStatusListener(self, listener, url):
        pass

    def removeStatusListener(self, listener, url):
        pass

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - LibreOffice looks for this name
g_ImplementationHelper.addImplementation(Buttons, IMPLEMENTATION, SERVICES)
