"""The language server as an editor meets it: a process, spoken to in its protocol."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

CSV = "Title,Level,Course webpage,Mode\n🎓 Safe wiring,lvl 7 SCQF,www.example.org/wiring,telepathy\n"
JSON = '{\n  "title": "Safe wiring",\n  "level": "SCQF 77",\n  "credit": {"points": 10, "level": "SCQF 7"}\n}\n'
TURTLE = """@prefix mcv: <https://w3id.org/mcvocab/ns/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/c/1> a mcv:MicroCredential ;
    dcterms:title "Safe wiring"@en ;
    mcv:level <https://w3id.org/mcvocab/scqf/7> ;
    mcv:workload "a while" .
"""


class Editor:
    """An editor that opens texts, and waits for what is said of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.client = folder, LanguageClient("editor", "1")
        self.said: dict[str, asyncio.Queue[list[lsp.Diagnostic]]] = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.said.setdefault(params.uri, asyncio.Queue()).put_nowait(list(params.diagnostics))

    async def __aenter__(self) -> Editor:
        await self.client.start_io(sys.executable, "-m", "mcvocab", "lsp")
        await self.client.initialize_async(
            lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=self.folder.as_uri())
        )
        self.client.initialized(lsp.InitializedParams())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    async def open(self, name: str, text: str) -> tuple[str, list[lsp.Diagnostic]]:
        uri = (self.folder / name).as_uri()
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, name.rpartition(".")[2], 1, text))
        )
        return uri, await self.next(uri)

    async def change(self, uri: str, version: int, text: str) -> None:
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version, uri), [lsp.TextDocumentContentChangeWholeDocument(text)]
            )
        )

    async def next(self, uri: str) -> list[lsp.Diagnostic]:
        return await asyncio.wait_for(self.said.setdefault(uri, asyncio.Queue()).get(), 60)

    async def hover(self, uri: str, line: int, character: int) -> str:
        place = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, character))
        shown = await self.client.text_document_hover_async(place)
        return shown.contents.value if shown else ""  # type: ignore[union-attr]

    async def complete(self, uri: str, line: int, character: int) -> dict[str, lsp.TextEdit]:
        place = lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, character))
        offered = await self.client.text_document_completion_async(place)
        return {item.label: item.text_edit for item in offered.items}  # type: ignore[union-attr,misc]

    async def act(self, uri: str, line: int, character: int) -> dict[str, list[lsp.TextEdit]]:
        here = lsp.Range(lsp.Position(line, character), lsp.Position(line, character))
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), here, lsp.CodeActionContext([]))
        offered = await self.client.text_document_code_action_async(params)
        return {action.title: action.edit.changes[uri] for action in offered or ()}  # type: ignore[union-attr,index,misc]


def in_editor(folder: Path, script: Callable[[Editor], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with Editor(folder) as editor:
            await script(editor)

    asyncio.run(asyncio.wait_for(whole(), 120))


def units(text: str) -> int:
    """The length of a text as editors count it."""
    return len(text.encode("utf-16-le")) // 2


def test_a_table_in_an_editor(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri, said = await editor.open("courses.csv", CSV)
        row = CSV.splitlines()[1]
        start = units(row[: row.index("www")])
        [address] = [d for d in said if d.range.start == lsp.Position(1, start)]
        assert address.range.end == lsp.Position(1, start + len("www.example.org/wiring"))
        assert address.source == "mcvocab"
        assert "To mend it" in address.message
        assert lsp.DiagnosticSeverity.Error in {d.severity for d in said}

        level = units(row[: row.index("lvl")])
        meaning = await editor.hover(uri, 1, level + 2)
        assert meaning.startswith("**SCQF level 7** (SCQF levels)")
        offered = await editor.act(uri, 1, level + 2)
        [edit] = offered["Write “SCQF level 7”"]
        assert (edit.range.start.character, edit.new_text) == (level, "SCQF level 7")
        [whole] = [edits for title, edits in offered.items() if title.startswith("Write all values")]
        assert {edit.new_text for edit in whole} == {"SCQF level 7", "https://www.example.org/wiring"}

        choices = await editor.complete(uri, 1, level + 1)
        assert choices["SCQF level 7"].range.start.character == level
        assert "blended" in await editor.complete(uri, 1, units(row))
        assert "Workload (hours)" in await editor.complete(uri, 0, len("Title,Le"))

    in_editor(tmp_path, script)


def test_json_in_an_editor(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri, said = await editor.open("courses.json", JSON)
        line = JSON.splitlines()[2]
        [wrong] = [d for d in said if d.range.start.line == 2]
        assert line[wrong.range.start.character : wrong.range.end.character] == '"SCQF 77"'
        assert "SCQF level 7" in await editor.complete(uri, 2, line.index("77"))
        inner = JSON.splitlines()[3]
        assert "SCQF level 6" in await editor.complete(uri, 3, inner.index("SCQF") + 2)
        assert set(await editor.complete(uri, 3, inner.index("points"))) == {
            "Credit points",
            "Credit system",
            "Credit level",
        }
        assert "Title" in await editor.complete(uri, 1, JSON.splitlines()[1].index("itle"))

        await editor.change(uri, 2, JSON.replace("77", "7"))
        assert not [d for d in await editor.next(uri) if d.range.start.line == 2]

    in_editor(tmp_path, script)


def test_turtle_in_an_editor(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri, said = await editor.open("courses.ttl", TURTLE)
        assert [d.code for d in said if d.range.start.line == 5]
        assert "SCQF level 7" in await editor.hover(uri, 4, TURTLE.splitlines()[4].index("<") + 5)
        choices = await editor.complete(uri, 4, TURTLE.splitlines()[4].index("<") + 1)
        assert choices["SCQF level 8"].new_text == "<https://w3id.org/mcvocab/scqf/8>"

    in_editor(tmp_path, script)


def test_broken_and_foreign_texts_do_no_harm(tmp_path: Path) -> None:
    async def script(editor: Editor) -> None:
        uri, said = await editor.open("broken.json", '{"title": "A", "level": ')
        assert said
        for line, character in [(0, 0), (0, 24), (7, 7)]:
            await editor.hover(uri, line, character)
            await editor.complete(uri, line, character)
            await editor.act(uri, line, character)
        uri, said = await editor.open("empty.csv", "")
        assert [d.code for d in said] == ["file-empty"]
        await editor.complete(uri, 0, 0)
        uri, said = await editor.open("good.csv", CSV)
        assert said

    in_editor(tmp_path, script)


def test_the_configuration_of_the_folder_holds(tmp_path: Path) -> None:
    (tmp_path / "mcvocab.toml").write_text("nonsense = 1\n")

    async def script(editor: Editor) -> None:
        warned: asyncio.Queue[str] = asyncio.Queue()

        @editor.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def shown(params: lsp.ShowMessageParams) -> None:
            warned.put_nowait(params.message)

        _, said = await editor.open("courses.csv", CSV)
        assert said
        assert "nonsense" in await asyncio.wait_for(warned.get(), 30)

    in_editor(tmp_path, script)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_there_and_back(encoding: str) -> None:
    from mcvocab.editor.positions import Positions

    text = "a🎓b\r\nçd\n\n𝄞"
    positions = Positions(text, encoding)
    offsets = [offset for offset in range(len(text) + 1) if text[offset - 1 : offset] != "\r"]
    assert [positions.offset(positions.position(offset)) for offset in offsets] == offsets
    assert positions.offset(lsp.Position(99, 0)) == len(text)
    assert positions.offset(lsp.Position(0, 99)) == text.index("\r")
