"""The command line: arguments in, a verb of the library, a reporter, an exit code; no logic of its own.

Loading click takes three times as long as an interpreter takes to start. So `main` first asks ``mcvocab.cli.plain``,
which answers the plainest command lines without it; all others go to the tree of commands.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mcvocab.cli.group import COMMANDS, Failure, cli

    __all__ = ["COMMANDS", "Failure", "cli", "main"]


COULD_NOT_RUN, INTERRUPTED, NO_READER = 2, 128 + 2, 128 + 13
"""Exit codes; the last two as the shell gives them to programs that end by these signals."""

YOUNG = 5_000
"""So many things more than before are looked through for what holds itself alive. Records are let go long before
that, and with the usual hundreds a quarter of a long run went into looking."""


def __getattr__(name: str) -> Any:
    """The names of the tree of commands, loaded when they are first used (PEP 562)."""
    if name not in {"COMMANDS", "Failure", "cli"}:
        raise AttributeError(f"module “mcvocab.cli” has no attribute “{name}”")
    from mcvocab.cli import group

    return getattr(group, name)


def main() -> None:
    """Run the command line; whatever happens, end with a sentence and an exit code, never with a traceback."""
    for out in (sys.stdout, sys.stderr):
        if hasattr(out, "reconfigure"):
            out.reconfigure(encoding="utf-8", errors="replace")
    try:
        from mcvocab.cli.plain import answer

        # What is loaded first stays until the end, so looking for garbage among it is in vain.
        gc.disable()
        gc.set_threshold(YOUNG)
        code = answer(sys.argv[1:])
        gc.enable()
        if code is not None:
            # All is said and nothing is open; to tidy up would take the interpreter as long as it took to answer.
            os._exit(code)
        from mcvocab.cli.group import cli

        cli.main(prog_name="mcvocab")
    except BrokenPipeError:
        # The reader of a pipe has gone; there is nobody left to tell, nor to try once more at the end.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.exit(NO_READER)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "MCVOCAB_DEBUG" in os.environ:
            raise
        from mcvocab.linefile import LanguageError

        if isinstance(error, LanguageError):
            sys.stderr.write(f"The language cannot be used: {error}\n")
            sys.exit(COULD_NOT_RUN)
        sys.stderr.write(
            f"mcvocab met a fault of its own and stopped: {type(error).__name__}: {error}\n"
            "Nothing was changed. Please report this, with the output under MCVOCAB_DEBUG=1.\n"
        )
        sys.exit(COULD_NOT_RUN)
