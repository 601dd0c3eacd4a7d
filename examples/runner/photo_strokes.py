"""A digit as a hand would write it: templates of strokes, each time a little different. Pure, from a generator."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

# The ways in which people write each digit: strokes of points (x, y), from 0, 0 at the top left to a height of 1. A
# smooth curve leads through the points of a stroke; a point that stands twice is a corner.
TEMPLATES: dict[int, tuple[str, ...]] = {
    0: (
        ".40,.02 .14,.16 .02,.50 .12,.85 .36,1 .60,.85 .69,.48 .60,.15 .38,.02",
        ".52,.07 .22,.06 .03,.40 .10,.84 .38,1 .62,.80 .67,.38 .50,.07 .33,.03 .27,.10",
    ),
    1: (
        ".32,0 .30,.50 .28,1",
        ".08,.27 .20,.16 .34,0 .34,0 .33,.50 .32,1",
        ".08,.25 .20,.15 .34,0 .34,0 .33,.50 .33,1 / .08,1 .32,.99 .60,1",
    ),
    2: (
        ".06,.24 .18,.05 .40,0 .59,.14 .57,.38 .34,.68 .04,.98 .04,.98 .34,.97 .66,.95",
        ".06,.22 .20,.04 .42,.01 .58,.17 .52,.45 .32,.74 .14,.94 .04,.91 .11,.82 .30,.88 .50,.97 .68,.91",
        ".09,.20 .30,.02 .55,.10 .56,.34 .32,.68 .06,.97 .06,.97 .30,.91 .50,.97 .68,.93",
    ),
    3: (
        ".08,.14 .28,.01 .52,.08 .55,.29 .41,.43 .22,.47 .22,.47 .49,.51 .64,.70 .54,.93 .27,1 .04,.88",
        ".08,.12 .30,0 .53,.10 .52,.33 .33,.46 .25,.47 .33,.48 .57,.60 .61,.82 .36,1 .04,.90",
        ".08,.03 .32,.03 .58,.02 .58,.02 .42,.20 .26,.40 .26,.40 .53,.47 .65,.69 .50,.94 .22,1 .02,.89",
    ),
    4: (
        ".20,.02 .13,.30 .04,.60 .04,.60 .40,.59 .72,.56 / .52,.12 .50,.55 .48,1",
        ".50,0 .26,.33 .02,.66 .02,.66 .38,.66 .74,.64 / .51,.02 .50,.50 .49,1",
        ".18,0 .13,.25 .10,.47 .10,.47 .34,.49 .58,.45 / .60,.03 .56,.50 .52,1",
    ),
    5: (
        ".16,.02 .13,.22 .11,.43 .11,.43 .36,.37 .61,.53 .61,.81 .34,1 .04,.91 / .16,.02 .38,.02 .62,0",
        ".62,.02 .40,.03 .17,.04 .17,.04 .13,.24 .09,.44 .09,.44 .36,.39 .63,.56 .58,.85 .30,1 .02,.89",
        ".62,.03 .38,.02 .19,.08 .15,.25 .23,.40 .44,.47 .62,.63 .54,.90 .28,1 .04,.91",
    ),
    6: (
        ".54,.02 .27,.20 .09,.49 .08,.79 .29,1 .55,.89 .58,.66 .37,.53 .13,.66",
        ".44,0 .18,.34 .04,.71 .19,.97 .47,.94 .58,.73 .41,.57 .18,.65 .07,.78",
        ".59,.10 .45,.01 .21,.15 .06,.50 .11,.85 .34,1 .57,.84 .53,.61 .31,.54 .10,.69",
    ),
    7: (
        ".04,.04 .34,.04 .64,.02 .64,.02 .43,.43 .28,1",
        ".04,.05 .34,.04 .64,.02 .64,.02 .43,.43 .28,1 / .15,.50 .36,.49 .60,.46",
        ".05,.17 .08,.04 .08,.04 .36,.05 .64,.03 .64,.03 .45,.44 .32,1",
        ".04,.09 .17,.03 .36,.05 .57,.04 .60,.15 .43,.46 .29,1",
    ),
    8: (
        ".54,.15 .36,0 .14,.09 .14,.30 .36,.47 .58,.66 .57,.90 .33,1 .10,.90 .10,.70 .32,.50 .53,.31 .55,.14 .43,.02",
        ".33,.47 .13,.36 .14,.10 .34,0 .54,.10 .54,.34 .33,.47 .09,.62 .08,.88 .34,1 .60,.88 .58,.62 .35,.47",
    ),
    9: (
        ".58,.17 .36,.01 .11,.14 .09,.38 .29,.50 .51,.37 .60,.11 .60,.11 .58,.55 .53,1",
        ".57,.13 .33,0 .08,.17 .11,.42 .34,.49 .54,.33 .61,.09 .61,.09 .60,.50 .53,.84 .35,1 .10,.93",
        ".60,.14 .38,.01 .12,.11 .07,.34 .24,.48 .47,.38 .59,.17 .56,.55 .45,1",
    ),
}
# Of a curve's points, between two of the template.
STEPS = 14


def write(digit: int, rng: np.random.Generator) -> list[Points]:
    """The strokes of a digit, each an array of points (n, 2); upright, 1 high, with its middle at 0, 0."""
    template = TEMPLATES[digit][rng.integers(len(TEMPLATES[digit]))]
    # One hand trembles more than another, and one is more careless.
    carelessness, tremor = rng.uniform(0.008, 0.024), rng.uniform(0.0008, 0.0035)
    strokes = [_tremble(_curve(_move(points, carelessness, rng)), tremor, rng) for points in parse(template)]
    slant, aspect, turn = rng.normal(0.10, 0.13), rng.uniform(0.82, 1.25), rng.normal(0, 0.05)
    shape = np.array([[aspect, -slant], [0, 1]])
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ shape
    return _fit([stroke @ turned.T for stroke in strokes])


def parse(template: str) -> list[Points]:
    """The points of each stroke of a template."""
    return [
        np.array([[float(number) for number in point.split(",")] for point in stroke.split()])
        for stroke in template.split("/")
    ]


def _move(points: Points, distance: float, rng: np.random.Generator) -> Points:
    """Each point elsewhere; a corner, which is two points, stays one."""
    moves = rng.normal(0, distance, points.shape)
    again = np.flatnonzero((points[1:] == points[:-1]).all(axis=1)) + 1
    moves[again] = moves[again - 1]
    return points + moves


def _curve(points: Points) -> Points:
    """The points of a smooth curve through these: Catmull and Rom's, from corner to corner."""
    corners = np.flatnonzero((points[1:] == points[:-1]).all(axis=1)) + 1
    return np.concatenate([_smooth(part) for part in np.split(points, corners)])


def _smooth(points: Points) -> Points:
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.arange(STEPS)[:, None, None] / STEPS
    a, b, c, d = (padded[start : len(padded) - 3 + start] for start in range(4))
    curve = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.concatenate([curve.transpose(1, 0, 2).reshape(-1, 2), points[-1:]])


def _tremble(curve: Points, distance: float, rng: np.random.Generator) -> Points:
    """A hand's wobble: waves of several lengths along the stroke."""
    lengths = np.sqrt((np.diff(curve, axis=0) ** 2).sum(axis=1))
    along = np.concatenate([[0], np.cumsum(lengths)])[:, None]
    waves = [np.sin(rng.uniform(3, 20) * along + rng.uniform(0, 7, 2)) for _ in range(6)]
    return curve + distance * sum(waves)


def _fit(strokes: list[Points]) -> list[Points]:
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(stroke - (low + high) / 2) / (high[1] - low[1]) for stroke in strokes]
