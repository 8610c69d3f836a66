"""What the currencies of ISO 4217 are called, for whoever hears a sign or a code and does not see it."""

from __future__ import annotations

from dataclasses import dataclass

from membership.forms.gift_offer import Offer, currencies_of
from membership.money import SIGNS

_NAMED = (
    "AED Emirati dirhams|AFN Afghanis|ALL Albanian lek|AMD Armenian drams|AOA Angolan kwanzas|"
    "ARS Argentine pesos|AUD Australian dollars|AWG Aruban florins|AZN Azerbaijani manats|"
    "BAM Bosnian convertible marks|BBD Barbados dollars|BDT Bangladeshi taka|BHD Bahraini dinars|"
    "BIF Burundian francs|BMD Bermudian dollars|BND Brunei dollars|BOB Bolivianos|BRL Brazilian reais|"
    "BSD Bahamian dollars|BTN Bhutanese ngultrum|BWP Botswana pula|BYN Belarusian roubles|"
    "BZD Belize dollars|CAD Canadian dollars|CDF Congolese francs|CHF Swiss francs|CLP Chilean pesos|"
    "CNY Chinese yuan|COP Colombian pesos|CRC Costa Rican colones|CUP Cuban pesos|"
    "CVE Cabo Verdean escudos|CZK Czech korunas|DJF Djiboutian francs|DKK Danish kroner|"
    "DOP Dominican pesos|DZD Algerian dinars|EGP Egyptian pounds|ERN Eritrean nakfa|ETB Ethiopian birr|"
    "EUR euros|FJD Fijian dollars|FKP Falkland Islands pounds|GBP pounds sterling|GEL Georgian lari|"
    "GHS Ghanaian cedis|GIP Gibraltar pounds|GMD Gambian dalasi|GNF Guinean francs|"
    "GTQ Guatemalan quetzales|GYD Guyanese dollars|HKD Hong Kong dollars|HNL Honduran lempiras|"
    "HTG Haitian gourdes|HUF Hungarian forints|IDR Indonesian rupiah|ILS Israeli shekels|"
    "INR Indian rupees|IQD Iraqi dinars|IRR Iranian rials|ISK Icelandic krónur|JMD Jamaican dollars|"
    "JOD Jordanian dinars|JPY Japanese yen|KES Kenyan shillings|KGS Kyrgyz som|KHR Cambodian riels|"
    "KMF Comorian francs|KPW North Korean won|KRW South Korean won|KWD Kuwaiti dinars|"
    "KYD Cayman Islands dollars|KZT Kazakhstani tenge|LAK Lao kip|LBP Lebanese pounds|"
    "LKR Sri Lankan rupees|LRD Liberian dollars|LSL Lesotho maloti|LYD Libyan dinars|"
    "MAD Moroccan dirhams|MDL Moldovan lei|MGA Malagasy ariary|MKD Macedonian denars|"
    "MMK Myanmar kyat|MNT Mongolian tugrik|MOP Macanese patacas|MRU Mauritanian ouguiya|"
    "MUR Mauritian rupees|MVR Maldivian rufiyaa|MWK Malawian kwacha|MXN Mexican pesos|"
    "MYR Malaysian ringgit|MZN Mozambican meticais|NAD Namibian dollars|NGN Nigerian naira|"
    "NIO Nicaraguan córdobas|NOK Norwegian kroner|NPR Nepalese rupees|NZD New Zealand dollars|"
    "OMR Omani rials|PAB Panamanian balboas|PEN Peruvian soles|PGK Papua New Guinean kina|"
    "PHP Philippine pesos|PKR Pakistani rupees|PLN Polish zlotys|PYG Paraguayan guaraníes|"
    "QAR Qatari rials|RON Romanian lei|RSD Serbian dinars|RUB Russian roubles|RWF Rwandan francs|"
    "SAR Saudi riyals|SBD Solomon Islands dollars|SCR Seychelles rupees|SDG Sudanese pounds|"
    "SEK Swedish kronor|SGD Singapore dollars|SHP Saint Helena pounds|SLE Sierra Leonean leones|"
    "SOS Somali shillings|SRD Surinamese dollars|SSP South Sudanese pounds|STN São Tomé dobras|"
    "SVC Salvadoran colones|SYP Syrian pounds|SZL Swazi emalangeni|THB Thai baht|TJS Tajik somoni|"
    "TMT Turkmen manats|TND Tunisian dinars|TOP Tongan paʻanga|TRY Turkish lira|"
    "TTD Trinidad and Tobago dollars|TWD New Taiwan dollars|TZS Tanzanian shillings|"
    "UAH Ukrainian hryvnias|UGX Ugandan shillings|USD US dollars|UYU Uruguayan pesos|UZS Uzbek som|"
    "VES Venezuelan bolívars|VND Vietnamese đồng|VUV Vanuatu vatu|WST Samoan tala|"
    "XAF Central African francs|XOF West African francs|XPF Pacific francs|YER Yemeni rials|"
    "ZAR South African rand|ZMW Zambian kwacha|ZWG Zimbabwean gold"
)
COINS: dict[str, str] = {item[:3]: item[4:] for item in _NAMED.split("|")}


@dataclass(frozen=True)
class Coin:
    """A currency to give in."""

    code: str
    sign: str
    name: str
    shown: bool


def coins(offer: Offer) -> list[Coin]:
    """Each currency; nothing if there is one alone."""
    known = currencies_of(offer.provider)
    if len(known) < 2:
        return []
    return [
        Coin(code, SIGNS.get(code, code), COINS.get(code, code), code == offer.currency) for code in known
    ]
