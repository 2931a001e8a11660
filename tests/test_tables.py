"""What tables, boxes of labels and lists tell, and what they must not."""

import pytest

from spacecorp.extraction import extract
from spacecorp.relations.examples import analyse, facts

LAYOUTS = {
    "bars": (
        "Shareholder | Company | Stake | Since\n"
        "[Arion Bank] | [Vetra Teleport] | 100% | 2014\n"
        "[Brisa Tel] | [Dorsal Uplink] | 51% | 2018\n"
        "[Etamin Beam] | [Ras Gateway] | sold in 2022 | -\n",
        ["Arion Bank > Vetra Teleport 100", "Brisa Tel > Dorsal Uplink 51"],
    ),
    "aligned": (
        "Subsidiaries of [Canoe Ridge Holdings]\n\n"
        "Name of Subsidiary            Jurisdiction      Percent owned\n"
        "[Canoe Mission Systems]       Delaware          100%\n"
        "[Tulip Star Sensors] (1)      Arizona           65% (2)\n",
        [
            "Canoe Ridge Holdings > Canoe Mission Systems 100",
            "Canoe Ridge Holdings > Tulip Star Sensors 65",
        ],
    ),
    "leaders": (
        "[Kestra Instruments]\n\nShareholders above 5% of votes:\n"
        "[Dravin Fund] ............ 9.50%\n[Peka Pensions] ............ 8.61%\n"
        "Others ............ 81.89%\n",
        ["Dravin Fund > Kestra Instruments 9.5", "Peka Pensions > Kestra Instruments 8.61"],
    ),
    "no holders": (
        "[Kestra Instruments]\n\nEU contribution:\n"
        "[Dravin Labs] ............ 9.50%\n[Peka Optics] ............ 8.61%\n",
        [],
    ),
    "flattened, first columns left out": (
        "Operator\n\nCountry\n\nShareholder\n\nShare (%)\n\n"
        "[Gorod Space Systems]\n\nRussia\n\n[Ruslan Gas]\n\n79.80\n\n[RSC Vektor]\n\n16.16\n\n"
        "[Kavkaz Sat] (1)\n\nAzerbaijan\n\n[Kavkaz Telecom]\n\n58\n\n",
        [
            "Kavkaz Telecom > Kavkaz Sat 58",
            "RSC Vektor > Gorod Space Systems 16.16",
            "Ruslan Gas > Gorod Space Systems 79.8",
        ],
    ),
    "flattened orders": (
        "Satellite\nCustomer\nManufacturer\nLaunch company\nState\n"
        "<Kavkaz-1>\n[Kavkaz Sat]\n[Orbex Works]\n[Rokot Services]\nin orbit since 2013\n"
        "<Nila 301>\n[Nila]\n[Thor Space]\n[Orbit Lift]\nin orbit since 2022\n",
        [
            "Kavkaz Sat & Orbex Works contract",
            "Kavkaz Sat & Rokot Services contract",
            "Kavkaz Sat customer Kavkaz-1",
            "Nila & Orbit Lift contract",
            "Nila & Thor Space contract",
            "Nila customer Nila 301",
            "Orbex Works supplier Kavkaz-1",
            "Orbit Lift launcher Nila 301",
            "Rokot Services launcher Kavkaz-1",
            "Thor Space supplier Nila 301",
        ],
    ),
    "awards": (
        "Awardee | Customer | Value\n[Galena Systems] | [Polar Space Agency] | 412,000\n"
        "[Northstar] | [Polar Space Agency] | withdrawn by bidder\n",
        ["Galena Systems & Polar Space Agency contract"],
    ),
    "in-house": (
        "POS | SPACECRAFT | OWNER / OPERATOR | MANUFACTURER\n"
        "1 | <Hyperbola-3> | [Kuvala Space] | in-house\n"
        "2 | <Maribo-S> | [University of Maribo] | [Skyworks Labs]\n",
        [
            "Kuvala Space operator Hyperbola-3",
            "Kuvala Space prime Hyperbola-3",
            "Skyworks Labs supplier Maribo-S",
            "University of Maribo operator Maribo-S",
        ],
    ),
    "box of a satellite": (
        "Name of space object: <Dubra-R>\nOwner: [Mohan Space Centre]\n"
        "Operator: [Dubra Imaging]\nManufacturer: [Satra Initiative]\n"
        "Launch provider: [Orbit Lift]\n",
        [
            "Dubra Imaging operator Dubra-R",
            "Orbit Lift launcher Dubra-R",
            "Satra Initiative supplier Dubra-R",
        ],
    ),
    "box of a firm": (
        "[Optra]\nSydney\nOwner: [Singa Telecom] (Singapore), 100 %\nSector: satellites\n",
        ["Singa Telecom > Optra 100"],
    ),
    "members": (
        "<Opalin>\nCoordinator: [Fraun Institute] (DE)\nPartners:\n"
        "  [Mynar Optics] (DE)\n  [Gent University] (BE)\n",
        [
            "Fraun Institute & Gent University consortium",
            "Fraun Institute & Mynar Optics consortium",
            "Fraun Institute prime Opalin",
            "Gent University & Mynar Optics consortium",
            "Gent University partner Opalin",
            "Mynar Optics partner Opalin",
        ],
    ),
    "entries whose heading is not understood": (
        "<Petra>\nLead: [Papel Robotics]\n\n3. a further satellite, named later\n"
        "Lead: [Spirit Global]\n",
        ["Papel Robotics prime Petra"],
    ),
    "a leader and its team": (
        "Site | Client | Contractor | Status\n"
        "Ruma | [Cadra Agency] | [Eiffel Works] (lead), [Clemens Ribal] | awarded\n"
        "Canso | [Nila Ports] | [Dexter Builders] | under way\n",
        ["Cadra Agency & Eiffel Works contract", "Dexter Builders & Nila Ports contract"],
    ),
    "a firm below the title of its list": (
        "Shareholder structure\n[Hexa Raumfahrt], Graz\n"
        "[Trattnig Foundation]   33.4 %\n[Voest Alpin]   18.0 %\nFree float   48.6 %\n",
        ["Trattnig Foundation > Hexa Raumfahrt 33.4", "Voest Alpin > Hexa Raumfahrt 18"],
    ),
    "two years": (
        "[Mari Space]\nInterests in other entities\n"
        "Subsidiary | Place | Holding 2025 | Holding 2024\n"
        "[Birra Optics] | Perth | 100% | 100%\n[Slot Company] | Port Vila | 49% | 60%\n",
        [
            "Mari Space > Birra Optics 100",
            "Mari Space > Slot Company 49",
            "Mari Space > Slot Company 60",
        ],
    ),
    "holders in columns": (
        "Interests held by the groups, per cent of the capital\n"
        "Company                   [Sonce]     [Safta]      [Leonar]\n"
        "[Helio Batteries]          30           70        -\n"
        "[Comet Actuators]          25           -         75\n",
        [
            "Leonar > Comet Actuators 75",
            "Safta > Helio Batteries 70",
            "Sonce > Comet Actuators 25",
            "Sonce > Helio Batteries 30",
        ],
    ),
    "purchases": (
        "Target | Buyer | Seller | Stake\n"
        "[Spacekno Labs] | [Planet Polka] | [Credo Fund] | 100 %\n",
        ["Planet Polka > Spacekno Labs 100"],
    ),
    "deals": (
        "Date | Party A | Party B | Type\n14 Jan | [Starfin] | [Sesa] | contract\n"
        "22 Apr | [Infinit] | [Satar] | MoU\n1 May | [Sedar] | [Arkis] | denied\n",
        ["Infinit & Satar memorandum_of_understanding", "Sesa & Starfin contract"],
    ),
    "holders one below the other": (
        "Company: [Intersat]\nHolder: [Twiga Telecom] ........ 55%\n"
        "Holder: [Liquid Tech] ........ 45%\nCompany: [Quorbit]\n"
        "Holder: [Dravin Fund] ........ 100%\n",
        ["Dravin Fund > Quorbit 100", "Liquid Tech > Intersat 45", "Twiga Telecom > Intersat 55"],
    ),
    "prose is no table": (
        "The operator said that [Orbex Works] and [Nila] met the owner of the satellite.\n"
        "Owner | of | words\nno | names | here\n",
        [],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_tell_their_facts(name: str) -> None:
    text, expected = LAYOUTS[name]
    _, found = analyse(text)
    ours = {
        frame.rule
        for frame in (*found.ownership, *found.partnerships, *found.participations)
        if frame.rule.startswith(("table-", "box-")) and frame.rule != "table-line"
    }
    told = sorted({fact for rule in ours for fact in facts(text, rule)})
    assert told == expected


def test_rows_of_one_table_are_kept_apart() -> None:
    text, _ = LAYOUTS["bars"]
    _, found = analyse(text)
    assert len({row for _, row in found.rows.values()}) == len(found.rows) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Owner | Share\n" * 4000,
        "Owner\nShare\nOperator\n" * 4000,
        "a  " * 20000,
        ". . . " * 20000,
        "Owner: " * 20000,
        "(" * 20000 + "\nOwner: x",
        "Shareholders\n" + "x ........ 1.5%\n" * 4000,
        "Coordinator\nPartners:\n" * 4000,
    ],
    ids=range(8),
)
def test_hostile_layouts_come_to_an_end(text: str) -> None:
    assert not analyse(text)[1].joined


def test_names_end_with_their_cell() -> None:
    page = (
        "Customers of the ride, all of them with signed contracts\n\n"
        "Name          Owner                Made by             Deployer\n"
        "Ymir-1        Unseenlabs           GomSpace            Exolaunch\n"
        "BRO-31        AAC Clyde Space      Berlin Space Labs   Exolaunch\n"
        "Perun         Satlantis            EnduroSat           ISISPACE\n"
    )
    found = extract(page.encode(), "page.txt")
    assert not [m.text for m in found.mentions if "  " in found.document.text[m.start : m.end]]
    assert {"Unseenlabs", "GomSpace", "Exolaunch"} <= {m.text for m in found.mentions}
