"""What may be wrong with a file of mappings."""


class MappingFileError(ValueError):
    """A mapping file cannot be used at all; the sentence says which file, where, and why."""
