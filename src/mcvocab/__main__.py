"""``python -m mcvocab``."""

from mcvocab.cli import main

main()
