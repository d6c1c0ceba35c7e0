"""Regular expressions that are compiled when they are first used.

Compiling one takes as long as asking it a thousand times, and most commands ask only a few of those that the modules
which they load have.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    expression = re.compile
else:

    def expression(pattern: str, flags: int = 0) -> Any:
        """A regular expression as `re.compile` makes it, but not yet.

        >>> expression("a+").sub("b", "caat")
        'cbt'
        """
        return _Expression(pattern, flags)


class _Expression:
    """Stands for a compiled expression, whose methods become its own as each is first asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
