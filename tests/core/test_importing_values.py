"""Amounts and days as files write them: read in one way, or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.errors import DomainError
from core.importing.values import AmountReader, DateGuess, DateReader, Mark, PriceReader, QuantityReader, guess_decimal

AMBIGUOUS = "amount_ambiguous"


def amounts(cells: list[str], mark: Mark | None = None) -> list[str]:
    """What each cell is read as, or the code of its refusal."""
    read = AmountReader(mark or Mark(guess_decimal(cells)))

    def one(cell: str) -> str:
        try:
            return read(cell)
        except DomainError as error:
            return error.code

    return [one(cell) for cell in cells]


@pytest.mark.parametrize("currency", ["USD", "EUR", "GBP", "CNY", "JPY", "CHF"])
@pytest.mark.parametrize(
    ("sign", "its"), [("$", {"USD"}), ("€", {"EUR"}), ("£", {"GBP"}), ("¥", {"CNY", "JPY"}), ("￥", {"CNY", "JPY"})]
)
def test_a_sign_of_another_currency_is_refused(currency: str, sign: str, its: set[str], settings: Any) -> None:
    """Not read as if it were ours: points would follow from it."""
    settings.CURRENCY = currency
    for text in (f"{sign}5", f"5 {sign}", f"-{sign}5", f"{sign}-5"):
        if currency in its:
            assert AmountReader()(text).lstrip("-").startswith("5")
        else:
            with pytest.raises(DomainError) as refused:
                AmountReader()(text)
            assert (refused.value.code, sign in str(refused.value)) == ("currency_other", True)


def test_codes_and_brackets(settings: Any) -> None:
    settings.CURRENCY = "USD"
    assert [AmountReader()(text) for text in ("USD 5.00", "5.00 USD", "(5.00)", "$(5.00)", "−5.00")] == [
        "500", "500", "-500", "-500", "-500"
    ]  # fmt: skip
    for text, code in (("5.00 EUR", "currency_other"), ("CHF5", "currency_other"), ("ABC", "amount_invalid")):
        with pytest.raises(DomainError) as refused:
            AmountReader()(text)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.500", "20"], [AMBIGUOUS, "2000"]),
        (["1,500", "-1.500", "$1,500"], [AMBIGUOUS] * 3),
        (["12.50", "1,500", "1.500"], ["1250", "150000", AMBIGUOUS]),
        (["12,50", "1.500", "1,500"], ["1250", "150000", AMBIGUOUS]),
        (["1,234,567"], ["123456700"]),
        (["1.234.567", "1.500"], ["123456700", "150000"]),
        (["1500.000"], ["150000"]),
        (["0.500", "1,500"], ["50", "150000"]),
        (["1e3", "1_000", "+5"], ["amount_invalid", "amount_invalid", "500"]),
    ],
)
def test_an_amount_is_read_in_one_way(cells: list[str], expected: list[str]) -> None:
    assert amounts(cells) == expected


def test_a_stated_mark_decides() -> None:
    assert amounts(["1.500", "1,500"], Mark(".", is_stated=True)) == ["150", "150000"]
    assert amounts(["1.500", "1,500"], Mark(",", is_stated=True)) == ["150000", "150"]


def test_a_currency_of_three_places_has_them(settings: Any) -> None:
    settings.CURRENCY = "KWD"
    assert amounts(["1.500"]) == ["1500"]


def test_prices_and_quantities_may_have_three_places() -> None:
    assert PriceReader(Mark("."))("4.995") == "4.995"
    assert QuantityReader(Mark(""))("1.500") == "1.500"
    with pytest.raises(DomainError, match="thousands"):
        PriceReader(Mark(""))("4.995")
    for text in ("1e3", "1_000"):
        with pytest.raises(DomainError, match="not a number"):
            QuantityReader(Mark(""))(text)


@pytest.mark.parametrize("mark", [Mark(), Mark("."), Mark(",", is_stated=True)])
def test_a_mark_and_back_is_the_same(mark: Mark) -> None:
    assert Mark.load(mark.dump()) == mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-3-5", "2025-03-05"),
        ("2025-3-5 9:30", "2025-03-05 09:30:00"),
        ("2025-03-05 10:30 PM", "2025-03-05 22:30:00"),
        ("2025-03-05T22:30", "2025-03-05T22:30:00"),
    ],
)
def test_days_with_dashes_are_read_however_they_are_padded(text: str, expected: str) -> None:
    guess = DateGuess()
    guess.feed([text])
    assert guess.result() == "iso"
    assert DateReader("iso", datetime(2026, 1, 1, tzinfo=UTC))(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("2025-13-5", "day_invalid"), ("2025-3-5 noon", "time_invalid"), ("2027-3-5", "in_the_future")],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        DateReader("iso", datetime(2026, 1, 1, tzinfo=UTC))(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("mark", "typed", "better"), [(".", "12,50", "12.50"), (".", "-1,5", "-1.5"), (",", "12.50", "12,50")]
)
def test_the_other_mark_says_how_to_write_it(mark: str, typed: str, better: str) -> None:
    for reader in (AmountReader(Mark(mark)), PriceReader(Mark(mark)), QuantityReader(Mark(mark))):
        with pytest.raises(DomainError, match=f"write {better}, or choose the decimal mark"):
            reader(typed)


@pytest.mark.parametrize(("form", "shown"), [("iso", "2026-01-31"), ("%d/%m/%Y", "31/01/2026")])
def test_a_day_of_another_form_is_told_by_an_example(form: str, shown: str) -> None:
    read = DateReader(form, datetime(2026, 6, 1, tzinfo=UTC))
    with pytest.raises(DomainError, match=f"“05-13-2026” is not a day of the form {shown}"):
        read("05-13-2026")
