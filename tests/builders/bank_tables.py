"""Tables as banks of many countries write them; all that stands in them is invented."""

from __future__ import annotations

#: For each bank: the currency of the account, the table, its credits (amount, day, payer), what is left out.
BANKS = {
    "dkb": (
        "EUR",
        (
            '"Girokonto";"DE89370400440532013000"\n"Kontostand vom 28.11.2026:";"70,00 €"\n""\n'
            '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";'
            '"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"\n'
            '"28.11.26";"28.11.26";"Vorgemerkt";"Jonas Adler";"Zeitung";"HL-7K4Q-VX";"Eingang";"DE89";"50,00 €";"";"";""\n'
            '"27.11.26";"27.11.26";"Gebucht";"Rosa Tammel";"Zeitung";"Spende";"Eingang";"DE89";"20,00 €";"";"";""\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {"pending": 1},
    ),
    "sparkasse": (
        "EUR",
        (
            '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";'
            '"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";'
            '"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";'
            '"Betrag";"Waehrung";"Info"\n'
            '"DE89";"27.11.26";"27.11.26";"GUTSCHR. UEBERWEISUNG";"Spende";"";"";"";"";"";"";"ROSA TAMMEL";"DE02";"B";'
            '"20,00";"EUR";"Umsatz gebucht"\n'
            '"DE89";"28.11.26";"28.11.26";"GUTSCHR. UEBERWEISUNG";"HL-7K4Q-VX";"";"";"";"";"";"";"JONAS ADLER";"DE02";"B";'
            '"50,00";"EUR";"Umsatz vorgemerkt"\n'
            '"DE89";"27.11.26";"27.11.26";"Rücklastschrift";"Spende zurück";"";"";"";"";"";"";"ROSA TAMMEL";"DE02";"B";'
            '"-20,00";"EUR";"Umsatz gebucht"\n'
        ),
        [(2000, 27, "ROSA TAMMEL")],
        {"pending": 1},
    ),
    "revolut business": (
        "EUR",
        (
            "Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,Card number,"
            "Orig currency,Orig amount,Payment currency,Amount,Fee,Balance,Account,MCC\n"
            "2026-11-26,2026-11-27,a-1,TOPUP,COMPLETED,From Rosa,Gift,Rosa Tammel,,EUR,20.00,EUR,20.00,0.00,120.00,Main,\n"
            "2026-11-27,,a-2,TOPUP,PENDING,From Jonas,Gift,Jonas Adler,,EUR,50.00,EUR,50.00,0.00,,Main,\n"
            "2026-11-27,,a-3,TRANSFER,REVERTED,To Jonas,Gift,Jonas Adler,,EUR,9.00,EUR,9.00,0.00,,Main,\n"
            "2026-11-27,,a-4,CARD_PAYMENT,DECLINED,Shop,,,,EUR,-9.00,EUR,-9.00,0.00,,Main,\n"
            "2026-11-27,,a-5,TOPUP,FAILED,Shop,,,,EUR,9.00,EUR,9.00,0.00,,Main,\n"
        ),
        [(2000, 27, "Rosa Tammel")],
        {"pending": 1, "failed": 3},
    ),
    "natwest": (
        "GBP",
        (
            "Date,Type,Description,Value,Balance,Account Name,Account Number\n"
            '27 Nov 2026,BAC,"\'ROSA TAMMEL , HL-7K4Q-VX",20.00,120.00,PAPER,123456-12345678\n'
            "28 Nov 2026,D/D,'POWER,-50.00,70.00,PAPER,123456-12345678\n"
        ),
        [(2000, 27, "")],
        {"debit": 1},
    ),
    "qonto": (
        "EUR",
        (
            "Statut;Date de la valeur (UTC);Date de l'opération (UTC);Montant total (TTC);Débit;Crédit;Solde;Devise;"
            "Nom de la contrepartie;IBAN de la contrepartie;Méthode de paiement;Identifiant de transaction;Référence\n"
            "Exécuté;27-11-2026 09:00:00;27-11-2026 08:00:00;20,00;;20,00;120,00;EUR;Rosa Tammel;FR76;Virement;t-1;Don\n"
            "En attente;28-11-2026 09:00:00;28-11-2026 08:00:00;50,00;;50,00;;EUR;Jonas Adler;FR76;Virement;t-2;Don\n"
        ),
        [(2000, 27, "Rosa Tammel")],
        {"pending": 1},
    ),
    "wise": (
        "EUR",
        (
            '"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Exchange From",'
            '"Exchange To","Exchange Rate","Payer Name","Payee Name","Payee Account Number",Merchant,Note,"Total fees"\n'
            "TRANSFER-1,27-11-2026,20.00,EUR,Received money,HL-7K4Q-VX,120.00,,,,Rosa Tammel,,,,,0.00\n"
        ),
        [(2000, 27, "Rosa Tammel")],
        {},
    ),
    "paypal": (
        "EUR",
        (
            '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto",'
            '"Absender E-Mail-Adresse","Transaktionscode","Guthaben"\n'
            '"27.11.2026","10:00:00","CET","Rosa Tammel","Spende","Abgeschlossen","EUR","20,00","-0,60","19,40","r@x.example",'
            '"7AB","119,40"\n'
            '"27.11.2026","11:00:00","CET","Jonas Adler","Spende","Ausstehend","EUR","50,00","-1,00","49,00","j@x.example",'
            '"7AC","119,40"\n'
            '"28.11.2026","11:00:00","CET","Rosa Tammel","Rückzahlung","Abgeschlossen","EUR","-20,00","0,60","-19,40",'
            '"r@x.example","7AD","100,00"\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {"pending": 1},
    ),
    # A memo leaves the balance as it is: what was only authorised.
    "paypal-memo": (
        "EUR",
        (
            '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
            '"Transaction ID","Balance","Balance Impact"\n'
            '"27/11/2026","10:00:00","CET","Rosa Tammel","Donation Payment","Completed","EUR","20.00","-0.60","19.40",'
            '"r@x.example","7AB","119.40","Credit"\n'
            '"27/11/2026","11:00:00","CET","Jonas Adler","General Authorization","Completed","EUR","50.00","0.00",'
            '"50.00","j@x.example","7AC","119.40","Memo"\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {"pending": 1},
    ),
    "intesa": (
        "EUR",
        (
            "Data contabile;Data valuta;Dare;Avere;Descrizione;Stato\n"
            "27/11/2026;27/11/2026;;20,00;BONIFICO ROSA TAMMEL HL-7K4Q-VX;Contabilizzato\n"
            "28/11/2026;28/11/2026;;50,00;BONIFICO;In attesa\n"
        ),
        [(2000, 27, "")],
        {"pending": 1},
    ),
    "portuguese": (
        "EUR",
        (
            "Data Lançamento;Data Valor;Descrição;Débito;Crédito;Saldo contabilístico\n"
            "27-11-2026;27-11-2026;TRF ROSA TAMMEL;;20,00;120,00\n28-11-2026;28-11-2026;LUZ;30,00;;90,00\n"
        ),
        [(2000, 27, "")],
        {"debit": 1},
    ),
    "spanish": (
        "EUR",
        (
            "F. Contable;F. Valor;Concepto;Importe;Divisa;Saldo;Estado\n"
            "27/11/2026;27/11/2026;TRANSFERENCIA ROSA;20,00;EUR;120,00;Contabilizado\n"
            "28/11/2026;28/11/2026;TRANSFERENCIA JON;50,00;EUR;;Pendiente\n"
        ),
        [(2000, 27, "")],
        {"pending": 1},
    ),
    "swedbank": (
        "SEK",
        (
            "* Transaktioner Period 2026-11-01–2026-11-30 Skapad 2026-11-30 10:34 CET\n"
            "Radnummer,Clearingnummer,Kontonummer,Produkt,Valuta,Bokföringsdag,Transaktionsdag,Valutadag,Referens,"
            "Beskrivning,Belopp,Bokfört saldo\n"
            '1,84525,1234567891,Konto,SEK,2026-11-27,2026-11-27,2026-11-27,"GÅVA","Rosa Tammel",20.00,120.00\n'
        ),
        [(2000, 27, "")],
        {},
    ),
    "dnb": (
        "NOK",
        (
            '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n'
            '"27.11.2026";"Giro Rosa Tammel";"27.11.2026";"";"20,00"\n"28.11.2026";"Leie";"28.11.2026";"50,00";""\n'
        ),
        [(2000, 27, "")],
        {"debit": 1},
    ),
    "danske": (
        "DKK",
        (
            '"Dato";"Tekst";"Beløb";"Saldo";"Status";"Afstemt"\n'
            '"27.11.2026";"Rosa Tammel";"20,00";"120,00";"Udført";"Nej"\n'
            '"28.11.2026";"Jonas Adler";"50,00";"";"Venter";"Nej"\n'
        ),
        [(2000, 27, "")],
        {"pending": 1},
    ),
    "nordea in finland": (
        "EUR",
        (
            "Kirjauspäivä;Määrä;Maksaja;Maksunsaaja;Nimi;Otsikko;Viesti;Viitenumero;Saldo;Valuutta;Tila\n"
            "2026/11/27;20,00;FI01;FI02;Rosa Tammel;Rosa;lahja;123;120,00;EUR;Suoritettu\n"
            "2026/11/28;50,00;FI01;FI02;Jonas;Jonas;lahja;124;;EUR;Odottaa\n"
        ),
        [(2000, 27, "FI01")],
        {"pending": 1},
    ),
    "mbank": (
        "PLN",
        (
            "mBank S.A.;\nHistoria operacji;\n#Za okres:;2026-11-01;2026-11-30;\n#Waluta;PLN;\n"
            "#Data księgowania;#Data operacji;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;\n"
            '2026-11-27;2026-11-26;"PRZELEW";"HL-7K4Q-VX";"Rosa Tammel";"PL55";20,00;1 120,00;\n'
            '2026-11-28;2026-11-28;"CZYNSZ";"";"Dom";"PL55";-50,00;1 070,00;\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {"debit": 1},
    ),
    "fio": (
        "CZK",
        (
            '"ID pohybu";"Datum";"Objem";"Měna";"Protiúčet";"Název protiúčtu";"Kód banky";"Název banky";"KS";"VS";"SS";'
            '"Uživatelská identifikace";"Zpráva pro příjemce";"Typ";"Provedl";"Upřesnění";"Komentář";"BIC";"ID pokynu"\n'
            '"26";"27.11.2026";"20,00";"CZK";"123";"Rosa Tammel";"0800";"Banka";"";"77";"";"";"Dar";"Příjem";"";"";"";"";"9"\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {},
    ),
    "rabobank": (
        "EUR",
        (
            '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN",'
            '"Naam tegenpartij","Code","Omschrijving-1","Omschrijving-2"\n'
            '"NL20","EUR","RABO","0001","2026-11-27","2026-11-27","+20,00","+120,00","NL91","Rosa Tammel","cb","Gift",""\n'
            '"NL20","EUR","RABO","0002","2026-11-28","2026-11-28","-50,00","+70,00","NL91","Huur","bg","",""\n'
        ),
        [(2000, 27, "Rosa Tammel")],
        {"debit": 1},
    ),
    "french": (
        "EUR",
        (
            "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;"
            "Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation\n"
            "27/11/2026;Rosa Tammel;VIR;R1;;Virement;;;;+20,00;27/11/2026;27/11/2026;0\n"
            "28/11/2026;Loyer;PRLV;R2;;Prelevement;;;-50,00;;28/11/2026;28/11/2026;0\n"
        ),
        [(2000, 27, "")],
        {"debit": 1},
    ),
}
