"""Line charts as SVG: a logarithmic axis at the bottom, a linear one from zero at the left."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

Place = Callable[[float, float], tuple[float, float]]
WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 130, 50, 50
# Told apart without colours too: by the marks, and by the names at the ends of the lines.
COLOURS = ("#1f6f8b", "#c1571f", "#5b7f2b")
STYLE = """text { font: 13px system-ui, sans-serif; fill: #222 } .title { font-size: 16px; font-weight: 600 }
  .grid { stroke: #ddd } .paper { fill: #fff }
  @media (prefers-color-scheme: dark) { text { fill: #eee } .grid { stroke: #444 } .paper { fill: #161616 } }"""


@dataclass(frozen=True)
class Line:
    """A named line of points (x, y), in the order of x, in one of COLOURS."""

    name: str
    points: list[tuple[float, float]]
    colour: int


@dataclass(frozen=True)
class Chart:
    """What is drawn; `ticks` are the values of x that get a mark and a label."""

    title: str
    x_label: str
    y_label: str
    ticks: list[tuple[float, str]]
    lines: list[Line]


def draw(chart: Chart) -> str:
    """The chart as one SVG document."""
    top = steps(max(y for line in chart.lines for _, y in line.points))
    place = _placer(chart, top[-1])
    right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [_text(LEFT, 24, chart.title, "title"), _text(LEFT, 42, chart.y_label)]
    for y in top:
        _, height = place(chart.ticks[0][0], y)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{right}" y1="{height:.1f}" y2="{height:.1f}"/>')
        parts.append(_text(LEFT - 8, height + 4, f"{y:,g}", anchor="end"))
    for x, label in chart.ticks:
        across, _ = place(x, 0)
        parts.append(_text(across, floor + 20, label, anchor="middle"))
    parts.append(_text((LEFT + right) / 2, HEIGHT - 10, chart.x_label, anchor="middle"))
    for height, number in _label_heights(chart, place):
        parts += _line(chart.lines[number], place, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(chart.title, {chr(34): "&quot;"})}">\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def steps(highest: float) -> list[float]:
    """Round values from 0 to at least the highest, about five of them."""
    if highest <= 0:
        return [0, 1]
    rough = highest / 5
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    return [step * n for n in range(math.ceil(highest / step - 1e-9) + 1)]


def _placer(chart: Chart, highest: float) -> Place:
    """A function from (x, y) to a place on the paper; x is laid out by its logarithm."""
    low, high = (math.log(chart.ticks[n][0]) for n in (0, -1))
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        share = (math.log(x) - low) / (high - low) if high > low else 0.5
        return LEFT + share * width, TOP + height - y / highest * height

    return place


def _label_heights(chart: Chart, place: Place) -> list[tuple[float, int]]:
    """Where each line's name stands: beside its last point, at least 16 apart."""
    wanted = sorted((place(*line.points[-1])[1], number) for number, line in enumerate(chart.lines))
    heights: list[tuple[float, int]] = []
    for height, number in wanted:
        heights.append((max(height, heights[-1][0] + 16) if heights else height, number))
    return heights


def _line(line: Line, place: Place, height: float) -> list[str]:
    colour = COLOURS[line.colour]
    places = [place(x, y) for x, y in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{value:,g}</title></circle>'
        for (x, y), (_, value) in zip(places, line.points, strict=True)
    ]
    name = f'<text x="{places[-1][0] + 10:.1f}" y="{height + 4:.1f}" style="fill:{colour}">{escape(line.name)}</text>'
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>', *marks, name]


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
