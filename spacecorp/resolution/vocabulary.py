"""Small word lists that name comparison rests on, each with what it stands for.

Written by hand from the vocabulary of the bundled table and of company registers. All words are
folded (see `folding`).
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that join others and carry nothing: English, French, German, Italian, Spanish, Dutch,
# Portuguese, Scandinavian, transliterated Russian.
JOINERS = _set(
    """and by da das de degli dei del della delle der des di die do dos du e el en et for fuer fur
    im imeni in la las le les los och of og on per po pour the to und uit van vom von voor y za zu
    zum zur"""
)

# Words of trade and field: most names in a market have one, so that alone they tell nobody apart.
GENERIC = _set(
    """aeronautics aeronautic aerospace affiliates agencies alliance applications applied
    associates association astronautics aviation business capital center centre commercial
    communication communications companies company comsat consulting consortium corporation
    defence defense design development digital dynamics electronics energy engineering
    enterprise enterprises equipment exploration flight foundation fund global group groupe
    gruppe grupo gruppo gruppen holding holdings industrial industries industry information
    initiative innovation innovations institute instruments international investment investments
    lab laboratories laboratory labs launch launcher launchers launches limited logistics
    management manufacturing marine markets materials media micro microsystems missile missiles
    mission mobile motors nano navigation network networks office operations optical optics
    optronics organisation organization orbit orbital partners partnership platforms photonics power
    products programme project propulsion research resources robotics rocket rockets satellite
    satellites satcom science sciences security service services shipbuilding software solutions
    space spaceflight spaceport spacecraft studio studios support surveillance system systems
    tech technic technical technics technologies technology telecom telecommunications telecoms
    terminals trading transport transportation trust vehicles ventures video wireless works
    worldwide"""
)

# Words of other markets: each is a word of its own, however near another is in letters
# ("Insurance" and "Assurance").
MARKETS = _set(
    """airlines airport airways assurance automobile automotive banking brewery broadcast
    broadcasting cable cement chemical chemicals chemistry clinic coal commerce construction
    constructors contractors cotton credit dairy drilling economic economy education electric
    electrical electricity electronic estate export exports express farm farms fiber fibre film
    finance financial food foods forest forestry freight furniture gas gold grain guarantee harbor
    harbour health healthcare hospital hotel hotels housing import insurance iron land lease
    leasing lending logging machinery maritime mechanical mechanics medical medicine metal metals
    mineral minerals mining mortgage motor movers music nickel nuclear ocean oil packaging paper
    petrochemical petrochemicals petroleum pharma pharmaceutical pharmaceuticals pharmacy pipeline
    plastics port ports postal press print printing property publishing radio rail railroad rails
    railway railways reinsurance resorts restaurant retail rice rubber savings seed seeds shipping
    shipyard silver steel stock storage sugar textile textiles theatre tobacco tourism toys trade
    traders transit travel tyres uranium utilities water wind wine wood wool"""
)

# Nouns for the kind of body that a name stands for. A text names "the Commission" or "the
# Institute" after it has said which.
INSTITUTIONS = _set(
    """academy administration agency alliance army association authority bank board bureau
    cabinet center centre college command commission committee company conference consortium
    corporation council court department directorate division factory faculty federation force
    forces foundation fund government group guard institute institution laboratory league
    ministry mission museum navy observatory office organisation organization parliament
    partnership port programme project school secretariat senate service society trust union
    university"""
)

# Words that a firm adds to its name or leaves out without becoming another.
EMPTY = _set("group company corporation companies firm")
# And one that says as little, but is too much of a name to compare without it.
NEARLY_EMPTY = EMPTY | {"technology"}

# Parts of a firm: what stands beside such a word names a part, never the whole.
DIVISIONS = _set(
    """branch department directorate division filial niederlassung office plant section site
    subsidiary sucursal unit"""
)

# Adjectives and nouns of one word's two spellings or two languages, folded to one.
SPELLINGS = {
    "aeroespacial": "aerospace", "aerospatiale": "aerospace", "agence": "agency",
    "agencia": "agency", "agentstvo": "agency", "agenzia": "agency", "agentur": "agency",
    "bros": "brothers", "center": "centre", "centro": "centre", "zentrum": "centre",
    "tsentr": "centre", "centrum": "centre", "comm": "communications",
    "comms": "communications", "defense": "defence", "dept": "department",
    "engg": "engineering", "espacial": "space", "espaciales": "space", "espace": "space",
    "spatial": "space", "spatiale": "space", "spatiales": "space", "spaziale": "space",
    "spaziali": "space", "raumfahrt": "space", "kosmicheskaya": "space",
    "kosmicheskie": "space", "kosmicheskoe": "space", "europeenne": "european",
    "europeen": "european", "europea": "european", "europaische": "european",
    "govt": "government", "inst": "institute", "institut": "institute",
    "instituto": "institute", "istituto": "institute", "intl": "international",
    "internacional": "international", "internationale": "international",
    "internazionale": "international", "labor": "labour", "laboratories": "laboratory",
    "labs": "laboratory", "lab": "laboratory", "mgmt": "management", "ministere": "ministry",
    "ministerio": "ministry", "ministero": "ministry", "ministerium": "ministry",
    "ministerstvo": "ministry", "natl": "national", "nacional": "national",
    "nationale": "national", "nazionale": "national", "organization": "organisation",
    "program": "programme", "railroad": "railroad", "sat": "satellite",
    "satellites": "satellite", "satelites": "satellite", "sci": "science",
    "sciences": "science", "svcs": "services", "services": "service", "sys": "system",
    "systems": "system", "tech": "technology", "technologies": "technology",
    "univ": "university", "universidad": "university", "universita": "university",
    "universitat": "university", "universite": "university", "universiteit": "university",
    "universitet": "university", "corp": "corporation", "co": "company", "dev": "development",
    "assoc": "association", "assn": "association", "bldg": "building", "mfg": "manufacturing",
    "holding": "holdings", "groupe": "group", "grupo": "group", "gruppo": "group",
    "gruppe": "group", "gruppen": "group", "industry": "industries", "solution": "solutions",
}  # fmt: skip

NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "first": "1st",
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
    "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip
