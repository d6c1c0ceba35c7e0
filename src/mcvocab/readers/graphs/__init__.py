"""The parsers of RDF: Turtle and its kin, RDF/XML, JSON-LD, each triple with its place and as it was written."""
