"""The language over HTTP: reconciliation for OpenRefine and spreadsheets, mapping, checking, pages of concepts.

`entities`, `matching` and `extension` answer questions and know nothing of HTTP or of any version of a protocol;
`versions` knows how each version of the Reconciliation Service API words its questions and answers; the rest
carries them over the web.
"""
