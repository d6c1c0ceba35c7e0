-- Opens a file in Neovim with the language server, and prints what an editor shows, a line of JSON each.
local program, file = vim.env.MCVOCAB_PYTHON, vim.env.MCVOCAB_FILE

local function tell(what, value)
  io.stdout:write(vim.json.encode({ [what] = value }) .. "\n")
end

vim.cmd("edit " .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ name = "mcvocab", cmd = { program, "-m", "mcvocab", "lsp" }, root_dir = vim.fn.getcwd() })
vim.api.nvim_buf_set_option(buffer, "filetype", "csv")
vim.lsp.buf_attach_client(buffer, client)

-- Squiggles.
vim.wait(20000, function() return #vim.diagnostic.get(buffer) > 0 end, 100)
local found = {}
for _, one in ipairs(vim.diagnostic.get(buffer)) do
  table.insert(found, { line = one.lnum + 1, column = one.col + 1, code = one.code, message = one.message })
end
tell("diagnostics", found)

local function ask(method, line, column, more)
  local parameters = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = column } }
  for key, value in pairs(more or {}) do parameters[key] = value end
  local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 10000)
  return answers and answers[client] and answers[client].result or vim.NIL
end

-- The value “Microcredential” in the second line.
tell("hover", ask("textDocument/hover", 1, 16))
tell("completion", ask("textDocument/completion", 1, 16))

-- The quick fix, and what the buffer holds once it is applied.
local range = { start = { line = 1, character = 13 }, ["end"] = { line = 1, character = 28 } }
local actions = ask("textDocument/codeAction", 0, 0, { range = range, context = { diagnostics = {} } })
tell("actions", actions)
for _, action in ipairs(actions ~= vim.NIL and actions or {}) do
  if action.edit and string.find(action.title, "micro-credential", 1, true) then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    break
  end
end
tell("text", vim.api.nvim_buf_get_lines(buffer, 0, -1, false))
vim.lsp.stop_client(client, true)
vim.cmd("qall!")
