"""The version of the software; the language has its own, in ``ontology/core.ttl``."""

VERSION = "0.1.0"
