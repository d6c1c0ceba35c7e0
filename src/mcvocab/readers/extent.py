"""How many cells the sheets of a workbook may span: room is reserved for each, filled or not."""

from __future__ import annotations

MOST = 30_000_000
"""How many cells there may be between the first and the last."""


class TooSparse(Exception):  # noqa: N818  (an error of the provider's file, named by the cell)
    """A sheet spans far more cells than it fills; the text is the address of its far corner."""


class NotHandedOver(Exception):  # noqa: N818  (an error of the provider's file, said in words)
    """A workbook into which nobody can look beforehand, so that the library is not given it; the text says why."""
