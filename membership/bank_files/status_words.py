"""What banks write in a table about an entry: whether it is booked, and whether it takes back another.

Compared without accents, capitals and signs: see `tables.plain_name`. In a column of the status only a word
that is known to mean “booked” books anything.
"""


def among(text: str) -> tuple[str, ...]:
    """The words of such a list, in its order."""
    return tuple(filter(None, map(str.strip, text.replace("\n", "").split("|"))))


#: English, German, French, Italian, Spanish, Portuguese, Dutch, Nordic, Polish, Czech.
BOOKED = frozenset(
    among("""
    booked|book|posted|completed|complete|settled|cleared|done|executed|success|successful|succeeded|
    sent|gebucht|umsatz gebucht|gebuchter umsatz|verbucht|abgeschlossen|ausgefuhrt|ausgefuehrt|
    comptabilise|comptabilisee|execute|executee|effectue|effectuee|regle|reglee|termine|terminee|valide|
    contabilizzato|contabilizzata|contabilizzati|eseguito|eseguita|completato|completata|contabilizado|
    contabilizada|realizado|realizada|completado|completada|ejecutado|ejecutada|liquidado|liquidada|
    efetuado|efetuada|efectuado|efectuada|concluido|concluida|geboekt|verwerkt|uitgevoerd|voltooid|
    afgerond|bokfort|bogfort|bokford|bokforda|gjennomfort|utfort|udfort|genomford|genomforda|kirjattu|
    suoritettu|toteutunut|valmis|zaksiegowana|zaksiegowane|zaksiegowano|zrealizowana|zrealizowany|
    zrealizowano|wykonana|zauctovano|zauctovana|zauctovany|provedeno|provedena|realizovano|realizovana|
    uskutecneno|
    """)
)
PENDING = frozenset(
    among("""
    pending|pdng|memo|authorised|authorized|authorisation|authorization|processing|in process|in progress|
    in transit|on hold|held|created|scheduled|unposted|uncleared|not cleared|not booked|initiated|
    vorgemerkt|umsatz vorgemerkt|vorgemerkter umsatz|vormerkung|vorgemerkte umsatze|ausstehend|
    in bearbeitung|nicht gebucht|offen|reserviert|geplant|en attente|a venir|en cours|en traitement|
    en cours de traitement|non comptabilise|prevu|autorise|in attesa|in corso|in lavorazione|
    non contabilizzato|autorizzato|da contabilizzare|pendiente|en proceso|retenido|retenida|
    no contabilizado|autorizado|autorizada|en curso|pendente|em processamento|em curso|por liquidar|
    cativo|cativa|in behandeling|gereserveerd|gepland|nog niet verwerkt|openstaand|reservert|avvisert|
    ikke bokfort|under behandling|venter|avventer|til behandling|reserveret|afventer|ikke bogfort|
    vantar|vantande|reserverat|reserverad|ej bokford|preliminar|kommande|odottaa|odottava|kasittelyssa|
    varaus|katevaraus|oczekujaca|oczekujace|oczekujacy|oczekuje|w toku|w trakcie|w realizacji|blokada|
    niezaksiegowana|nevyrizeno|nevyrizena|nevyrizeny|ceka|cekajici|cekajici na zpracovani|zpracovava se|
    blokace|nezauctovano|
    """)
)
FAILED = frozenset(
    among("""
    reverted|declined|failed|rejected|cancelled|canceled|denied|expired|voided|void|removed|blocked|
    error|aborted|fehlgeschlagen|abgelehnt|storniert|abgebrochen|zuruckgewiesen|verweigert|
    nicht ausgefuhrt|refuse|refusee|rejete|rejetee|annule|annulee|echoue|echouee|expire|rifiutato|
    rifiutata|respinto|respinta|annullato|annullata|fallito|fallita|stornato|rechazado|rechazada|
    anulado|anulada|cancelado|cancelada|denegado|denegada|fallido|fallida|caducado|recusado|recusada|
    rejeitado|rejeitada|falhado|falhada|falhou|geweigerd|afgewezen|geannuleerd|mislukt|verlopen|
    teruggedraaid|avvist|avbrutt|feilet|kansellert|afvist|annulleret|mislykket|avvisad|avbruten|
    makulerad|misslyckad|hylatty|peruttu|epaonnistui|odrzucona|odrzucony|anulowana|anulowany|nieudana|
    zamitnuto|zamitnuta|zruseno|zrusena|odmitnuto|neuspesne|selhalo|
    """)
)
KNOWN = BOOKED | PENDING | FAILED
#: A whole cell that says no more than that an entry takes back an earlier one.
RETURNS = frozenset(
    among("""
    return|returned|returned payment|returned item|returned transfer|payment return|payment returned|
    payment reversal|reversal|unpaid|unpaid direct debit|unpaid item|
    rucklastschrift|ruecklastschrift|sepa rucklastschrift|sepa ruecklastschrift|lastschriftruckgabe|
    lastschrift ruckgabe|lastschrift retoure|ruckuberweisung|rueckueberweisung|sepa ruckuberweisung|
    retoure|ruckgabe|ruckbuchung|storno|stornobuchung|rejet|rejet de prelevement|
    rejet prelevement|rejet de virement|impaye|virement retourne|retour|insoluto|
    storno bonifico|storno addebito|bonifico stornato|devolucion de recibo|
    devolucion recibo|devolucion transferencia|terugboeking|stornering|storneringen|
    retur|returnering|tilbakeforing|tilbageforsel|zwrot przelewu|vraceni platby|vracena platba|
    """)
)
#: The same in a cell of the bank's own; as a text it may be what the newsroom wrote to somebody whom it pays.
REFUNDS = frozenset(
    among("""
    refund|card refund|payment refund|erstattung|ruckzahlung|remboursement|rimborso|reembolso|devolucion|
    devolucao|terugbetaling|aterbetalning|palautus|zwrot|vratka|
    """)
)
