"""`graph`: the network as other tools read it, and as a picture."""

import json
import re
import sys
from io import BytesIO
from pathlib import Path

import networkx
import pydot
import pytest
from commands import Run
from extractions import Story
from lxml import etree
from stores import store

HOSTILE = '=1+1 "]; <script>alert(1)</script> \\N %%{init}%% & \x1b[31m \ufffe \u202e `end`'
SVG = "{http://www.w3.org/2000/svg}"


def stories() -> list[Story]:
    first = Story("first.txt", "2025-11-03").owns("Leonardo", "Telespazio", 67)
    first.owns("Thales", "Telespazio", 33).partners(
        "Telespazio", "ispace", kind="letter_of_intent", date="2025-10", programme="Moonlight"
    )
    first.programme("Moonlight", kind="constellation", prime="Telespazio")
    second = Story("second.txt", "2024-05-01").owns("Thales", "Telespazio", 40)
    second.partners("ispace", "ESA", "Avio", kind="consortium", status="proposed", sure=0.5)
    second.owns("Far Holdings", "Avio", status="former")
    return [first, second]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A small database, where commands look for theirs."""
    return store(tmp_path / "spacecorp.db", stories())


def read(form: str, text: str) -> networkx.MultiDiGraph:
    if form == "json":
        return networkx.node_link_graph(json.loads(text), edges="edges")
    reader = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    extra = {"force_multigraph": True} if form == "graphml" else {}
    return networkx.MultiDiGraph(reader(BytesIO(text.encode()), **extra))


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_networkx_reads_what_the_listings_say(spacecorp: Run, database: Path, form: str):
    graph = read(form, spacecorp("graph", "--as", form).out)
    names = networkx.get_node_attributes(graph, "name")
    said = {
        (names[one], names[other], edge["kind"], edge.get("share"), edge.get("status"))
        for one, other, edge in graph.edges(data=True)
    }
    assert said == {
        ("Leonardo", "Telespazio", "shareholding", 67.0, "current"),
        ("Thales", "Telespazio", "shareholding", 33.0, "current"),
        ("Thales", "Telespazio", "shareholding", 40.0, "current"),
        ("Far Holdings", "Avio", "shareholding", None, "former"),
        ("ispace", "Telespazio", "letter_of_intent", None, "signed"),
        ("Telespazio", "Moonlight", "prime", None, None),
        ("Avio", "consortium of 3", "consortium", None, "proposed"),
        ("ESA", "consortium of 3", "consortium", None, "proposed"),
        ("ispace", "consortium of 3", "consortium", None, "proposed"),
    }
    ((_, about),) = [(i, n) for i, n in graph.nodes(data=True) if n["name"] == "Telespazio"]
    assert (about["type"], about["kind"], about["country"]) == ("organisation", "company", "Italy")
    ((_, _, held),) = [e for e in graph.edges(data=True) if e[2].get("share") == 67]
    (row,) = [r for r in spacecorp("ownership", "--json").json if r["share"] == 67]
    assert (held["fact"], held["confidence"]) == (row["id"], row["confidence"])
    assert (held["documents"], held["mutual"]) == (1, False)
    (letter,) = [e for *_, e in graph.edges(data=True) if e["kind"] == "letter_of_intent"]
    assert (letter["date"], letter["programmes"], letter["mutual"]) == (
        "2025-10",
        "Moonlight",
        True,
    )
    (differ,) = {e["conflict"] for *_, e in graph.edges(data=True) if e.get("share") in (33, 40)}
    assert differ.startswith("sources differ")


def names(spacecorp: Run, *arguments: object) -> set[str]:
    done = spacecorp("graph", *arguments, "--as", "json")
    assert done.status == 0
    return {node["name"] for node in done.json["nodes"]}


def test_neighbourhoods_and_filters(spacecorp: Run, database: Path):
    near = {"Telespazio", "Leonardo", "Thales", "ispace", "Moonlight"}
    assert names(spacecorp, "telespazio") == near
    assert names(spacecorp, "Telespazio", "--depth", 2) == near | {
        "ESA", "Avio", "consortium of 3",
    }  # fmt: skip
    assert "Far Holdings" in names(spacecorp, "Telespazio", "--depth", 3)
    assert "Far Holdings" in names(spacecorp, "Telespazio", "--depth", 10**15)
    assert names(spacecorp, "Telespazio", "--depth", 0) == {"Telespazio"}
    assert names(spacecorp, "--relation", "participation") == {"Telespazio", "Moonlight"}
    assert names(spacecorp, "--kind", "prime", "--kind", "letter_of_intent") == {
        "Telespazio", "ispace", "Moonlight",
    }  # fmt: skip
    assert names(spacecorp, "--status", "former") == {"Far Holdings", "Avio"}
    assert "consortium of 3" not in names(spacecorp, "--min-confidence", 0.6)
    assert "Leonardo" not in names(spacecorp, "--until", 2024)
    assert "Far Holdings" not in names(spacecorp, "--document", "first")
    nothing = spacecorp("graph", "--kind", "alliance", "--as", "graphml")
    assert (nothing.status, nothing.err) == (0, "no facts found\n")
    assert len(read("graphml", nothing.out)) == 0
    assert b"</svg>" in spacecorp("graph", "--kind", "alliance", "--as", "svg").out.encode()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot's own
def test_dot_and_mermaid(spacecorp: Run, database: Path):
    (graph,) = pydot.graph_from_dot_data(spacecorp("graph", "--as", "dot").out)
    labels = {node.get_label() for node in graph.get_nodes()}
    assert {'"Telespazio"', '"Far Holdings"', '"consortium of 3"'} <= labels
    edges = {(e.get_label(), e.get_style(), e.get_dir()) for e in graph.get_edges()}
    assert ('"67 %"', "solid", "forward") in edges
    assert ('"consortium"', "dashed", "none") in edges
    assert ('"shareholding"', "dotted", "forward") in edges
    chart = spacecorp("graph", "--as", "mermaid").out.splitlines()
    assert chart[0] == "flowchart LR"
    node = dict(re.findall(r'^  (n\d+)[\[({]+"(.*?)"', "\n".join(chart), re.MULTILINE))
    found = [re.fullmatch(r'  (n\d+) (\S+)\|"(.*)"\| (n\d+)', line) for line in chart]
    ties = {(node[m[1]], m[2], m[3], node[m[4]]) for m in found if m}
    assert ("Leonardo", "-->", "67 #37;", "Telespazio") in ties
    assert ("Avio", "-.-", "consortium", "consortium of 3") in ties
    assert len(ties) == 9


def test_the_picture_names_and_explains(spacecorp: Run, database: Path):
    picture = etree.fromstring(spacecorp("graph", "--as", "svg").out.encode())
    written = {text.text for text in picture.iter(f"{SVG}text")}
    assert {"Telespazio", "Moonlight", "67%", "LoI", "prime"} <= written
    assert {"organisation", "programme", "owns (share)", "letter of intent"} <= written
    assert {"proposed or planned", "ended or former"} <= written
    assert "contract" not in written
    titles = {title.text for title in picture.iter(f"{SVG}title")}
    assert "Leonardo – Telespazio: 67 %, shareholding, current" in titles
    assert {path.get("stroke-dasharray") for path in picture.iter(f"{SVG}path")} == {
        None, "9 5", "2 5",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot's own
@pytest.mark.parametrize("form", ["graphml", "gexf", "json", "dot", "mermaid", "svg"])
def test_hostile_names_stay_names(spacecorp: Run, tmp_path: Path, form: str):
    story = Story().owns(HOSTILE, "Telespazio", 10, says="Somebody owns it.")
    story.partners(HOSTILE, "ESA", "x" * 5000, says="They agreed.")
    store(tmp_path / "spacecorp.db", [story])
    out = spacecorp("graph", "--as", form).out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)
    if form == "json":
        assert len(read(form, out)) == 5
    elif form == "dot":
        (graph,) = pydot.graph_from_dot_data(out)
        assert len(graph.get_edges()) == 4
        # A backslash, quote or ampersand of the name is never the last thing before its end.
        assert '\\"]; <script>' in out
        assert "\\\\N" in out
    elif form == "mermaid":
        assert not re.search(
            r"[<>`;&]|%%", re.sub(r"#\d+;|-->|&", "", out.partition("linkStyle")[0])
        )
        assert max(map(len, out.splitlines())) < 600
    else:
        assert "\ufffe" not in out
        tree = etree.fromstring(out.encode())
        assert not [e for e in tree.iter() if etree.QName(e).localname in ("script", "a", "image")]
        if form != "svg":
            assert len(read(form, out)) == 5


def test_files_by_their_ending_and_never_over_another(
    spacecorp: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for ending, form in [("gv", "dot"), ("MMD", "mermaid"), ("graphml", "graphml")]:
        path = tmp_path / f"network.{ending}"
        done = spacecorp("graph", "-o", path)
        assert (done.status, done.out, done.err) == (0, "", "")
        assert path.read_text() == spacecorp("graph", "--as", form).out
        again = spacecorp("graph", "-o", path)
        assert (again.status, again.out) == (1, "")
        assert "exists already" in again.err
        assert spacecorp("graph", "-o", path, "--as", "svg", "--force").status == 0
        assert "<svg" in path.read_text()
    for wrong in (
        ["-o", "x.txt"],
        [],
        ["--as", "dot", "--depth", 2],
        ["-o", "x.dot", "--kind", "x"],
    ):
        done = spacecorp("graph", *wrong)
        assert (done.status, done.out) == (2, "")
    assert not (tmp_path / "x.dot").exists()
    assert spacecorp("graph", "Nobody at all", "-o", "x.dot").status == 1
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = spacecorp("graph", "-o", "x.png")
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "spacecorp[png]" in done.err
    assert not list(tmp_path.glob("*.png")) + list(tmp_path.glob(".spacecorp-*"))


def test_png(spacecorp: Run, database: Path, tmp_path: Path):
    pytest.importorskip("resvg_py")
    assert spacecorp("graph", "-o", "x.png").status == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_same_bytes_whatever_the_order(spacecorp: Run, tmp_path: Path):
    store(tmp_path / "one.db", stories())
    store(tmp_path / "other.db", reversed(stories()))
    for form in ("graphml", "gexf", "json", "dot", "mermaid", "svg"):
        written = {
            spacecorp("graph", "--as", form, "--db", db).out for db in ("one.db", "other.db")
        }
        assert len(written) == 1
