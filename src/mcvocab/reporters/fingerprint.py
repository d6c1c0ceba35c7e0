"""What makes a finding the same finding in the next report, although rows were added above it."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcvocab.model import Finding


def fingerprint(finding: Finding, *, placed: bool = False) -> str:
    """A hash of the rule, the file's name, the record and the value; of the place too, where ``placed``.

    A record goes by its identifier, else its title, else its number.
    """
    record, where = finding.record, finding.where
    called = (record.id or record.title or str(record.number)) if record else ""
    parts = [finding.code, PurePath(where.file).name, where.sheet or "", called, finding.field, finding.value or ""]
    if placed:
        parts += [where.file, str(where.line), str(where.column), where.cell or "", where.pointer or ""]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
