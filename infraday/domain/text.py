"""Text that people typed: made safe to show, measured in cells, cut, wrapped and stored.

The one door: whatever reaches a terminal has passed `show` (or `show_lines`, `clip`, `fit`,
`wrap`, which call it). What is stored stays as typed. Where terminals disagree about how many
cells a sequence takes (joined emoji, variants, skin tones, flags), its parts are shown alone,
so that a row is as wide everywhere as we counted, which is how Rich and Textual count as well.
"""

import re
from unicodedata import category, east_asian_width

TITLE_LIMIT = 500
"""Characters in a title. The whole of a longer text goes to the notes."""

MARKS = 8
"""Zero-width marks shown on one sign. More are stacked only to break things."""

ELLIPSIS = "…"
LONE = "◌"  # what Unicode puts under a mark that has no letter of its own
TAB = "    "

# Soft hyphen, zero width space and joiner, word joiner: they change how their neighbours look.
_JOINERS = "\u00ad\u200b\u200d\u2060"
_NON_JOINER = "\u200c"  # ordinary spelling in Persian and Hindi; no cell anywhere
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters by category, blank or less on screen
# Arabic and Kaithi number signs: format characters by category, but drawn, one cell wide.
_DRAWN_FORMATS = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Emoji of Unicode 15 to 17, which the tables of Python 3.11 do not know yet.
_LATER_EMOJI = (
    "\U0001f6d8\U0001f6dc\U0001fa75\U0001fa76\U0001fa77\U0001fa87\U0001fa88\U0001fa89\U0001fa8a"
    "\U0001fa8e\U0001fa8f\U0001faad\U0001faae\U0001faaf\U0001fabb\U0001fabc\U0001fabd\U0001fabe"
    "\U0001fabf\U0001fac6\U0001fac8\U0001facd\U0001face\U0001facf\U0001fada\U0001fadb\U0001fadc"
    "\U0001fadf\U0001fae8\U0001fae9\U0001faea\U0001faef\U0001faf7\U0001faf8"
)
_VARIATIONS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D), (0x180F, 0x180F))
_SKIN_TONES = (0x1F3FB, 0x1F3FF)
_FLAG_LETTERS = (0x1F1E6, 0x1F1FF)
_LATER_IDEOGRAPHS = ((0x20000, 0x2FFFD), (0x30000, 0x3FFFD))
_JAMO_TAILS = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))  # vowels and finals, drawn into the syllable
# Trigrams, monograms, hexagrams, counting rods: wide since Unicode 16.
_LATER_WIDE = (
    (0x2630, 0x2637),
    (0x268A, 0x268F),
    (0x4DC0, 0x4DFF),
    (0x1D300, 0x1D356),
    (0x1D360, 0x1D376),
)


def _within(code: int, *ranges: tuple[int, int]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _named(code: int) -> str:
    return f"⟨U+{code:04X}⟩"


def _sign(code: int) -> str:
    """What stands on screen for one character: itself, a visible sign, or nothing."""
    character = chr(code)
    kind = category(character)
    if kind == "Cc":
        return _control(code)
    if kind == "Cs":
        return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else _named(code)
    if _within(code, *_VARIATIONS, _SKIN_TONES) or character in _JOINERS:
        return ""
    if _within(code, _FLAG_LETTERS):
        return chr(ord("A") + code - _FLAG_LETTERS[0])
    if kind == "Cn":
        known = character in _LATER_EMOJI or _within(code, *_LATER_IDEOGRAPHS)
        return character if known else _named(code)
    if kind == "Cf":
        known = character == _NON_JOINER or character in _DRAWN_FORMATS
        return character if known else _named(code)
    hidden = kind in ("Zl", "Zp") or character in _FILLERS
    return _named(code) if hidden else character


def _control(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _named(code)


def _cells(character: str) -> int:
    """The cells of one character that `show` lets through."""
    code = ord(character)
    kind = category(character)
    if kind[0] == "M" or character == _NON_JOINER or _within(code, *_JAMO_TAILS):
        return 0
    if kind == "Cn" or _within(code, *_LATER_WIDE):
        return 2
    return 2 if east_asian_width(character) in ("W", "F") else 1


class _Signs(dict[int, str]):
    """What each code point shows as, worked out once."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _sign(code)
        return sign


class _Cells(dict[str, int]):
    """How many cells each character takes, worked out once."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = _cells(character)
        return cells


_SIGNS = _Signs()
_CELLS = _Cells()


def show(text: str) -> str:
    """The text on one line, harmless: what acts on a terminal or hides is a visible sign."""
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_SIGNS)
    if not shown or shown.isspace():
        # Nothing to see but something there: better named than blank.
        return "".join(_SIGNS[ord(it)] or _named(ord(it)) for it in text)
    if shown.isascii() or 0 not in map(_CELLS.__getitem__, shown):
        return shown
    return _rest_marks(shown)


def _rest_marks(shown: str) -> str:
    """Give each mark something of ours to stand on, and no sign more than `MARKS` of them."""
    kept: list[str] = []
    above = " "
    stacked = 0
    for character in shown:
        if _CELLS[character]:
            above, stacked = character, 0
        elif above.isspace():
            kept.append(LONE)
            above, stacked = LONE, 1
        else:
            stacked += 1
        if stacked <= MARKS:
            kept.append(character)
    return "".join(kept)


def show_lines(text: str) -> list[str]:
    """The text with its own line breaks, each line harmless; a tab is four spaces."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return [show(line.replace("\t", TAB)) for line in lines]


def width(shown: str) -> int:
    """How many cells a text takes that has passed `show`."""
    return len(shown) if shown.isascii() else sum(map(_CELLS.__getitem__, shown))


def clip(text: str, cells: int) -> str:
    """The text on one line, in at most so many cells; `…` at the end says that it was cut."""
    if cells <= 0:
        return ""
    head = text[: _reach(cells)]
    shown = show(head)
    if len(head) == len(text) and _end(shown, cells) == len(shown):
        return shown
    return _cut(shown, cells)


def fit(text: str, cells: int) -> str:
    """The text on one line, in exactly so many cells: cut or filled up with spaces."""
    shown = clip(text, cells)
    return shown + " " * (cells - width(shown))


def wrap(text: str, cells: int, most: int | None = None) -> list[str]:
    """The text in lines of at most so many cells, broken between words where there are any.

    With `most`, at most so many lines; the last one ends in `…` when there was more.
    """
    if cells <= 0 or (most is not None and most <= 0):
        return []
    if most is None:
        return [part for line in show_lines(text) for part in _broken(line, cells)]
    head = text[: most * _reach(cells)]
    lines: list[str] = []
    for line in show_lines(head):
        lines += _broken(line, cells)
        if len(lines) > most:
            break
    if len(lines) <= most and len(head) == len(text):
        return lines
    return [*lines[: most - 1], _cut(lines[most - 1] if len(lines) >= most else "", cells)]


def _reach(cells: int) -> int:
    """More characters than so many cells can sensibly hold: nothing beyond is looked at."""
    return cells * 4 + 64


def _end(shown: str, cells: int, start: int = 0) -> int:
    """Where the characters from `start` on that fit into so many cells end."""
    if shown.isascii():
        return min(start + cells, len(shown))
    used = 0
    for place in range(start, len(shown)):
        used += _CELLS[shown[place]]
        if used > cells:
            return place
    return len(shown)


def _cut(shown: str, cells: int) -> str:
    return shown[: _end(shown, cells - 1)] + ELLIPSIS


def _broken(shown: str, cells: int) -> list[str]:
    """One line as several, broken at the last space that fits, else inside the word."""
    parts: list[str] = []
    start = 0
    while (end := _end(shown, cells, start)) < len(shown):
        space = shown.rfind(" ", start, end + 1)
        if space > start and shown[start:space].strip(" "):
            end = space
        # One cell cannot hold a wide character: a sign for it, rather than half of it.
        parts.append(shown[start:end].rstrip(" ") if end > start else ELLIPSIS)
        start = max(end, start + 1)
        while start < len(shown) and shown[start] == " ":
            start += 1
    if start < len(shown) or not parts:
        parts.append(shown[start:])
    return parts


def cut_title(text: str) -> tuple[str, str | None]:
    """A title, and the whole text for the notes when it was too long for one."""
    if len(text) <= TITLE_LIMIT:
        return text, None
    return text[: TITLE_LIMIT - 1] + ELLIPSIS, text


_BYTES = re.compile("[\udc80-\udcff]+")  # as Python hands over what it could not read


def storable(text: str) -> tuple[str, bool]:
    r"""The text without lone surrogates, and whether it had any.

    A byte that was no UTF-8 (Python hands it over as a surrogate) becomes the text `\xE9`. Under a
    locale without UTF-8 Python hands over every other byte so, too: those are read as UTF-8.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        read = _BYTES.sub(_utf8, text)
        whole = "".join(map(_escaped, read))
        return whole, whole != read
    return text, False


def _utf8(run: re.Match[str]) -> str:
    return run[0].encode("ascii", "surrogateescape").decode(errors="surrogateescape")


def _escaped(character: str) -> str:
    code = ord(character)
    if not 0xD800 <= code <= 0xDFFF:
        return character
    return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04X}"


def decode(line: bytes) -> tuple[str, bool]:
    r"""The bytes as text, and whether some were no UTF-8; those are kept as `\xE9`."""
    return storable(line.decode(errors="surrogateescape"))
