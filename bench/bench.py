"""Measures the installed program against bare ones: `make bench`, `make bench ARGS="-n 15"`.

Both of a pair run one right after the other, so that what else the machine does slows both; what
counts is the median of the ratios. It says no more than the figures: a reader judges.
"""

import argparse
import sys
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median

from figures import FIGURES, Figure, smoke
from place import Place
from terminal import NotShownError


def main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="infraday-bench-") as folder:
        place = Place(given.program, Path(given.data or folder), Path(folder))
        if given.smoke:
            print(smoke(place))
            return 0
        print(f"{'':47}{'ratio':>6}{'from to':>14}{'goal':>8}{'bare':>13}{'infraday':>13}")
        for figure in _wanted(given.only):
            _report(figure, place, given.n)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("-n", type=int, default=7, help="pairs for each figure, by default 7")
    parser.add_argument("--only", default="", metavar="P1,P2", help="these figures only")
    beside = str(Path(sys.executable).with_name("infraday"))
    parser.add_argument("--program", default=beside, help="another infraday than the installed one")
    parser.add_argument("--data", help="a folder that keeps the big plans for another run")
    parser.add_argument("--smoke", action="store_true", help="only see whether measuring works")
    return parser.parse_args()


def _wanted(only: str) -> list[Figure]:
    ids = [one.strip().upper() for one in only.split(",") if one.strip()]
    if unknown := set(ids) - {figure.id for figure in FIGURES}:
        sys.exit(f"There is no figure {', '.join(sorted(unknown))}.")
    return [figure for figure in FIGURES if not ids or figure.id in ids]


def _report(figure: Figure, place: Place, n: int) -> None:
    """Measure one figure so often; a first time, which fills the caches, does not count."""
    head = f"{figure.id:4}{figure.what:42}"
    with closing(figure.pairs(place)) as running:
        try:
            pairs = list(islice(running, min(n, figure.most) + 1))[1:]
        except NotShownError as error:
            print(f"{head} {error}")
            return
    bare, ours = zip(*pairs, strict=True)
    ratios = sorted(our / one for one, our in pairs) if all(bare) else []
    spread = f"{ratios[0]:.2f} – {ratios[-1]:.2f}" if ratios else ""
    ratio = f"{median(ratios):.2f}" if ratios else ""
    sizes = "".join(f"{median(values):9.1f} {figure.unit:<3}" for values in (bare, ours))
    print(f"{head}{ratio:>7}{spread:>14}{figure.goal:>8}{sizes}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
