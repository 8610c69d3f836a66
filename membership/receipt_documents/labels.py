"""How the parts of a paper are called. They are sealed with the paper, so they are no gettext."""

from collections.abc import Iterable

LABELS = {
    "en": {
        "number": "Receipt number",
        "issued": "Date of issue",
        "received": "Date received",
        "period": "Period",
        "place": "Place of issue",
        "donor": "Received from",
        "date": "Date received",
        "reference": "Reference",
        "amount": "Amount",
        "benefit": "Of which in return",
        "total": "Total amount",
        "returned": "Amount returned",
        "eligible": "Eligible amount",
        "words": "In words",
        "signature": "Authorized signature",
        "answers": "Takes the place of",
        "voids": "Voids",
        "corrects": "Corrects",
        "annex": "List to receipt {number}",
        "page": "Page",
        "practice": "PRACTICE – no money moved",
        "void": "VOID",
        "back": "The amount above was returned on {from}. Receipt {answers} no longer counts.",
        "part": "The amount above was returned on {from}. Receipt {answers} counts for the rest alone.",
        "voided": "Receipt {answers} is void. Do not use it for your taxes.",
        "sums_up": "This paper sums up the receipts {numbers}. It is no further receipt.",
    },
    "de": {
        "number": "Nummer",
        "issued": "Ausgestellt am",
        "received": "Tag der Zuwendung",
        "period": "Zeitraum",
        "place": "Ort",
        "donor": "Name und Anschrift des Zuwendenden",
        "date": "Tag der Zuwendung",
        "reference": "Zeichen",
        "amount": "Betrag",
        "benefit": "davon Gegenleistung",
        "total": "Betrag der Zuwendung in Ziffern",
        "returned": "Zurückgezahlter Betrag",
        "eligible": "Abziehbarer Betrag",
        "words": "in Buchstaben",
        "signature": "Ort, Datum und Unterschrift",
        "answers": "Ersetzt",
        "voids": "Hebt auf",
        "corrects": "Berichtigt",
        "annex": "Anlage zur Sammelbestätigung vom {date}, {number}",
        "page": "Seite",
        "practice": "PROBE – kein Geld bewegt",
        "void": "UNGÜLTIG",
        "back": "Der oben genannte Betrag wurde am {from} zurückgezahlt. Bestätigung {answers} gilt nicht "
        "mehr.",
        "part": "Der oben genannte Betrag wurde am {from} zurückgezahlt. Bestätigung {answers} gilt nur "
        "noch für den Rest.",
        "voided": "Bestätigung {answers} ist ungültig und darf nicht verwendet werden.",
        "sums_up": "Diese Übersicht fasst die Bestätigungen {numbers} zusammen. Sie ist keine weitere.",
    },
    "fr": {
        "number": "Numéro d’ordre",
        "issued": "Date d’émission",
        "received": "Date du versement",
        "period": "Période",
        "place": "Lieu d’émission",
        "donor": "Donateur",
        "date": "Date du versement",
        "reference": "Référence",
        "amount": "Montant",
        "benefit": "dont contrepartie",
        "total": "Montant total",
        "returned": "Montant remboursé",
        "eligible": "Montant admissible",
        "words": "En toutes lettres",
        "signature": "Signature",
        "answers": "Remplace",
        "voids": "Annule",
        "corrects": "Rectifie",
        "annex": "Liste jointe au reçu {number}",
        "page": "Page",
        "practice": "ESSAI – aucun argent versé",
        "void": "ANNULÉ",
        "back": "Le montant ci-dessus a été remboursé le {from}. Le reçu {answers} n’est plus valable.",
        "part": "Le montant ci-dessus a été remboursé le {from}. Le reçu {answers} ne vaut plus que pour le "
        "reste.",
        "voided": "Le reçu {answers} est annulé et ne doit plus être utilisé.",
        "sums_up": "Ce document récapitule les reçus {numbers}. Il n’en est pas un nouveau.",
    },
}

#: How money came, for papers that have to name it.
METHODS = {
    "en": {
        "card": "card",
        "transfer": "bank transfer",
        "debit": "direct debit",
        "cheque": "cheque",
        "cash": "cash",
    },
    "de": {
        "card": "Karte",
        "transfer": "Überweisung",
        "debit": "Lastschrift",
        "cheque": "Scheck",
        "cash": "Bargeld",
    },
    "fr": {
        "card": "carte bancaire",
        "transfer": "virement",
        "debit": "prélèvement",
        "cheque": "chèque",
        "cash": "espèces",
    },
}
_OTHER = {"en": "other", "de": "sonstige", "fr": "autre"}


def methods_of(keys: Iterable[str], language: str) -> str:
    """The ways the money came, each once: “virement, carte bancaire”."""
    known = METHODS.get(language, METHODS["en"])
    return ", ".join(dict.fromkeys(known.get(key, _OTHER.get(language, "other")) for key in keys))


def labels_of(language: str) -> dict[str, str]:
    return LABELS.get(language, LABELS["en"])
