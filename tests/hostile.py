"""Strings that break what is not careful with text: each once, with what it is after."""

from unicodedata import category

STRINGS = (
    "[/x] [bold]markup[/bold] [@click=app.quit]x[/]",
    "\x1b]0;a title\x07 and \x1b[2J\x1b[H",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b[?1049h\x1b[?25l",
    "\x1bP+q544e\x1b\\",
    "8-bit: \x9b31mred\x9d0;t\x9c\x90q\x9c",
    "bell\x07 backspace\x08\x08 vertical\x0b form\x0c",
    "carriage\rreturn",
    "delete\x7f and next line\x85.",
    "tab\there",
    "nul\0inside",
    "\0",
    "\ufeffa mark first",
    "no\u00adbreak\u200bzero\u2060wide",
    "\u202egnorw eht yaw\u202c",
    "\u2066isolated\u2069 \u061c \u200f",
    "line\u2028separator\u2029paragraph",
    "Z\u0351\u036b\u0343\u036a\u0302A\u0334\u0335LGO" + "\u0301" * 60,
    "👩‍👩‍👧‍👦 🏳️‍🌈 👋🏿 🇩🇪",
    "مرحبا بالعالم שלום",
    "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀",
    "ﬁ ﷽ 𝕿𝖍𝖊 ⁰⁴⁵",
    "\u3164\u115f hangul fillers",
    "\ud7b0 \U000e0041 \uffff \ufdd0 \U0010ffff",
    "İıſẞß ǰ",
    "'; DROP TABLE task; --",
    "\"quotes\" 'and' `ticks` \\ back\\slash",
    "=cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "$(touch /tmp/x) `id` ${HOME} %s %n {0} {title}",
    "../../etc/passwd\\..\\con",
    "<script>alert(1)</script> &lt; %00 \\x00 \\u0000",
    "1e309 NaN -0 0x0 null undefined None True",
    "2026-02-30 25:61 99h !! #1 @ due: out:",
    "every: every: every: day",
    "T-1 B-1 R-001",
    "  spaces around  ",
    "x" * 499 + "é",
    "long " * 2000,
    "\u0e01\u0e33 กำ ผู้",
)


ACTING = {"Cc", "Cs", "Zl", "Zp"}
DIRECTING = {*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))}


def is_harmless(shown: str) -> bool:
    """Whether no control or direction character is in it but the ends of its lines."""
    return not any(
        category(sign) in ACTING or sign in DIRECTING for sign in shown.replace("\n", "")
    )
