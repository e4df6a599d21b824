r"""The one place where text is cleaned, before any offset is counted.

Cleaning undoes what files and typesetting did to a text, and nothing else: escapes, entities, accents spelt as
TeX commands, commands that only style their argument, odd whitespace. No word is ever dropped. An unescaped
``%``, ``&``, ``_`` or ``~`` is text, a command that is not listed here stays as it stands, and so do the dollar
signs of a formula, because a formula's words and symbols are part of names ("$K$-free").
"""

import html
import re
import unicodedata
from collections.abc import Callable
from html.entities import html5

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ",
}  # fmt: skip
_STYLES = "emph|text(?:bf|it|sc|sl|tt|sf|rm|md|up|normal|superscript|subscript)?|underline|mbox|url|enquote"
_SWITCHES = "em|it|bf|sc|sl|tt|sf|rm|itshape|bfseries|scshape|ttfamily|sffamily"

_SUSPECT = re.compile(r"[^ -~]|[\\&`]|  |^ | $")
"""What no rule looks at is clean: most texts are, and pass at once."""

_MOST_ROUNDS = 50

_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]{1,3}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_UNICODE_COMMAND = re.compile(r"(\$?)\\unicode\{x([0-9a-fA-F]{2,6})\}\1")
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])\\'(?=s(?![A-Za-z]))")
_CLOSING_QUOTE = re.compile(r'(?<=\w)\\"(?![\w{\\])')
_ESCAPED_QUOTE = re.compile(r'\\"(?![{\\])')
_ACCENT = re.compile(
    r"""\\(?: (?P<sign>[`'^"~=.])
              (?: \{\\?(?P<a>[A-Za-z])\} | \\(?P<b>[ij])(?![A-Za-z])(?:\{\}|[ ])? | (?P<c>[A-Za-z]) )
          | (?P<letter>[uvHckrd])\{\\?(?P<d>[A-Za-z])\} )""",
    re.VERBOSE,
)
_BRACED_LETTER = re.compile(r"\{([^\W\d_])\}")
_LETTER_COMMAND = re.compile(rf"\{{\\({'|'.join(_LETTERS)})\}}|\\({'|'.join(_LETTERS)})\{{\}}")
_STYLE = re.compile(rf"\\(?:{_STYLES})\s*\{{([^{{}}]*)\}}")
_SWITCH = re.compile(rf"\{{\\(?:{_SWITCHES})\b\s*([^{{}}]*)\}}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ESCAPE = re.compile(r"\\([%&_#$/])")
_ESCAPED_TILDE = re.compile(r"\\~(?![A-Za-z{\\])")
_SPACE_COMMAND = re.compile(r"\\\\(?=\s|$)|\\[,;:]")
_NO_WIDTH = re.compile(r"\\[-@!]|[\u00ad\u200b\u2060\ufeff\x7f]")
_TEX_QUOTES = re.compile(r"``((?:(?!``|'').)*)''", re.DOTALL)
_HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[a-z])(?!(?:and|or|to|nor)\b)")
_WHITESPACE = re.compile(r"[\s\x00-\x1f\x80-\x9f]+")
_TYPOGRAPHIC = {
    **{
        code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
    },  # ligatures of Latin letters
    0x2010: "-",
    0x2011: "-",
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # half a character, which no file can hold
}


def clean(text: str) -> str:
    """The text as one line, in Unicode's composed form (NFC), without leading or trailing whitespace.

    Cleaning a cleaned text changes nothing: the rules are applied until none of them finds anything, or as often
    as no honest text needs ("&amp;amp;amp;…" without an end would take forever).
    """
    for _ in range(_MOST_ROUNDS):
        if not _SUSPECT.search(text):
            break
        before = text
        for rule in _RULES:
            text = rule(text)
        if text == before:
            break
    return text


def _decode_mojibake(text: str) -> str:
    """UTF-8 that was once read as Latin-1: â followed by two control characters is an apostrophe."""

    def decode(found: re.Match[str]) -> str:
        garbled = found.group()
        if not any("\x80" <= c <= "\x9f" for c in garbled):
            return garbled  # "Ã©" may be meant; no text means a control character
        try:
            return garbled.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            return garbled

    return _MOJIBAKE.sub(decode, text)


def _decode_entity(found: re.Match[str]) -> str:
    entity = found.group()
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def _decode_code_point(found: re.Match[str]) -> str:
    code = int(found[2], 16)
    return chr(code) if code <= 0x10FFFF else found.group()


def _unescape_quotes(text: str) -> str:
    r"""Read ``\"`` as a quotation mark where one closes a quotation; ``\"o`` alone is an accent."""
    return _ESCAPED_QUOTE.sub('"', text) if _CLOSING_QUOTE.search(text) else text


def _compose(found: re.Match[str]) -> str:
    letter = found["a"] or found["b"] or found["c"] or found["d"]
    character = unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"] or found["letter"]])
    return character if len(character) == 1 else found.group()


def _drop_braces_in_words(text: str) -> str:
    r"""``Schr{ö}dinger`` is one word; ``{x}`` by itself may be a set."""
    return _BRACED_LETTER.sub(lambda found: found[1] if not found[1].isascii() else found.group(), text)


def _name_letter(found: re.Match[str]) -> str:
    return _LETTERS[found[1] or found[2]]


def _spell_link(found: re.Match[str]) -> str:
    url, text = found[1].strip(), found[2].strip()
    return url if text in ("", url) else f"{text} ({url})"


def _substitute(pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: pattern.sub(by, text)


_RULES: tuple[Callable[[str], str], ...] = (
    _decode_mojibake,
    _substitute(_ENTITY, _decode_entity),
    lambda text: text.translate(_TYPOGRAPHIC),
    _substitute(_HYPHEN_AT_LINE_END, "-"),
    _substitute(_NO_WIDTH, ""),
    _substitute(_UNICODE_COMMAND, _decode_code_point),
    _substitute(_POSSESSIVE, "'"),
    _unescape_quotes,
    _substitute(_ACCENT, _compose),
    _substitute(_LETTER_COMMAND, _name_letter),
    lambda text: unicodedata.normalize("NFC", text),
    _drop_braces_in_words,
    _substitute(_LINK, _spell_link),
    _substitute(_STYLE, r"\1"),
    _substitute(_SWITCH, r"\1"),
    _substitute(_ESCAPE, r"\1"),
    _substitute(_ESCAPED_TILDE, "~"),
    _substitute(_SPACE_COMMAND, " "),
    _substitute(_TEX_QUOTES, r'"\1"'),
    _substitute(_WHITESPACE, " "),
    str.strip,
)
