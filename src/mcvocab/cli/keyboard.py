"""Single keys from a terminal, without waiting for Enter and without a library."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections import deque
from types import TracebackType
from typing import Any

from mcvocab.mapping.review import BACKSPACE, DOWN, ENTER, ESCAPE, INTERRUPT, UP

_NAMES = {
    "\r": ENTER,
    "\n": ENTER,
    "\x1b": ESCAPE,
    "\x7f": BACKSPACE,
    "\b": BACKSPACE,
    "\x03": INTERRUPT,
    "\x04": INTERRUPT,
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\x1b[B": DOWN,
    "\x1bOB": DOWN,
}
_PIECES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])|.", re.DOTALL)
_PATIENCE = 0.05  # seconds; an arrow key sends several characters, Esc only one


class Keyboard:
    """The keys that are pressed while it is open, one after the other; keys typed ahead are kept."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._before: Any = None

    def __enter__(self) -> Keyboard:
        if sys.platform != "win32":
            import termios
            import tty

            self._input = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._input)
            tty.setcbreak(self._input, termios.TCSADRAIN)
            # Ctrl-C is a key like the others, heard after those before it and never in the middle of a decision.
            mode = termios.tcgetattr(self._input)
            mode[3] &= ~termios.ISIG
            termios.tcsetattr(self._input, termios.TCSADRAIN, mode)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.platform != "win32":
            import termios

            termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)

    def key(self) -> str:
        """The next key: a character, or the name of a key that writes none.

        A terminal that has gone away counts as an interruption.
        """
        try:
            while not self._waiting:
                self._read()
        except (KeyboardInterrupt, EOFError, OSError):
            return INTERRUPT
        return self._waiting.popleft()

    if sys.platform == "win32":

        def _read(self) -> None:
            import msvcrt

            character = msvcrt.getwch()
            if character in "\x00\xe0":
                self._waiting.append({"H": UP, "P": DOWN}.get(msvcrt.getwch(), ""))
            else:
                self._waiting.append(_NAMES.get(character, character))

    else:

        def _read(self) -> None:
            import select

            text = self._decoder.decode(self._some())
            while text.endswith(("\x1b", "\x1b[", "\x1bO")) and select.select([self._input], [], [], _PATIENCE)[0]:
                text += self._decoder.decode(self._some())
            self._waiting.extend(keys(text))

        def _some(self) -> bytes:
            data = os.read(self._input, 1024)
            if not data:
                raise EOFError
            return data


def keys(text: str) -> list[str]:
    """The keys that a terminal's characters stand for; keys that mean nothing here fall away."""
    named = (_NAMES.get(piece, piece) for piece in _PIECES.findall(text))
    return [key for key in named if len(key) == 1 or not key.startswith("\x1b")]
