"""What is pasted is text. Textual's parser takes escape sequences inside a paste for keys, so that
a pasted log could delete a block; here everything between the marks of a paste is one text."""

from collections.abc import Generator, Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

BEGIN, END = "\x1b[200~", "\x1b[201~"


class PasteParser(XTermParser):
    """Hands on what is no paste; the marks may arrive in pieces."""

    _last = ""  # the end of what was read, in which a mark may have begun
    _pasted: list[str] | None = None

    def feed(self, data: str) -> Iterable[Message]:
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                data = yield from self._before(data)
            else:
                data = yield from self._inside(self._pasted, data)

    def _before(self, data: str) -> Generator[Message, None, str]:
        at = (self._last + data).find(BEGIN)
        cut = len(data) if at < 0 else at + len(BEGIN) - len(self._last)
        yield from super().feed(data[:cut])
        if at < 0:
            self._last = (self._last + data)[1 - len(BEGIN) :]
        else:
            self._last, self._pasted = "", []
        return data[cut:]

    def _inside(self, pasted: list[str], data: str) -> Generator[Message, None, str]:
        at = (self._last + data).find(END)
        if at < 0:
            pasted.append(data)
            self._last = (self._last + data)[1 - len(END) :]
            return ""
        cut = at + len(END) - len(self._last)
        pasted.append(data[:cut])
        self._last, self._pasted = "", None
        yield events.Paste("".join(pasted).removesuffix(END).replace("\0", ""))
        for message in super().feed(END):  # Textual leaves its own paste, which is empty
            if not isinstance(message, events.Paste):
                yield message
        return data[cut:]


def install() -> None:
    """Make Textual's driver read through it; it offers no other way in."""
    setattr(linux_driver, "XTermParser", PasteParser)  # noqa: B010 - a name of another module
