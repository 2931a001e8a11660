"""Places that stand in organisation names, folded: they tell a branch from its firm.

States with their English adjectives come from the bundled table of states; their names in other
languages, regions, and the cities that firms most often put in the names of branches are
written by hand here.
"""

from __future__ import annotations

from spacecorp.knowledge.countries import countries
from spacecorp.resolution.folding import words

# state or region: its names and adjectives in other languages
_OTHERS = """
algeria: algerie algerienne
austria: osterreich
belgium: belgie belgique
brazil: brasil brasileira brasileiro
canada: canadien canadienne
china: zhongguo
denmark: danmark
england: english
estonia: eesti
finland: suomi
france: francais francaise
germany: deutschland deutsche deutscher deutsches
greece: hellenic
italy: italia italiana italiano
japan: nippon nihon
korea: korean hanguk
mexico: mexicana mexicano
netherlands: nederland nederlandse
norway: norsk norge
poland: polska
portugal: portuguesa
romania: romana
russia: rossii rossiya rossiyskaya
scotland: scottish
spain: espana espanola espanol
sweden: sverige svenska
switzerland: schweiz suisse svizzera
turkey: turk turkiye
wales: welsh
europe: european europa europeenne europeen europea
africa: african
asia: asian
emirates: emirati uae
saudi: arabia
zealand:
scandinavia: nordic scandinavian
bermuda:
gibraltar:
jersey:
guernsey:
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
bavaria bayern catalonia texas virginia south north east west southern northern eastern western
southeast southwest northeast northwest southeastern southwestern northeastern northwestern
central sud nord ouest est anhui fujian gansu guangxi guizhou hainan hebei heilongjiang henan
hubei hunan jiangsu jiangxi jilin liaoning ningxia qinghai shaanxi shanxi sichuan tibet xinjiang
yunnan zhejiang alabama alaska arizona carolina dakota georgia hawaii idaho illinois indiana iowa
kansas kentucky louisiana maryland massachusetts michigan minnesota mississippi missouri montana
nebraska nevada jersey ohio oklahoma oregon pennsylvania tennessee vermont wisconsin wyoming
ontario quebec alberta manitoba queensland victoria tasmania
"""


def _read() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in countries():
        state = words(country.name)[-1]
        for name in (country.name, *country.aliases, *country.adjectives):
            if len(words(name)) == 1:
                table.setdefault(words(name)[0], state)
    for line in _OTHERS.strip().splitlines():
        state, _, others = line.partition(":")
        for name in (state, *others.split()):
            table.setdefault(name, table.get(state, state))
    for city in _CITIES.split():
        table.setdefault(city, city)
    return table


# Folded place word → the place that it stands for ("italiana" → "italy", "tokyo" → "tokyo").
PLACES: dict[str, str] = _read()
