"""Amounts in words, as receipts in Germany and France need them: “zwölf Euro und fünfzig Cent”.

From 0 up to a thousand million units. German after Duden (numbers below a million in one word); French after
the spelling that keeps spaces (“soixante et onze”, “quatre-vingts”); English with the hyphen and without
“and”.
"""

from membership.money import EXPONENTS, Money

MOST = 10**9

_EN = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_EN_TENS = ["–", "–", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DE = [
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
]  # fmt: skip
_DE_TENS = ["–", "–", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_FR = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
_FR_TENS = [
    "–", "–", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
    "quatre-vingt",
]  # fmt: skip

#: (one unit, many units, one part, many parts) by language and currency.
_UNITS = {
    "en": {
        "EUR": ("euro", "euros", "cent", "cents"),
        "USD": ("dollar", "dollars", "cent", "cents"),
        "CAD": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
        "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"),
        "GBP": ("pound", "pounds", "penny", "pence"),
    },
    "de": {
        "EUR": ("Euro", "Euro", "Cent", "Cent"),
        "USD": ("US-Dollar", "US-Dollar", "Cent", "Cent"),
        "CHF": ("Franken", "Franken", "Rappen", "Rappen"),
        "GBP": ("Pfund", "Pfund", "Penny", "Pence"),
    },
    "fr": {
        "EUR": ("euro", "euros", "centime", "centimes"),
        "USD": ("dollar", "dollars", "cent", "cents"),
        "CAD": ("dollar canadien", "dollars canadiens", "cent", "cents"),
        "CHF": ("franc", "francs", "centime", "centimes"),
    },
}
_AND = {"en": "and", "de": "und", "fr": "et"}


class TooLarge(ValueError):
    """More than we have words for."""


def in_words(amount: Money, language: str) -> str:
    """The amount in words, parts of the unit included. Raises TooLarge above a thousand million units.

    A currency that has no names here keeps its code, and its parts stand as a fraction: “zehn SEK 50/100”.
    """
    if language not in _AND:
        raise ValueError(f"There are no words for amounts in “{language}”.")
    exponent = EXPONENTS[amount.currency]
    units, parts = divmod(abs(amount.minor), 10**exponent)
    names = _UNITS[language].get(amount.currency)
    if names is None or exponent != 2:
        fraction = f" {parts:0{exponent}d}/{10**exponent}" if parts else ""
        return f"{number(units, language)} {amount.currency}{fraction}"
    one, many, one_part, many_parts = names
    unit = _counted(units, one, many, language)
    return f"{unit} {_AND[language]} {_counted(parts, one_part, many_parts, language)}" if parts else unit


def number(value: int, language: str) -> str:
    """A whole number from 0 to a thousand million in words."""
    if not 0 <= value <= MOST:
        raise TooLarge(f"There are no words for {value}.")
    return {"en": _english, "de": _german, "fr": _french}[language](value)


def _counted(value: int, one: str, many: str, language: str) -> str:
    if language == "de" and value == 1:
        return f"ein {one}"
    single = value == 1 or (language == "fr" and value == 0)
    name = one if single else many
    if language == "fr" and value and value % 10**6 == 0:
        # “un million d’euros”: million and milliard are nouns.
        return f"{_french(value)} {'d’' if name[0] in 'aeiou' else 'de '}{name}"
    return f"{number(value, language)} {name}"


def _english(value: int) -> str:
    if value < 20:
        return _EN[value]
    if value < 100:
        return _EN_TENS[value // 10] + (f"-{_EN[value % 10]}" if value % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = f" {_english(value % size)}" if value % size else ""
            return f"{_english(value // size)} {name}{rest}"
    raise AssertionError(value)  # pragma: no cover


def _german(value: int) -> str:
    if value == MOST:
        return "eine Milliarde"
    if value >= 10**6:
        millions, rest = divmod(value, 10**6)
        head = "eine Million" if millions == 1 else f"{_german_below(millions)} Millionen"
        return f"{head} {_german_below(rest)}" if rest else head
    return _german_below(value)


def _german_below(value: int) -> str:
    """Below a million: one word. Inside a word “ein” loses its s."""
    if value < 20:
        return _DE[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return (f"{_german_inside(ones)}und" if ones else "") + _DE_TENS[tens]
    size, name = (1000, "tausend") if value >= 1000 else (100, "hundert")
    head, rest = divmod(value, size)
    return f"{_german_inside(head)}{name}{_german_below(rest) if rest else ''}"


def _german_inside(value: int) -> str:
    return _german_below(value).removesuffix("s") if value % 100 == 1 else _german_below(value)


def _french(value: int) -> str:
    if value == MOST:
        return "un milliard"
    if value >= 10**6:
        millions, rest = divmod(value, 10**6)
        head = f"{_french_below(millions, final=True)} million{'s' if millions > 1 else ''}"
        return f"{head} {_french_thousands(rest)}" if rest else head
    return _french_thousands(value)


def _french_thousands(value: int) -> str:
    thousands, rest = divmod(value, 1000)
    if not thousands:
        return _french_below(rest, final=True)
    head = "mille" if thousands == 1 else f"{_french_below(thousands, final=False)} mille"
    return f"{head} {_french_below(rest, final=True)}" if rest else head


def _french_below(value: int, *, final: bool) -> str:
    """Below a thousand. `final`: nothing but a noun follows, so “cents” and “quatre-vingts” take their s."""
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _french_tens(rest, final=final)
    head = "cent" if hundreds == 1 else f"{_FR[hundreds]} cent"
    if rest:
        return f"{head} {_french_tens(rest, final=final)}"
    return f"{head}s" if hundreds > 1 and final else head


def _french_tens(value: int, *, final: bool) -> str:
    if value < 20:
        return _FR[value]
    tens, ones = divmod(value, 10)
    if tens in {7, 9}:
        ones += 10
    name = _FR_TENS[tens]
    if tens == 8 and ones == 0:
        return f"{name}s" if final else name
    if ones == 0:
        return name
    joint = " et " if ones in {1, 11} and tens < 8 else "-"
    return f"{name}{joint}{_FR[ones]}"
