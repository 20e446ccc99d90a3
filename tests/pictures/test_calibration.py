import io

from PIL import Image, ImageColor

from bot.coach.calibration import draw_resamples
from bot.domain.calibration import (
    Calibration,
    CriterionAgreement,
    Judged,
    MarkedAnswer,
    agreement_on,
    confusion_of,
)
from bot.domain.grade import Grade, band_of
from bot.pictures.calibration import MAX_BARS, draw_calibration, worst_criteria
from bot.pictures.canvas import WIDTH, Ink

LIMIT_BYTES = 30 * 1024


def judged(human: float, given: float | None, *, held_back: bool = False) -> Judged:
    return Judged(
        answer=MarkedAnswer(question_id="question", text="…", score=human, held_back=held_back),
        grade=Grade(item_id="question", score=given, band=band_of(given)),
    )


def criterion(
    number: int, missed: int, given: int, *, met: int = 20, unmet: int = 20, marked: bool = True
) -> CriterionAgreement:
    return CriterionAgreement(
        question_id=f"a-question-with-a-name-{number // 5}",
        criterion=f"a-criterion-with-a-long-name-{number}",
        marked=marked,
        met=met,
        missed_positives=missed,
        unmet=unmet,
        missed_negatives=given,
    )


def calibration(*answers: Judged, criteria: tuple[CriterionAgreement, ...] = ()) -> Calibration:
    resamples = draw_resamples(len(answers), count=20)
    return Calibration(
        agreements=(agreement_on("all", answers, resamples),),
        confusion=confusion_of(answers),
        criteria=criteria,
        judged=answers,
    )


def inks(png: bytes) -> set[str]:
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors() or []
    seen = {colour for _, colour in colours}
    return {ink.name for ink in Ink if ImageColor.getrgb(ink) in seen}


def test_kind_and_harsh_grades_stand_out() -> None:
    near = judged(0.5, 0.5)
    legend = inks(draw_calibration(calibration(near)))
    assert {"BLUE", "ORANGE", "PINK"} <= legend
    pictures = {
        draw_calibration(calibration(near, other))
        for other in (
            judged(0.2, 0.9),
            judged(0.9, 0.2),
            judged(0.2, 0.9, held_back=True),
            judged(0.9, None),
        )
    }
    assert len(pictures) == 4


def test_a_page_grows_with_its_criteria() -> None:
    def height(count: int) -> int:
        criteria = tuple(criterion(number, 1, number) for number in range(count))
        png = draw_calibration(calibration(judged(0, 0), criteria=criteria))
        image = Image.open(io.BytesIO(png))
        assert image.size[0] == WIDTH
        return image.size[1]

    assert height(0) < height(1) < height(2) < height(MAX_BARS)


def test_the_criteria_with_most_mistakes_are_shown_in_their_order() -> None:
    criteria = [criterion(number, number % 3, number) for number in range(MAX_BARS + 2)]
    assert worst_criteria(criteria) == criteria[2:]
    assert worst_criteria(criteria[:2]) == criteria[:2]


def test_the_file_stays_small_with_many_answers() -> None:
    answers = [
        judged(
            number % 21 / 20,
            min(1.0, max(0.0, number % 21 / 20 + (number * 7 % 11 - 5) / 20)),
            held_back=number % 3 == 0,
        )
        for number in range(270)
    ]
    criteria = tuple(criterion(n, n % 7, n % 5, marked=n % 2 == 0) for n in range(25))
    whole = calibration(*answers, criteria=criteria)
    parts = tuple(
        whole.agreements[0].model_copy(update={"name": f"a-question-with-a-name-{number}"})
        for number in range(8)
    )
    png = draw_calibration(whole.model_copy(update={"agreements": parts}))
    assert len(png) <= LIMIT_BYTES


def test_figures_that_nothing_decides_are_drawn_as_a_dash() -> None:
    criteria = (criterion(0, 0, 0, met=0, unmet=0),)
    assert draw_calibration(calibration(judged(1, 1), criteria=criteria))
    alone = calibration(judged(1, 1))
    no_interval = alone.model_copy(update={"agreements": (agreement_on("all", alone.judged),)})
    assert draw_calibration(no_interval)
