"""What is wrong with a figure: what overlaps, what is cut, what leaves the page, what is too small."""

from collections.abc import Iterator
from itertools import combinations

from graph.export.layout.composing import SMALLEST
from graph.export.layout.figure import Figure, Rect
from graph.export.layout.measuring import ELLIPSIS, LINE_HEIGHT, width
from graph.export.layout.tips import tip


def faults(figure: Figure) -> Iterator[str]:
    """One line a fault; none for a figure worth showing."""
    boxes = [(f"box {box.name!r}", box.rect) for box in figure.boxes]
    labels = [(f"{words.role} {words.text!r}", words.rect) for words in figure.words]
    labels += [(f"legend {key.words.text!r}", key.words.rect) for key in figure.keys]
    labels += [(f"count {line.index}", line.count_at) for line in figure.lines if line.count_at]
    for (one, a), (other, b) in combinations(boxes, 2):
        if a.overlaps(b):
            yield f"{one} on {other}"
    for one, a in labels:
        yield from (f"{one} on {other}" for other, b in boxes if a.overlaps(b))
    for (one, a), (other, b) in combinations(labels, 2):
        if a.overlaps(b):
            yield f"{one} on {other}"
    for line in figure.lines:
        at = line.count_at
        if at and any(at.x < p.x < at.right and at.y < p.y < at.bottom for p in tip(line).triangle):
            yield f"count {line.index} hides the tip of its arrow"
    page = Rect(0, 0, figure.width, figure.height)
    for one, rect in [*boxes, *labels]:
        if rect.x < page.x or rect.y < page.y or rect.right > page.right or rect.bottom > page.bottom:
            yield f"{one} leaves the page"
    for box in figure.boxes:
        if any(width(line, box.size) > box.rect.w for line in box.lines):
            yield f"box {box.name!r}: its text is wider"
        if len(box.lines) * box.size * LINE_HEIGHT > box.rect.h + 0.01:
            yield f"box {box.name!r}: its text is higher"
        if box.lines[-1].endswith(ELLIPSIS) and len(box.name) < 100:
            yield f"box {box.name!r}: its text is cut"
    smallest = min([box.size for box in figure.boxes] + [words.size for words in figure.words])
    if smallest < SMALLEST:
        yield f"text of {smallest} points"
