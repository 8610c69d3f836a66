"""Numbers of rows as somebody sent them: anything at all may stand in their place."""

#: Figures of the longest number that a row may have.
LONGEST = 18


def may_be_a_row(said: object) -> bool:
    text = str(said)
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST


def row_number(said: object) -> int:
    """Its number; 0, which no row has, for what is none."""
    return int(str(said)) if may_be_a_row(said) else 0
