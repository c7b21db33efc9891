"""Entry point of ``jixiao`` and ``python -m jixiao_cli``.

What goes wrong becomes one line and an exit code.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

import click

from jixiao.errors import ExitCode, JixiaoError, os_reason
from jixiao.processes.guarded import DEBUG_VARIABLE
from jixiao.processes.isolation import isolate_children
from jixiao.processes.worker import collect_seldom
from jixiao_cli.app import app
from jixiao_cli.click_words import usage_message
from jixiao_cli.command import CommonOptions
from jixiao_cli.terminal import open_streams, prepare_streams, say

INTERRUPTED = 130
PIPE_CLOSED = 141
TERMINATED = 143
"""What a shell reports for a program ended by SIGINT, by SIGPIPE and by SIGTERM."""

COMPLETION_VARIABLE = "_JIXIAO_COMPLETE"
"""The variable in which a shell asks for completions, or for the script that does so (``bash_source``)."""


class _TerminatedError(KeyboardInterrupt):
    """The program is asked to end, as by ``kill`` or when the computer is shut down."""


def main() -> None:
    """Run the command line of this process and exit."""
    sys.unraisablehook = _say_nothing
    collect_seldom()
    open_streams()
    isolate_children()
    _end_in_order()
    prepare_streams()
    asked = os.environ.get(COMPLETION_VARIABLE)
    code = _complete(asked) if asked else run(sys.argv[1:])
    gc.freeze()  # the process ends: nothing is left that a last look at all objects could free
    sys.exit(code)


def _complete(asked: str) -> int:
    """Answer a shell that completes a line; ``asked`` is click's instruction."""
    from click.shell_completion import shell_complete

    return shell_complete(app, {}, "jixiao", COMPLETION_VARIABLE, asked)


def _say_nothing(unraisable: sys.UnraisableHookArgs) -> None:
    """Stay silent on an error in a finalizer: it was reported when it happened."""
    if os.environ.get(DEBUG_VARIABLE):
        sys.__unraisablehook__(unraisable)


def _end_in_order() -> None:
    """Let SIGTERM end the program as Ctrl-C does, so that temporary files go."""

    def terminated(_number: int, _frame: FrameType | None) -> None:
        raise _TerminatedError

    signal.signal(signal.SIGTERM, terminated)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code. Raises nothing."""
    settings = CommonOptions()
    os.environ.pop(DEBUG_VARIABLE, None)
    try:
        code = _invoke(list(arguments), settings)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _abandon_stdout()
        return PIPE_CLOSED
    except _TerminatedError:
        say("已中止")
        return TERMINATED
    except (KeyboardInterrupt, click.Abort):
        say("已中断")
        return INTERRUPTED
    except click.ClickException as error:
        say(f"错误：{usage_message(error)}")
        return ExitCode.USAGE
    except JixiaoError as error:
        _show_traceback(settings)
        say(f"错误：{error}")
        return error.exit_code
    except OSError as error:
        _show_traceback(settings)
        _abandon_stdout()
        where = f"“{error.filename}”：" if error.filename else "结果无法写出："
        say(f"错误：{where}{os_reason(error)}。请检查磁盘空间、权限和输出位置后重试")
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - the last resort: a clerk gets a sentence, never a traceback
        _show_traceback(settings)
        say(f"错误：程序内部错误（{type(error).__name__}: {error}）。请加 --debug 重新运行，把全部输出发给维护人员")
        return ExitCode.INTERNAL


def _invoke(arguments: list[str], settings: CommonOptions) -> int:
    # Not click's own main(): it expands globs on Windows itself, ends a closed pipe with 1 (here: findings) and prints
    # its errors in English.
    try:
        with app.make_context("jixiao", arguments, obj=settings) as context:
            return int(app.invoke(context) or ExitCode.OK)
    except click.exceptions.Exit as request:
        return request.exit_code


def _show_traceback(settings: CommonOptions) -> None:
    if settings.debug:
        traceback.print_exc()


def _abandon_stdout() -> None:
    """Let the last flush go nowhere: the reader of the pipe has left."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
