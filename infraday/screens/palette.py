"""The command palette: every action of the screen, by what it does, with its key."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from textual import work
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.theme import ThemeProvider
from textual.types import IgnoreReturnCallbackType
from textual.widgets import LoadingIndicator

from infraday.domain import text
from infraday.keys import EVERYWHERE, FLOWS, INTERRUPT, OWN, PALETTE, TOUR, say_key
from infraday.screens.help import HelpScreen
from infraday.screens.tour import open_tour
from infraday.widgets.safe_input import SafeInput

KNOWN = {
    action.id: action for own in (*OWN.values(), *FLOWS.values(), EVERYWHERE) for action in own
}
EVERYONES = frozenset(action.id for action in EVERYWHERE)
NOT_OFFERED = frozenset(("app.palette", "app.back", PALETTE.id, INTERRUPT.id))
"""The palette itself, and what makes no sense once it has closed."""
KEY, LABEL = 10, 9  # columns


class Offer(NamedTuple):
    """One action as the palette offers it."""

    key: str
    words: str
    run: IgnoreReturnCallbackType


class Actions(Provider):
    """The bindings that are active where the palette was called, the screen's own first."""

    async def discover(self) -> Hits:
        for offer in self._offers():
            yield DiscoveryHit(_line(offer, Content(offer.words)), offer.run, text=offer.words)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for offer in self._offers():
            if (score := matcher.match(offer.words)) > 0:
                line = _line(offer, matcher.highlight(offer.words))
                yield Hit(score, line, offer.run, text=offer.words)

    def _offers(self) -> list[Offer]:
        """What the screen does, then moving about, then what is the same everywhere."""
        bound: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            name = active.binding.id
            if name and active.enabled and name not in NOT_OFFERED:
                bound.setdefault(name, active)  # under the first of its keys
        ranked = sorted(bound, key=_rank)
        return [self._offer(bound[name]) for name in ranked] + list(self._looks())

    def _offer(self, active: ActiveBinding) -> Offer:
        binding = active.binding
        known = KNOWN.get(binding.id or "")
        label = known.label if known else binding.description
        said = known.tooltip if known else active.tooltip or binding.description
        run = partial(self.app.run_action, binding.action, active.node)
        return Offer(say_key(binding.key), f"{label:<{LABEL}} {said}", run)

    def _looks(self) -> Iterator[Offer]:
        """What has no key of its own."""
        yield Offer("", f"{'Theme':<{LABEL}} Choose the colours.", self._themes)
        shot = partial(self.app.set_timer, 0.1, self.app.deliver_screenshot)  # without the palette
        if not isinstance(self.screen, HelpScreen):  # where it has a key
            yield Offer("", f"{TOUR.label:<{LABEL}} {TOUR.tooltip}", partial(open_tour, self.app))
        yield Offer("", f"{'Picture':<{LABEL}} Save this screen as an SVG picture.", shot)

    def _themes(self) -> None:
        self.app.push_screen(Palette(ThemeProvider, placeholder="Which colours?"))


def open_palette(app: App[object]) -> None:
    """Open the palette over whatever is open, once."""
    if not CommandPalette.is_open(app):
        app.push_screen(Palette())


class Find(CommandInput, SafeInput):
    """What one types to find an action. Textual looks for it by its first base."""


_gather = vars(CommandPalette._gather_commands)["__wrapped__"]
"""What Textual does in a worker."""


class Palette(CommandPalette):
    """Textual's, with a line to type into that shows harmlessly what was typed."""

    def __init__(
        self, *providers: type[Provider], placeholder: str = "What do you want to do?"
    ) -> None:
        super().__init__(providers or None, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield Find(placeholder=self._placeholder)
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        """Textual's would end the program where the palette closes before it has looked."""
        with suppress(NoMatches):
            await _gather(self, search_value)


def _rank(binding_id: str) -> int:
    known = KNOWN.get(binding_id)
    if binding_id in EVERYONES or binding_id.startswith("screen."):
        return 2
    moves = binding_id.startswith("list.") and binding_id != "list.choose"
    return 1 if moves or (known and known.group == "Move") else 0


def _line(offer: Offer, words: Content) -> Content:
    return Content.assemble((text.fit(offer.key, KEY), "not bold dim"), words)
