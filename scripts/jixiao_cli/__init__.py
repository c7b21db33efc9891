"""The command line: parse options, call the package, choose the exit code."""

import os
import sys

# ``python -m`` and ``-c`` import from the current folder first, and that may hold anybody's files. This stands before
# any other import; what the user has put into PYTHONPATH stays.
if sys.argv[:1] in (["-m"], ["-c"]) and not sys.flags.safe_path and sys.path[:1] in ([""], [os.getcwd()]):  # noqa: PTH109
    del sys.path[0]
