import io

from PIL import Image, ImageColor

from bot.pictures.canvas import TEXT, WIDTH, Canvas, Ink


def drawn(canvas: Canvas) -> Image.Image:
    return Image.open(io.BytesIO(canvas.png()))


def inks(canvas: Canvas) -> set[str]:
    """The whole inks on the page."""
    image = drawn(canvas).convert("RGB")
    colours = image.getcolors() or []
    return {ink.name for ink in Ink if ImageColor.getrgb(ink) in {colour for _, colour in colours}}


def test_a_page_is_a_png_with_a_palette() -> None:
    canvas = Canvas(200)
    image = drawn(canvas)
    assert image.format == "PNG"
    assert image.mode == "P"
    assert image.size == (WIDTH, 200)
    assert inks(canvas) == {"PAGE"}


def test_the_same_drawing_gives_the_same_bytes() -> None:
    def draw() -> bytes:
        canvas = Canvas(100)
        canvas.text((10, 50), "Same")
        canvas.disc((200, 50), 8, ink=Ink.BLUE)
        return canvas.png()

    assert draw() == draw()


def test_every_shape_leaves_its_ink() -> None:
    canvas = Canvas(120)
    canvas.line((10, 10), (100, 10), ink=Ink.GRID)
    canvas.box((10, 20), (60, 40), ink=Ink.ORANGE)
    canvas.disc((100, 60), 10, ink=Ink.BLUE)
    canvas.shape([(150, 50), (140, 70), (160, 70)], ink=Ink.PINK)
    canvas.text((200, 60), "words", ink=Ink.DIM)
    canvas.text((300, 60), "words")
    assert inks(canvas) == {"PAGE", "GRID", "ORANGE", "BLUE", "PINK", "DIM", "TEXT"}


def test_a_hollow_mark_shows_the_page() -> None:
    page = ImageColor.getrgb(Ink.PAGE)
    for hollow in (True, False):
        canvas = Canvas(120)
        canvas.disc((60, 60), 20, ink=Ink.BLUE, hollow=hollow)
        canvas.shape([(160, 30), (120, 90), (200, 90)], ink=Ink.PINK, hollow=hollow)
        image = drawn(canvas).convert("RGB")
        for middle in ((60, 60), (160, 70)):
            assert (image.getpixel(middle) == page) is hollow


def test_hatching_fills_a_rectangle_and_leaves_the_page_between() -> None:
    page, pink = ImageColor.getrgb(Ink.PAGE), ImageColor.getrgb(Ink.PINK)
    canvas = Canvas(120)
    canvas.hatch((20, 20), (220, 80), ink=Ink.PINK)
    canvas.hatch((300, 20), (300, 80), ink=Ink.PINK)  # nothing
    image = drawn(canvas).convert("RGB")
    inside = [image.getpixel((x, y)) for x in range(24, 216) for y in range(24, 76)]
    assert inside.count(page) > inside.count(pink) > 1_000
    assert {image.getpixel((x, 50)) for x in (10, 15, 225, 300)} == {page}


def test_text_is_measured() -> None:
    canvas = Canvas(40)
    assert canvas.width("") == 0
    assert 0 < canvas.width("narrow") < canvas.width("narrow", size=32)


def test_a_box_has_its_exact_size() -> None:
    canvas = Canvas(60)
    canvas.box((10, 20), (30, 40), ink=Ink.ORANGE)
    image = drawn(canvas).convert("RGB")
    orange = ImageColor.getrgb(Ink.ORANGE)
    assert image.getpixel((10, 20)) == image.getpixel((29, 39)) == orange
    assert orange not in {image.getpixel(at) for at in ((9, 20), (30, 39), (29, 40), (10, 19))}


def test_text_is_large_enough_to_read() -> None:
    assert TEXT >= 19


def test_text_is_cut_to_fit() -> None:
    canvas = Canvas(40)
    assert canvas.fitted("short", 500) == "short"
    cut = canvas.fitted("a long name that does not fit", 120)
    assert cut.endswith("…")
    assert 3 < len(cut) < 15
    assert canvas.fitted("wide", 1) == "…"
    assert canvas.fitted("", 1) == ""


def test_inks_part_from_the_page_as_accessibility_asks() -> None:
    """Text 4.5 to 1, marks 3 to 1. Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

    def luminance(ink: Ink) -> float:
        parts = [part / 255 for part in bytes.fromhex(ink[1:])]
        linear = [p / 12.92 if p <= 0.04045 else pow((p + 0.055) / 1.055, 2.4) for p in parts]
        return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])

    page = luminance(Ink.PAGE)
    for ink, least in {
        Ink.TEXT: 4.5,
        Ink.DIM: 4.5,
        Ink.BLUE: 3,
        Ink.ORANGE: 3,
        Ink.GREEN: 3,
        Ink.PINK: 3,
    }.items():
        assert (luminance(ink) + 0.05) / (page + 0.05) >= least
