"""What banks call their columns, in English, German, French, Dutch and Spanish, and which is which."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from membership.money import EXPONENTS

#: By field, the best name first: a day of booking is taken before a day of value.
_WORDS = {
    "date": (
        "booking date|posting date|posted date|date posted|posted|transaction date|completed date|"
        "date completed|buchungstag|buchungsdatum|datum buchung|buchung|date de comptabilisation|"
        "date comptable|date operation|date de l operation|date d operation|boekdatum|boekingsdatum|"
        "datum boeking|transactiedatum|fecha de operacion|fecha operacion|f operacion|fecha contable|"
        "fecha de la operacion|date|datum|fecha|value date|valuta|valutadatum|wertstellung|"
        "wertstellungstag|date de valeur|date valeur|rentedatum|fecha valor|f valor|fecha de valor"
    ),
    "amount": (
        "amount|transaction amount|net amount|betrag|umsatz|buchungsbetrag|montant|"
        "montant de l operation|bedrag|transactiebedrag|importe|cantidad|monto"
    ),
    "credit": (
        "credit|credit amount|credits|paid in|money in|deposit|deposits|amount in|haben|gutschrift|"
        "eingang|einzahlung|montant credit|recettes|bij|bijgeschreven|haber|abono|abonos|ingreso|"
        "ingresos|credito"
    ),
    "debit": (
        "debit|debit amount|debits|paid out|money out|withdrawal|withdrawals|amount out|soll|"
        "lastschrift|ausgang|belastung|auszahlung|montant debit|depenses|af|afgeschreven|debe|cargo|"
        "cargos|gasto|gastos|debito"
    ),
    "direction": (
        "af bij|bij af|debet credit|credit debet|debit credit|credit debit|debit credit indicator|"
        "credit debit indicator|dc|d c|cr dr|dr cr|soll haben|soll haben kennzeichen|s h|sens|"
        "sens de l operation|debe haber"
    ),
    "currency": (
        "currency|ccy|currency code|wahrung|waehrung|devise|monnaie|valuta code|munt|muntsoort|divisa|moneda"
    ),
    "payer": (
        "payer|payer name|paid by|counterparty|counterparty name|name|name of payer|sender|from|"
        "remitter|auftraggeber|auftraggeber beguenstigter|auftraggeber begunstigter|"
        "beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|name zahlungsbeteiligter|"
        "zahlungspflichtige r|zahlungspflichtiger|zahler|absender|auftraggeber empfanger|"
        "auftraggeber empfaenger|donneur d ordre|emetteur|contrepartie|nom de la contrepartie|nom|"
        "naam tegenpartij|tegenpartij|naam|naam tegenrekening|naam omschrijving|ordenante|pagador|"
        "contraparte|nombre|remitente"
    ),
    "payer_account": (
        "payer account|payer iban|counterparty account|counterparty iban|account of payer|sender iban|"
        "iban|iban zahlungsbeteiligter|kontonummer iban|konto iban|compte contrepartie|"
        "iban contrepartie|tegenrekening|tegenrekening iban bban|iban tegenpartij|cuenta ordenante|"
        "iban ordenante|cuenta contraparte"
    ),
    "own": (
        "transaction id|transaction reference|transaction number|fitid|bank reference|entry reference|"
        "unique id|id|archive reference|archivierungskennung|bankreferenz|transaktionsnummer|"
        "transaktions id|umsatz id|numero d operation|identifiant|transactiereferentie|transactie id|"
        "volgnr|referencia banco|numero de operacion|num operacion"
    ),
    "text": (
        "description|details|narrative|memo|message|remittance information|payment details|text|"
        "particulars|notes|note|payment reference|reference|customer reference|end to end id|"
        "additional information|other information|verwendungszweck|buchungstext|vorgang verwendungszweck|"
        "zweck|kundenreferenz|kundenreferenz end to end|referenz|beschreibung|bemerkung|mitteilung|"
        "mitteilungen|libelle|libelle operation|libelle simplifie|libelle de l operation|communication|"
        "communications|motif|informations complementaires|reference de l operation|commentaire|"
        "omschrijving|omschrijving 1|omschrijving 2|omschrijving 3|mededelingen|mededeling|"
        "betalingskenmerk|kenmerk|notitie|concepto|descripcion|observaciones|referencia|"
        "informacion adicional|mas datos|referencia 1|referencia 2|comentario"
    ),
}
NAMES = {name: words.split("|") for name, words in _WORDS.items()}


@dataclass(frozen=True)
class Columns:
    """Where each field stands; `text` and `rest` may be several columns."""

    at: dict[str, int]
    texts: list[int]
    header: list[str]
    #: A currency that the amount's own header names: “Betrag (EUR)”.
    currency: str = ""
    missing: tuple[str, ...] = field(default=())


def recognise(header: list[str]) -> Columns:
    """The columns of this line, if it is a header; `missing` names what it lacks: "date", "amount"."""
    plain = [plain_name(cell) for cell in header]
    at: dict[str, int] = {}
    for name, words in NAMES.items():
        if name != "text":
            place = next((plain.index(word) for word in words if word in plain), None)
            if place is not None:
                at[name] = place
    texts = [place for place, cell in enumerate(plain) if cell in NAMES["text"]]
    missing = []
    if "date" not in at:
        missing.append("date")
    if "amount" not in at and "credit" not in at:
        missing.append("amount")
    return Columns(at, texts, header, _currency(header, at), tuple(missing))


def plain_name(cell: str) -> str:
    """“Betrag (EUR)” → “betrag”; “Débit” → “debit”; “Af/Bij” → “af bij”."""
    split = unicodedata.normalize("NFKD", cell.casefold())
    bare = "".join(char for char in split if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", bare)
    if len(words) > 1 and words[-1].upper() in EXPONENTS:
        words = words[:-2] if words[-2] in {"in", "en"} else words[:-1]
    return " ".join(words)


def _currency(header: list[str], at: dict[str, int]) -> str:
    place = at.get("amount", at.get("credit"))
    if place is None:
        return ""
    words = re.findall(r"[A-Za-z]+", header[place])
    return next((word.upper() for word in words if word.upper() in EXPONENTS), "")
