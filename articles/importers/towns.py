"""Towns that stand alone in datelines and bylines, in English, German, French and Spanish.

“Von Jörg Weiß, Berlin” and “By Jane Roe, New York” say where somebody wrote, and not for whom.
"""

_NAMES = """
    aachen, aarhus, abidjan, abu dhabi, abuja, accra, addis ababa, addis abeba, alger, algier, algiers,
    amman, amsterdam, ankara, antwerp, antwerpen, anvers, atenas, athen, athens, athènes, atlanta, auckland,
    bagdad, baghdad, baku, bangkok, barcelona, barcelone, basel, basilea, beijing, beirut, belfast, belgrad,
    belgrade, belgrado, bergen, berlin, berlín, bern, berna, berne, beyrouth, bilbao, bogota, bogotá, bonn,
    bordeaux, boston, brasilia, brasília, bratislava, bregenz, bremen, brisbane, bristol, bruselas,
    brussels, bruxelles, brüssel, bucarest, bucharest, budapest, buenos aires, bukarest, bâle, cairo,
    canberra, cape town, caracas, cardiff, casablanca, charkiw, chennai, chicago, chisinau, chişinău,
    ciudad de méxico, cologne, copenhagen, copenhague, cordoba, dakar, dallas, damas, damasco, damascus,
    damaskus, delhi, den haag, denver, detroit, dhaka, doha, dortmund, dresden, dubai, dublin, duisburg,
    düsseldorf, edinburgh, el cairo, erfurt, essen, estocolmo, estrasburgo, florence, florenz, frankfurt,
    frankfurt am main, geneva, genf, genève, ginebra, glasgow, graz, guatemala city, hamburg, hannover,
    hanoi, hanover, harare, havana, havanna, helsinki, hong kong, hongkong, honolulu, houston, innsbruck,
    islamabad, istanbul, jakarta, jerusalem, jerusalén, johannesburg, jérusalem, kaboul, kabul, kairo,
    kapstadt, karachi, kathmandu, kharkiv, khartoum, kiel, kiev, kiew, kigali, kingston, kinshasa,
    kopenhagen, kuala lumpur, kuwait city, kyiv, köln, la habana, la havane, la haya, la haye, la paz,
    lagos, las vegas, lausanne, le caire, le cap, leipzig, lille, lima, linz, lisboa, lisbon, lisbonne,
    lissabon, ljubljana, london, londres, los angeles, luxembourg, luxemburg, luxemburgo, lyon, madrid,
    mailand, mainz, manchester, manila, marseille, marsella, melbourne, mexico, mexico city, mexiko-stadt,
    miami, milan, milano, milwaukee, milán, minneapolis, minsk, mogadishu, monaco, monterrey, montevideo,
    montreal, montréal, moscou, moscow, moscú, moskau, mumbai, munich, múnich, münchen, nairobi, nantes,
    naples, neapel, neu-delhi, new delhi, new orleans, new york, new york city, nice, nicosia, nikosia,
    nueva york, nuremberg, nürnberg, odesa, odessa, oslo, ottawa, panama city, paris, parís, peking, pekín,
    perth, philadelphia, phnom penh, phoenix, pittsburgh, podgorica, port-au-prince, porto, potsdam, prag,
    praga, prague, pretoria, pristina, pyongyang, pékin, quebec, quito, québec, ramallah, rennes, reykjavik,
    riad, riga, rio de janeiro, riyadh, rom, roma, rome, rostock, rotterdam, saarbrücken, salzburg,
    san diego, san francisco, san juan, san salvador, sanaa, santiago, santiago de chile, santo domingo,
    sarajevo, seattle, seoul, sevilla, seville, seúl, shanghai, singapore, singapour, singapur, skopje,
    sofia, stockholm, strasbourg, straßburg, stuttgart, sydney, são paulo, séoul, sídney, taipei, tallinn,
    tbilisi, tegucigalpa, teheran, teherán, tehran, tel aviv, the hague, tiflis, tirana, tokio, tokyo,
    toronto, toulouse, tripoli, tripolis, tunis, turin, téhéran, túnez, valencia, vancouver, varsovia,
    varsovie, venedig, venice, venise, viena, vienna, vienne, vilnius, warsaw, warschau, washington,
    washington d.c., washington dc, wellington, wien, wiesbaden, yangon, yerevan, zagreb, zaragoza, zurich,
    zürich
"""
_TOWNS = frozenset(" ".join(name.split()) for name in _NAMES.split(","))


def is_town(text: str) -> bool:
    """Whether these words are the name of such a town and nothing else."""
    return " ".join(text.split()).casefold() in _TOWNS
