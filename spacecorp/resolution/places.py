"""Places that stand in organisation names, folded: they tell a branch from its firm.

Written by hand: the states with their adjectives, regions, and the cities that firms most often
put in the names of branches.
"""

from __future__ import annotations

# state: its other names and adjectives
_STATES = """
afghanistan: afghan
albania: albanian
algeria: algerian algerie algerienne
angola: angolan
argentina: argentine argentinian
armenia: armenian
australia: australian
austria: austrian osterreich
azerbaijan: azerbaijani azeri
bahrain: bahraini
bangladesh: bangladeshi
belarus: belarusian belarussian
belgium: belgian belgie belgique
bolivia: bolivian
brazil: brazilian brasil brasileira brasileiro
britain: british uk gb
bulgaria: bulgarian
cambodia: cambodian
canada: canadian canadien canadienne
chile: chilean
china: chinese zhongguo prc
colombia: colombian
croatia: croatian
cuba: cuban
cyprus: cypriot
czechia: czech
denmark: danish danmark
djibouti: djiboutian
ecuador: ecuadorian
egypt: egyptian
england: english
estonia: estonian eesti
ethiopia: ethiopian
finland: finnish suomi
france: french francais francaise
georgia: georgian
germany: german deutschland deutsche deutscher deutsches
ghana: ghanaian
greece: greek hellenic
hungary: hungarian
iceland: icelandic
india: indian
indonesia: indonesian
iran: iranian
iraq: iraqi
ireland: irish
israel: israeli
italy: italian italia italiana italiano
japan: japanese nippon nihon
jordan: jordanian
kazakhstan: kazakh
kenya: kenyan
korea: korean hanguk
kuwait: kuwaiti
laos: lao
latvia: latvian
lebanon: lebanese
lithuania: lithuanian
luxembourg: luxembourgish
malaysia: malaysian
malta: maltese
mauritius: mauritian
mexico: mexican mexicana mexicano
monaco: monegasque
mongolia: mongolian
morocco: moroccan
myanmar: burmese
nepal: nepalese
netherlands: dutch nederland nederlandse holland
nigeria: nigerian
norway: norwegian norsk norge
oman: omani
pakistan: pakistani
panama: panamanian
paraguay: paraguayan
peru: peruvian
philippines: philippine filipino
poland: polish polska
portugal: portuguese portuguesa
qatar: qatari
romania: romanian romana
russia: russian rossii rossiya rossiyskaya
rwanda: rwandan
scotland: scottish
senegal: senegalese
serbia: serbian
singapore: singaporean
slovakia: slovak
slovenia: slovenian
spain: spanish espana espanola espanol
sudan: sudanese
sweden: swedish sverige svenska
switzerland: swiss schweiz suisse svizzera
syria: syrian
taiwan: taiwanese
thailand: thai
tunisia: tunisian
turkey: turkish turkiye turk
uganda: ugandan
ukraine: ukrainian
uruguay: uruguayan
usa: us american america
uzbekistan: uzbek
venezuela: venezuelan
vietnam: vietnamese
wales: welsh
yemen: yemeni
zambia: zambian
zimbabwe: zimbabwean
europe: european europa europeenne europeen europea
africa: african
asia: asian
emirates: emirati uae
saudi: arabia
zealand:
oceania:
scandinavia: nordic scandinavian
bermuda:
gibraltar:
jersey:
guernsey:
cayman:
gulf:
atlantic:
pacific:
iberia: iberica
latin:
"""
_CITIES = """
amsterdam athens atlanta augsburg austin baltimore bangalore bangkok barcelona beijing bengaluru
berlin bern bologna bonn boston bremen bristol brussels bucharest budapest cairo california
cannes canberra cape chengdu chicago cleveland colorado cologne copenhagen dallas delhi denver
dubai dublin edinburgh florida frankfurt geneva glasgow guangdong guangzhou hamburg hangzhou
helsinki hokkaido hong kong houston hyderabad istanbul jakarta karachi kobe kourou kyiv kiev
kyoto lagos leicester lima lisbon london los angeles lyon madrid malaga manila melbourne miami
milan milano montreal moscow moskva mumbai munich nagoya nairobi naples napoli newyork nanjing
osaka oslo ottawa oxford paris perth philadelphia porto prague rennes riga rio roma rome
rotterdam samara san francisco santiago sao paulo seattle seoul seville shandong shanghai
shenzhen sofia stockholm stuttgart sydney taipei tallinn tehran tianjin tokyo toronto torino
toulouse turin utah vancouver vienna vilnius warsaw washington wuhan xian york zagreb zurich
bavaria bayern catalonia scotland texas virginia bend south north east west
"""


def _read() -> dict[str, str]:
    table = {}
    for line in _STATES.strip().splitlines():
        state, _, others = line.partition(":")
        for name in (state, *others.split()):
            table[name] = state
    for city in _CITIES.split():
        table.setdefault(city, city)
    return table


# Folded place word → the place that it stands for ("italiana" → "italy", "tokyo" → "tokyo").
PLACES: dict[str, str] = _read()
