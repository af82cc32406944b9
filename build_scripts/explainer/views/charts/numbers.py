"""Numbers of figures as readers see them."""

from __future__ import annotations

from babel.numbers import format_decimal

from explainer.views.parts import Context


def in_words(value: float | None, context: Context) -> str:
    """The number in the form of the reader's language; a dash where there is none."""
    return "–" if value is None else format_decimal(round(value, 4), format="#,##0.####", locale=context.words.locale)
