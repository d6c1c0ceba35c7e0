"""The language server: what ``check`` says, where a person writes.

``reading`` reads a text as ``check`` reads a file, ``places`` tells which field a place in a text belongs to,
``assistance`` says what to show there, ``actions`` what can be done, and ``server`` speaks the protocol of editors.
"""
