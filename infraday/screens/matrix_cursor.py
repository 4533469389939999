"""The cursor of the matrix: in a quadrant, and from one to another."""

from infraday.domain import matrix_picture
from infraday.domain.matrix import Quadrant
from infraday.domain.matrix_picture import MatrixFrame
from infraday.screens.matrix_actions import GRID, ORDER
from infraday.screens.matrix_ranking import MatrixRanking
from infraday.widgets.quadrant import QuadrantList


class MatrixCursor(MatrixRanking):
    """`MatrixScreen` fills the lists."""

    lists: dict[Quadrant, QuadrantList]

    def lay_out(self) -> None:
        """Give each part its place."""
        raise NotImplementedError

    @property
    def frame(self) -> MatrixFrame:
        return matrix_picture.frame(*self.app.size, self.active)

    @property
    def pane(self) -> QuadrantList:
        """The quadrant that keys act on."""
        return self.lists[self.active]

    def activate(self, quadrant: Quadrant) -> None:
        if quadrant is not self.active:
            self.active = quadrant
            self.lay_out()

    def action_step(self, rows: int) -> None:
        """Past the end of a list into the quadrant below or above it."""
        place = self.pane.at + rows
        if 0 <= place < self.pane.count:
            self.pane.put(place)
            return
        column, line = self._cell
        if self._is_one_at_a_time:
            self.action_pane(1 if rows > 0 else -1, wrap=False, edge=True)
        elif 0 <= line + (1 if rows > 0 else -1) <= 1:
            self.activate(GRID[1 - line][column])
            self.pane.put(0 if rows > 0 else self.pane.count - 1)

    def action_across(self, columns: int) -> None:
        column, line = self._cell
        if 0 <= column + columns <= 1:
            self.activate(GRID[line][column + columns])

    def action_pane(self, step: int, *, wrap: bool = True, edge: bool = False) -> None:
        at = ORDER.index(self.active) + step
        if wrap or 0 <= at < len(ORDER):
            self.activate(ORDER[at % len(ORDER)])
            if edge:
                self.pane.put(0 if step > 0 else self.pane.count - 1)

    def action_page(self, pages: int) -> None:
        self.pane.put(self.pane.at + pages * max(1, self.pane.page - 1))

    def action_edge(self, way: int) -> None:
        self.pane.put(self.pane.count - 1 if way > 0 else 0)

    @property
    def _cell(self) -> tuple[int, int]:
        """Column and line of the active quadrant."""
        at = ORDER.index(self.active)
        return at % 2, at // 2

    @property
    def _is_one_at_a_time(self) -> bool:
        return not self.frame.side.height
