"""Tables drawn with lines: the lines make the cells, whatever the white between the words."""

from __future__ import annotations

from loaders.loader_samples import pdf
from policy_qa.loaders import load

XS = (50, 100, 136, 172)
YS = (700, 685, 670, 655)
LEFT, RIGHT, TOP, BOTTOM = XS[0], XS[-1], YS[0], YS[-1]


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x} {y} m {to_x} {to_y} l S\n"


def box(x: float, y: float, to_x: float, to_y: float) -> str:
    """A thin filled box, as word processors draw lines."""
    return f"{x} {y} {to_x - x + 0.5} {to_y - y + 0.5} re f\n"


def read(rows: list[list[str]], drawn: str, ys: tuple[int, ...] = YS, extra: str = "") -> str:
    words = [(x + 2, y - 11, 9, cell) for row, y in zip(rows, ys) for cell, x in zip(row, XS) if cell]
    page = [
        (50, 760, 9, "A total of 57 Rural Care Services operate."),
        *words,
        (50, 560, 9, "The end, with 61 clinics."),
    ]
    return load("a.pdf", pdf(page, drawn=drawn, extra=extra)).text


ROWS = [["Region", "Women", "Men"], ["Lima", "12,301", "10,204"], ["Loreto", "57", "48"]]
ACROSS = "".join(line(LEFT, y, RIGHT, y) for y in YS)
DOWN = "".join(line(x, TOP, x, BOTTOM) for x in XS)
TABLE = "| Region | Women | Men |\n| Lima | Women: 12,301 | Men: 10,204 |\n| Loreto | Women: 57 | Men: 48 |"


def test_lines_make_cells_where_the_white_is_too_narrow() -> None:
    text = read(ROWS, ACROSS + DOWN)
    assert text == f"A total of 57 Rural Care Services operate.\n\n{TABLE}\n\nThe end, with 61 clinics.\n"


def test_lines_may_be_thin_boxes_one_path_or_the_sides_of_each_cell() -> None:
    boxes = "".join(box(LEFT, y, RIGHT, y) for y in YS) + "".join(box(x, BOTTOM, x, TOP) for x in XS)
    path = ACROSS.replace(" S", "") + DOWN.replace(" S", "") + "S\n"
    cells = "".join(f"{x} {y - 15} {w} 15 re S\n" for x, w in zip(XS, (50, 36, 36)) for y in YS[:-1])
    assert read(ROWS, boxes) == read(ROWS, path) == read(ROWS, cells) == read(ROWS, ACROSS + DOWN)


def test_cells_reach_over_rows_and_columns_where_no_line_parts_them() -> None:
    rows = [["Year", "2023"], ["", "Women", "Men"], ["Lima", "12,301", "10,204"]]
    across = line(LEFT, 700, RIGHT, 700) + line(XS[1], 685, RIGHT, 685)
    across += line(LEFT, 670, RIGHT, 670) + line(LEFT, 655, RIGHT, 655)
    down = (
        line(50, 700, 50, 655) + line(100, 700, 100, 655) + line(XS[2], 685, XS[2], 655) + line(RIGHT, 700, RIGHT, 655)
    )
    assert "| Lima | 2023 Women: 12,301 | 2023 Men: 10,204 |" in read(rows, across + down)


def test_lines_that_part_groups_of_rows_make_no_cells() -> None:
    rows = [["Lima", "57", "48"], ["Loreto", "12", "13"], ["Cusco", "14", "15"], ["Puno", "16", "17"]]
    drawn = "".join(line(LEFT, y, RIGHT, y) for y in (702, 673, 640)) + "".join(line(x, 702, x, 640) for x in XS)
    text = read(rows, drawn, (*YS, 640))
    assert all(" ".join(row) in text.replace("| ", "").replace(" |", "") for row in rows)


def test_frames_underlines_and_drawings_are_no_tables() -> None:
    frame = line(40, 780, 400, 780) + line(40, 500, 400, 500) + line(40, 780, 40, 500) + line(400, 780, 400, 500)
    drawing = "".join(line(300 + n % 97, 100, 300 + n % 97, 400) for n in range(5_000))
    for drawn in (frame, line(50, 758, 200, 758), drawing, "0 0 m 100 100 l S\n", "1 0 0 1 1e38 0 cm " + ACROSS):
        assert "|" not in read([], drawn)
