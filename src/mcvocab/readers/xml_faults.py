"""What is wrong with XML, for those who have to mend it; the parser's own words are for those who wrote it."""

from __future__ import annotations

from xml.parsers.expat import ErrorString, errors

_WORDS = {
    errors.XML_ERROR_NO_ELEMENTS: "it ends before all tags are closed, as if it had been cut off",
    errors.XML_ERROR_INVALID_TOKEN: (
        "a character stands here that may not; write “&amp;” for “&” and “&lt;” for “<”, and save the file in the "
        "encoding that its first line names, or as UTF-8 where it names none"
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: "it ends in the middle of a tag or a text, as if it had been cut off",
    errors.XML_ERROR_PARTIAL_CHAR: "it ends in the middle of a character, as if it had been cut off",
    errors.XML_ERROR_TAG_MISMATCH: "a tag is closed here that is not the one opened last",
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "one tag says the same attribute twice",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "something stands here after the end; one element must hold all others",
    errors.XML_ERROR_UNDEFINED_ENTITY: (
        "an abbreviation such as “&nbsp;” stands here, which XML does not know; write the character itself, "
        "and “&amp;” for “&”"
    ),
    errors.XML_ERROR_BAD_CHAR_REF: "a number such as “&#0;” stands here for a character that may not occur",
    errors.XML_ERROR_MISPLACED_XML_PI: "“<?xml” must stand at the very beginning, with no blank or line before it",
    errors.XML_ERROR_UNKNOWN_ENCODING: "it names an encoding that is not known",
    errors.XML_ERROR_INCORRECT_ENCODING: (
        "it is not saved in the encoding that its first line names; save it as UTF-8, and let the line say so"
    ),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "what “<![CDATA[” opens is not closed by “]]>”",
    errors.XML_ERROR_UNBOUND_PREFIX: "a prefix such as “dc:” stands here that no “xmlns:dc” explains",
    errors.XML_ERROR_SYNTAX: "it does not begin with a tag, so it is no XML",
}


def in_words(code: int) -> str:
    """What the parser found, said so that somebody can mend it.

    >>> from xml.parsers import expat
    >>> in_words(expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH])
    'a tag is closed here that is not the one opened last'
    """
    said = ErrorString(code) or ""
    return _WORDS.get(said, f"it is XML, but not well-formed ({said})")
