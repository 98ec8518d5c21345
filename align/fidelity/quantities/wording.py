"""A quantity said in English, for messages and expectations."""

from __future__ import annotations

from align.fidelity.quantities import Quantity
from align.fidelity.quantities.units import currency_names

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def amount(value: float) -> str:
    """A number the way a newspaper prints it: 20000000 is "20 million"."""
    for scale, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale and round(value / scale, 3) * scale == value:
            return f"{value / scale:,.10g} {name}"
    return f"{value:,.10g}" if value < 1e15 else f"{value:.6g}"


def in_english(quantity: Quantity) -> str:
    """What an English text should say for a quantity."""
    value = quantity.value
    if quantity.high is not None:
        return f"{amount(value)} to {amount(quantity.high)}"
    if quantity.kind == "money":
        return f"{amount(value)} {currency_names().get(quantity.unit, quantity.unit)}".strip()
    if quantity.kind == "percent":
        return f"{value:.10g} percent"
    if quantity.kind == "fraction":
        parts = {
            0.5: "half",
            1 / 3: "a third",
            2 / 3: "two thirds",
            0.25: "a quarter",
            0.75: "three quarters",
        }
        near = [name for part, name in parts.items() if abs(part - value) < 1e-6]
        return near[0] if near else f"{value:.3g} of the whole"
    if quantity.kind == "weekday":
        return WEEKDAYS[int(value) - 1]
    if quantity.kind == "month" and 1 <= value <= 12:
        return MONTHS[int(value) - 1]
    if quantity.kind == "year":
        return f"{value:.0f}"
    if quantity.kind in ("ordinal", "day"):
        number = int(value)
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    if quantity.kind == "duration":
        return f"{amount(value)} {quantity.unit}" + ("" if value == 1 else "s")
    if quantity.kind == "age":
        return f"{amount(value)} years old"
    if quantity.kind == "multiple":
        return f"{amount(value)} times"
    if quantity.kind == "time" and quantity.unit != "minute":
        if len(quantity.values) < 3 or quantity.unit:  # the half of the day is known
            late = quantity.unit == "pm" or (quantity.unit != "am" and 12 <= value < 24)
            return f"{int(value) % 12 or 12} {'p.m.' if late else 'a.m.'}"
        return f"{int(value)} o'clock"
    return amount(value)
