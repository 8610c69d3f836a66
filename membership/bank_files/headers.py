"""What banks call their columns. The words propose; a person decides, once for each kind of file.

English, German, French, Spanish, Dutch, Italian, Portuguese, the Nordic languages, Polish and Czech. Compared
without accents, capitals and signs: see `tables.plain_name`.
"""

from membership.bank_files.status_words import among

#: By field, the best name first: a day of booking is taken before a day of value.
NAMES = {
    "date": among("""
        datum zuctovani|f contable|fecha movimiento|fecha mov|date completed utc|completed date|
        transaction date utc|operation date utc|settlement date utc|date utc|date de l operation utc|
        date operation utc|data contabile|data registrazione|data operazione|data movimento|data|
        data de lancamento|data lancamento|data lanc|data mov|data da operacao|data operacao|
        data do movimento|bokforingsdatum|bokforingsdag|bokforingsdato|bokfort dato|bogforingsdato|
        bogforingsdag|reskontradatum|dato|kirjauspaiva|paivamaara|data ksiegowania|data operacji|
        data transakcji|datum zauctovani|datum provedeni|datum transakce|datum splatnosti|datum pohybu|
        dateop|date comptabilisation|datetime|datum uctovani|booking date|posting date|posted date|
        date posted|posted|transaction date|date completed|buchungstag|buchungsdatum|datum buchung|buchung|
        date de comptabilisation|date comptable|date operation|date de l operation|date d operation|
        boekdatum|boekingsdatum|datum boeking|transactiedatum|fecha de operacion|fecha operacion|
        f operacion|fecha contable|fecha de la operacion|date|datum|fecha|value date|valuta|valutadatum|
        wertstellung|wertstellungstag|date de valeur|date valeur|rentedatum|fecha valor|f valor|
        fecha de valor
    """),
    "amount": among("""
        kwota|kwota operacji|kwota transakcji|kwota transakcji waluta rachunku|castka|castka v mene uctu|
        objem|belopp|belop|belob|beloeb|maara|maara euroa|summa|importo|importo operazione|montante|valor|
        valor da operacao|montant operation|montant operation en euro|montant euros|montant en euros|
        montanteuros|montant total ttc|total amount incl vat|gross|brutto|brut|avant commission|lordo|bruto|
        value|amount|transaction amount|net amount|betrag|umsatz|buchungsbetrag|montant|
        montant de l operation|bedrag|transactiebedrag|importe|cantidad|monto|zauctovana castka
    """),
    "credit": among("""
        inn|inn pa konto|inbetalning|insattning|indbetaling|indsat|avere|entrate|accrediti|accrediti euro|
        credit euros|credito euro|uznania|uznanie|wplywy|prijem|money received|bedrag bij|entradas|credit|
        credit amount|credits|paid in|money in|deposit|deposits|amount in|haben|gutschrift|eingang|
        einzahlung|montant credit|recettes|bij|bijgeschreven|haber|abono|abonos|ingreso|ingresos|credito
    """),
    "debit": among("""
        ut|ut fra konto|uttag|udbetaling|haevet|dare|uscite|addebiti|addebiti euro|debit euros|debito euro|
        obciazenia|obciazenie|wydatki|vydej|bedrag af|saidas|debit|debit amount|debits|paid out|money out|
        withdrawal|withdrawals|amount out|soll|lastschrift|ausgang|belastung|auszahlung|montant debit|
        depenses|af|afgeschreven|debe|cargo|cargos|gasto|gastos|debito
    """),
    "direction": among("""
        creditdebet|dare avere|debet kredit|kredit debet|kredyt debet|credito debito|debito credito|
        natureza|af bij|bij af|debet credit|credit debet|debit credit|credit debit|debit credit indicator|
        credit debit indicator|dc|d c|cr dr|dr cr|soll haben|soll haben kennzeichen|s h|sens|
        sens de l operation|debe haber
    """),
    "currency": among("""
        payment currency|mena uctu|waluta|mena|valuuta|valuutta|moeda|moneta|divisa operacion|currency|ccy|
        currency code|wahrung|waehrung|devise|monnaie|valuta code|munt|muntsoort|divisa|moneda
    """),
    "payer": among("""
        partnername|tegenrekeninghouder|nazev uctu protiuctu|begunstigter auftraggeber|payer name|
        partner name|nadawca odbiorca|nadawca|nazwa kontrahenta|dane kontrahenta|kontrahent|zleceniodawca|
        nazev protiuctu|nazev protistrany|protistrana|avsandare|avsender|afsender|maksaja|saaja maksaja|
        navn|namn|nimi|ordinante|mittente|controparte|nome|counter party|payee|payer|paid by|counterparty|
        counterparty name|name|name of payer|sender|from|remitter|auftraggeber|auftraggeber beguenstigter|
        auftraggeber begunstigter|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|
        name zahlungsbeteiligter|zahlungspflichtige r|zahlungspflichtiger|zahler|absender|
        auftraggeber empfanger|auftraggeber empfaenger|donneur d ordre|emetteur|contrepartie|
        nom de la contrepartie|nom|naam tegenpartij|tegenpartij|naam|naam tegenrekening|naam omschrijving|
        ordenante|pagador|contraparte|nombre|remitente
    """),
    "payer_account": among("""
        tegenrekeningnummer|cislo uctu protiuctu|iban kontonummer|partner iban|iban de la contrepartie|
        iban controparte|protiucet|protiucet kod banky|cislo protiuctu|numer konta|
        numer rachunku kontrahenta|rachunek nadawcy|konto nadawcy|rachunek kontrahenta|motkonto|fra konto|
        gegenkonto|gegenkonto iban|gegenkonto nr|payer account|payer iban|counterparty account|
        counterparty iban|account of payer|sender iban|iban|iban zahlungsbeteiligter|kontonummer iban|
        konto iban|compte contrepartie|iban contrepartie|tegenrekening|tegenrekening iban bban|
        iban tegenpartij|cuenta ordenante|iban ordenante|cuenta contraparte
    """),
    "own": among("""
        id transakce|id pohybu|arkistointitunnus|numer referencyjny|nr transakcji|id transakcji|
        transferwise id|wise id|identifiant de transaction|numero de transaction|id transazione|
        codice transazione|verifikationsnummer|arkivref|arkivreferanse|transaktions nr|transaktionscode|
        cislo transakce|id operacion|transaction id|transaction reference|transaction number|fitid|
        bank reference|entry reference|unique id|id|archive reference|archivierungskennung|bankreferenz|
        transaktionsnummer|transaktions id|umsatz id|numero d operation|identifiant|transactiereferentie|
        transactie id|volgnr|referencia banco|numero de operacion|num operacion
    """),
    "text": among("""
        vorgang|buchungs details|zahlungsreferenz|comment|descrizione estesa|referentie|invoice number|
        de l adresse email|referens|referanse|opis operacji|opis transakcji|opis|tytul|tytulem|
        tytul operacji|szczegoly|zprava pro prijemce|zprava|poznamka|popis|upresneni|komentar|
        uzivatelska identifikace|vs|variabilni symbol|tekst|text mottagare|beskrivelse|beskrivning|rubrik|
        tittel|titel|melding|meddelande|besked|forklaring|kid|viesti|viite|viitenumero|selitys|otsikko|
        descrizione|descrizione operazioni|descrizione completa|causale|causale descrizione|descricao|
        descritivo|descricao da operacao|historico|label|libelle court|libelle complet operation|
        transaction description|bank description|subject|betreff|hinweis|objet|avisierungstext|
        beschreibung1|beschreibung2|beschreibung3|omschrijving 4|notes and tags|item title|
        from email address|absender e mail adresse|auftragsdetails|description|details|narrative|memo|
        message|remittance information|payment details|text|particulars|notes|note|payment reference|
        reference|customer reference|end to end id|additional information|other information|
        verwendungszweck|buchungstext|vorgang verwendungszweck|zweck|kundenreferenz|
        kundenreferenz end to end|referenz|beschreibung|bemerkung|mitteilung|mitteilungen|libelle|
        libelle operation|libelle simplifie|libelle de l operation|communication|communications|motif|
        informations complementaires|reference de l operation|commentaire|omschrijving|omschrijving 1|
        omschrijving 2|omschrijving 3|mededelingen|mededeling|betalingskenmerk|kenmerk|notitie|concepto|
        descripcion|observaciones|referencia|informacion adicional|mas datos|referencia 1|referencia 2|
        comentario
    """),
    "status": among("""
        status|state|etat|statut|stato|estado|situacao|transaktionsstatus|buchungsstatus|umsatzstatus|
        transaction status|payment status|statut de l operation|tila|tilstand|stan|stan transakcji|stav
    """),
    "balance": among("""
        balance|running balance|running bal|account balance|accountbalance|balance after|saldo|
        saldo nach buchung|kontostand|guthaben|solde|solde apres operation|solde comptable|saldo na trn|
        saldo na mutatie|saldo na boeking|saldo contable|saldo contabile|saldo contabilistico|
        saldo po operacji|saldo po transakcji|zustatek|zustatek po transakci|bokfort saldo|saldo bokfort
    """),
    "fee": among("""
        commission|fee|gebuhr|gebuehr|entgelt|frais|tarifa|tariffa|provision fee
    """),
}
#: Known, and of no use to us: they make nobody ask which column is what.
IGNORED = among("""
    abschlussdatum|abschlusszeit|einzelbetrag|fussnoten|wertstellung valuta|original amount|
    original currency|iban kontoinhaber|wert|abweichender empfanger|anzahl der auftrage|anzahl der schecks|
    fremde gebuhren|bewegungstyp|categoria|disponible|movimiento|mezzo|interest date|valutacode|
    rekeningnummer|
    betaalwijze|type betaling|machtigingsnummer|adres|til konto|saajan tilinumero ja pankin bic|bic swift|
    shipping address|address status|item id|shipping and handling amount|sales tax|reference txn id|
    custom number|quantity|receipt id|address line 1|town city|country|contact phone number|country code|
    heure|fuseau horaire|a l adresse email|source|source account|tags|timestamp|gl code|typ transakce|
    konstantni symbol|specificky symbol|kod banky protiuctu|oznaceni operace|cislo uctu|nr rachunku|
    kwota blokady zwolnienie blokady|kwota platnosci w walucie|montant francs|
    auftragskonto|iban auftragskonto|bic auftragskonto|bankname auftragskonto|bezeichnung auftragskonto|
    glaubiger id|glaeubiger id|mandatsreferenz|sammlerreferenz|lastschrift ursprungsbetrag|
    auslagenersatz rucklastschrift|auslagenersatz ruecklastschrift|bic swift code|bic|
    bic swift code zahlungsbeteiligter|gekennzeichneter umsatz|umsatztyp|umsatzart|umsatzkategorie|
    kategorie|unterkategorie|zahlungsempfanger in|zahlungsempfanger|wertstellung|wertstellungstag|
    wertstellungsdatum|valutadatum|valuta|value date|kontonummer|kontoart|konto|rekening|code|
    mutatiesoort|tag|rentedatum|iban bban|munt|type|typ|art|transaction type|category|category split|
    subcategory|spending category|time|timezone|time zone|uhrzeit|zeitzone|account|account name|
    account number|sort code|number|date started utc|started date|product|card number|card label|
    card state|orig currency|orig amount|exchange rate|total amount|fee currency|mcc|exchange from|
    exchange to|card last four digits|card holder full name|attachment|total fees|payee name|
    payee account number|merchant|net|netto|to email address|balance impact|emoji|local amount|
    local currency|address|receipt|check or slip|type operation|categorie|sous categorie|
    pointage operation|date de valeur|date valeur|datevaleur|date de la valeur utc|
    date de la valeur local|date de l operation local|methode de paiement|initiateur|
    categorie de tresorerie|montant total de la tva|fecha valor|f valor|data valuta|data valor|
    data waluty|valutadag|valutadato|rentedato|transaktionsdag|transaktionsdatum|maksupaiva|arvopaiva|
    laji|tapahtumalaji|betalingstype|radnummer|clearingnummer|produkt|mottagare|mottaker|modtager|
    maksunsaaja|saajan nimi|saajan tilinumero|saajan bic tunnus|afstemt|canale|tipo|tipo operacao|
    saldo disponivel|saldo disponible|rodzaj|typ transakcji|typ operacji|nazwa banku|kod banky|
    nazev banky|ks|ss|provedl|id pokynu|naam uiteindelijke partij|naam initierende partij|
    bic tegenpartij|batch id|machtigingskenmerk|incassant id|reden retour|oorspr bedrag|oorspr munt|
    koers|date category|category parent|supplier found|categoryparent|supplierfound|accountnum|
    accountlabel|dateval|
""")
#: Those of them that name the newsroom's own account.
OWN_ACCOUNT = among("""
    account|account number|accountnum|iban bban|auftragskonto|iban auftragskonto|iban kontoinhaber|
    rekeningnummer|rekening|kontonummer|konto|nr rachunku|cislo uctu|account name|accountlabel|
    bezeichnung auftragskonto
""")
