"""The Language Server Protocol around `Reading`, `Assistant` and `actions`."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from mcvocab.checker import Checker, Options
from mcvocab.configuration import ConfigurationError, read_configuration
from mcvocab.editor.actions import Action, actions, everything
from mcvocab.editor.assistance import Assistant
from mcvocab.editor.places import place_at
from mcvocab.editor.positions import Positions
from mcvocab.editor.reading import Marked, Reading, read_text
from mcvocab.engine import ShapesError
from mcvocab.mapping import MappingFileError
from mcvocab.model import Severity
from mcvocab.store import load
from mcvocab.version import VERSION

if TYPE_CHECKING:
    from pygls.workspace import TextDocument

SUFFIXES = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".jsonld", ".ttl", ".yaml", ".yml", ".xml"})
PAUSE = 0.3
"""Seconds after the last keystroke before a text is read again."""

LARGEST = 5_000_000
"""Characters of the longest text that is read while somebody writes it; for longer ones there is ``check``."""

_SEVERITIES = {
    Severity.VIOLATION: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_MEND_ALL = "source.fixAll.mcvocab"


class Server(LanguageServer):
    """Reads each open text whenever its writer pauses, and answers from the last reading."""

    def __init__(self) -> None:
        super().__init__("mcvocab", VERSION)
        self.vocabulary, self.standard = load()
        self.assistant = Assistant(self.vocabulary, self.standard)
        self.readings: dict[str, Reading] = {}
        self._one_at_a_time = asyncio.Lock()
        self.checker = lru_cache(maxsize=16)(self._checker)

    def _checker(self, folder: Path) -> Checker:
        """How texts of a folder are checked: as the nearest configuration says."""
        try:
            settled = read_configuration(folder)
            options = Options(
                profiles=settled.profile,
                language=settled.language,
                defaults=settled.set,
                everything=settled.scope == "all",
                shapes=tuple(map(str, settled.shapes)),
                mappings=tuple(map(str, settled.mappings)),
                select=settled.select,
                ignore=settled.ignore,
                levels=settled.levels,
                exceptions=settled.exceptions,
            )
            return Checker(self.vocabulary, self.standard, options)
        except (ConfigurationError, LookupError, ShapesError, MappingFileError) as error:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, str(error.args[0])))
            return Checker(self.vocabulary, self.standard)

    async def read(self, uri: str, pause: float = 0.0) -> None:
        """Read a text, unless it is written on meanwhile, and publish what there is to say."""
        version = self.workspace.get_text_document(uri).version
        await asyncio.sleep(pause)
        async with self._one_at_a_time:
            document = self.workspace.get_text_document(uri)
            path = Path(uris.to_fs_path(uri) or "untitled")
            if document.version != version or path.suffix.lower() not in SUFFIXES or len(document.source) > LARGEST:
                return
            text = document.source
            checker = self.checker(path.parent)
            reading = await asyncio.to_thread(read_text, path.name, text, checker)
        if uri in self.workspace.text_documents and self.workspace.get_text_document(uri).version == version:
            self.readings[uri] = reading
            diagnostics = [diagnostic(marked, self.positions(text)) for marked in reading.marked]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics, version))

    def positions(self, text: str) -> Positions:
        """The positions in a text, in the units of the editor."""
        return Positions(text, self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)

    def current(self, uri: str) -> tuple[TextDocument, Reading | None]:
        """A text as it stands, and its reading where that is of the same text."""
        document = self.workspace.get_text_document(uri)
        reading = self.readings.get(uri)
        return document, reading if reading is not None and reading.text == document.source else None


def diagnostic(marked: Marked, positions: Positions) -> lsp.Diagnostic:
    """A finding as editors show it."""
    finding = marked.finding
    count = f" ({finding.count} records)" if finding.count > 1 else ""
    message = finding.message + count + (f"\nTo mend it: {finding.fix}" if finding.fix else "")
    return lsp.Diagnostic(
        range=positions.range(marked.start, marked.end),
        message=message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="mcvocab",
    )


def serve() -> Server:
    """A server that is ready to be started."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        await server.read(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        await server.read(params.text_document.uri, PAUSE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.checker.cache_clear()  # the configuration, or a file that it names, may be what was saved
        await server.read(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.readings.pop(params.text_document.uri, None)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        _, reading = server.current(params.text_document.uri)
        if reading is None:
            return None
        said = server.assistant.hover(reading, server.positions(reading.text).offset(params.position))
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said)) if said else None

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=['"', ",", ":", "<", ";"]))
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
        document, _ = server.current(params.text_document.uri)
        path = Path(uris.to_fs_path(params.text_document.uri) or "untitled")
        form, positions = path.suffix.lower().removeprefix("."), server.positions(document.source)
        offset = positions.offset(params.position)
        place = place_at(document.source, offset, form, server.checker(path.parent).interpreter)
        items: list[lsp.CompletionItem] = []
        if place is not None:
            written = positions.range(place.start, offset)
            bare = not place.quoted and form.startswith("json")
            kind = lsp.CompletionItemKind.EnumMember if place.field else lsp.CompletionItemKind.Field
            items = [
                lsp.CompletionItem(
                    one.label,
                    kind=kind,
                    detail=one.detail,
                    documentation=one.meaning,
                    filter_text=f"{one.new} {one.label} {one.other}".strip(),
                    text_edit=lsp.TextEdit(written, f'"{one.new}"' if bare else one.new),
                )
                for one in server.assistant.completions(place, form)
            ]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, _MEND_ALL]))
    def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        _, reading = server.current(uri)
        if reading is None:
            return []
        positions = server.positions(reading.text)
        start, end = positions.offset(params.range.start), positions.offset(params.range.end)
        offered = [_offered(one, uri, positions, lsp.CodeActionKind.QuickFix) for one in actions(reading, start, end)]
        whole = everything(reading)
        return [*offered, _offered(whole, uri, positions, _MEND_ALL)] if whole else offered

    return server


def _offered(action: Action, uri: str, positions: Positions, kind: str) -> lsp.CodeAction:
    edits = [lsp.TextEdit(positions.range(span.start, span.end), span.new) for span in action.spans]
    return lsp.CodeAction(
        action.title,
        kind=kind,
        diagnostics=[diagnostic(action.mends, positions)] if action.mends else None,
        is_preferred=action.preferred or None,
        edit=lsp.WorkspaceEdit(changes={uri: edits}),
    )
