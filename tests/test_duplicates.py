"""The same story twice: copies that are found, stories that are not, and what then counts."""

import random
from pathlib import Path

import pytest
from commands import Run
from extractions import Story
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import store

from spacecorp.reading.fingerprint import fingerprint
from spacecorp.resolution.copies import copies

SAMPLES = Path(__file__).parents[1] / "samples" / "documents"
RELEASE = """
The relay satellite {name} reached its place above the Indian Ocean on {day} March, two weeks
earlier than {firm} had planned, because the launcher left it in a better orbit than was promised.
Controllers in {town} unfolded the antenna on Sunday and heard the first answer within the hour.
"Nobody in the room had expected to be home for dinner," said {person}, who has led the project
since it was little more than a drawing on the back of a menu.

The craft carries {n} transponders, of which a third are sold to fishing fleets and shipping lines.
Two ministries have taken options on the rest. A sister craft is to follow in the autumn, provided
that the supplier of its batteries, {supplier}, delivers by July; it has missed that date before.

Traffic will be moved from the old craft in stages, starting with the customers who pay least. The
old one is eighteen years of age, has fuel for a few more months and will be raised to a graveyard
orbit before the winter. Its builder, now part of {firm}, had given it a life of twelve.
"""
ABOUT = """About {firm}

{firm} is a world leader in the design, manufacture and operation of spacecraft for science,
navigation, telecommunications and the observation of the Earth. With its partners it employs 4,300
people at eleven sites and had a turnover of 1.1 billion euros in 2023. It is listed in Frankfurt.

This release contains forward-looking statements, which are subject to risks and uncertainties that
could cause actual results to differ. No obligation is taken to update them.
"""
NAMES = {
    "name": "Monsoon 4",
    "day": "14",
    "firm": "Hansa Orbital",
    "town": "Kiruna",
    "person": "Elena Ferrand",
    "n": "36",
    "supplier": "Voltalia",
}
OTHER = """
Engineers at {firm} have begun to take apart the test stand on which every upper stage of the last
thirty years was fired. Its steel goes to a foundry in Graz, its valves to a museum, and the hill
behind it to the village, which wants an orchard. A new stand with room for larger motors has stood
beside it since 2019 and was first used in May, with neighbours invited and ear plugs handed out.
What becomes of the forty people who ran the old one is not settled; most will move to the new one.
"""


def release(**other: str) -> str:
    """A press release as clean text: a line a paragraph."""
    return lines(RELEASE, **other)


def lines(text: str, **other: str) -> str:
    filled = text.format(**{**NAMES, **other}).strip()
    return "\n".join(" ".join(block.split()) for block in filled.split("\n\n"))


def alike(*texts: str, titles: tuple[str, ...] = ()) -> list[list[int]]:
    """The groups of texts that are copies, by their indexes."""
    found = [fingerprint(text, titles[at] if titles else None) for at, text in enumerate(texts)]
    return [[one.index for one in group] for group in copies(len(found), found.__getitem__)]


def edited(text: str, share: float) -> str:
    """The text with this share of its words changed or left out."""
    chance = random.Random(share)
    words = []
    for word in text.split(" "):
        if word.istitle() or not word.isalpha() or chance.random() >= share:
            words.append(word)
        elif chance.random() < 0.5:
            words.append("reportedly")
    return " ".join(words)


FIRST, MIDDLE, LAST = release().split("\n")
COPIES = {
    "the same words": release(),
    "lightly edited": edited(release(), 0.1),
    "under another headline": f"Relay gets there early\n{release()}",
    "shortened by its end": f"{FIRST}\n{MIDDLE}",
    "with a paragraph added": f"{release()}\n{lines(OTHER)}",
    "with the firm's boilerplate": f"{release()}\n{lines(ABOUT)}",
    "re-wrapped, with other quotation marks": release().replace("\n", " ").replace('"', "”"),
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_found(how):
    titles = ("", "Relay gets there early") if "headline" in how else ()
    assert alike(release(), COPIES[how], titles=titles) == [[0, 1]]


DIFFERENT = {
    "two stories with the same boilerplate": (
        f"{FIRST}\n{lines(ABOUT)}",
        f"{lines(OTHER)}\n{lines(ABOUT)}",
    ),
    "two stories of one firm": (release(), lines(OTHER)),
    "a monthly notice in the same words": (
        release(),
        release(
            name="Typhoon 9", day="2", firm="Nordic Relay", town="Graz", person="Hugo Gallo",
            n="48", supplier="Celldyne",
        ),
    ),
    "nothing but boilerplate": (lines(ABOUT), lines(ABOUT, firm="Nordic Relay")),
    "a few words": ("The relay is there.", "The relay is there."),
}  # fmt: skip


@pytest.mark.parametrize("how", DIFFERENT)
def test_another_story_is_not_taken_for_a_copy(how):
    assert alike(*DIFFERENT[how]) == []


def test_the_samples_have_no_copies_among_them(spacecorp: Run):
    spacecorp("ingest", SAMPLES)
    nothing = spacecorp("documents", "--duplicates")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no duplicates found\n")
    assert spacecorp("documents", "--duplicates", "--json").json == []


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(9)))
def test_groups_do_not_depend_on_the_order_of_the_paths(order):
    texts = [*COPIES.values(), lines(OTHER), lines(ABOUT)]
    found = alike(*(texts[at] for at in order))
    assert {frozenset(order[at] for at in group) for group in found} == {frozenset(range(7))}


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_has_a_fingerprint(text, title):
    one = fingerprint(text, title)
    assert fingerprint(text, title) == one
    assert len(one.minhash) in (0, 4 * 160)


def test_many_alike_are_one_group():
    texts = [edited(release(), 0.02 + at / 4000) for at in range(60)]
    assert alike(*texts, lines(OTHER)) == [list(range(60))]


def news(folder: Path, **documents: str) -> None:
    folder.mkdir()
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = release().replace("\n", "\n\n")
    news(
        tmp_path / "news",
        agency=f"Relay arrives early\n\n14 March 2024\n\n{story}\n",
        paper=f"A dinner at home\n\n15 March 2024\n\n{edited(story, 0.06)}\n",
        again=f"Relay arrives early\n\n14 March 2024\n\n{story}\n",
        other=f"Old stand goes\n\n2 May 2024\n\n{lines(OTHER)}\n",
    )
    return tmp_path


def test_duplicates_are_listed_oldest_first(spacecorp: Run, folder):
    spacecorp("ingest", "news")
    (group,) = spacecorp("documents", "--duplicates", "--json").json
    first, second = group["documents"]
    assert (first["path"], first["copies"]) == ("news/again.txt", ["news/agency.txt"])
    assert (second["path"], second["date"]) == ("news/paper.txt", "2024-03-15")
    assert first["likeness"] == 1
    assert 0.6 < second["likeness"] < 1
    listed = {row["path"]: row["story"] for row in spacecorp("documents", "--json").json}
    assert listed["news/paper.txt"] == listed[first["path"]] == group["story"]
    assert listed["news/other.txt"] is None


def test_duplicates_in_every_format(spacecorp: Run, folder):
    spacecorp("ingest", "news")
    flat = spacecorp("documents", "--duplicates", "--format", "tsv").out.splitlines()
    assert flat[0].split("\t") == ["story", "path", "title", "date", "publisher", "likeness"]
    assert [line.split("\t")[1] for line in flat[1:]] == [
        "news/again.txt",
        "news/agency.txt",
        "news/paper.txt",
    ]
    table = spacecorp("documents", "--duplicates").out
    assert table.startswith("Relay arrives early")
    assert "news/paper.txt" in table
    assert "news/other.txt" not in table
    assert spacecorp("documents", "paper", "--duplicates").out == table
    assert spacecorp("documents", "other", "--duplicates").out == ""
    assert spacecorp("documents", "--duplicates", "--since", "2024-04").out == ""
    assert spacecorp("documents", "--duplicates", "--edits").status == 2


def test_the_order_of_ingestion_does_not_matter(spacecorp: Run, folder):
    names = ["paper", "other", "again", "agency"]
    for name in names:
        assert spacecorp("ingest", f"news/{name}.txt", "--db", "one.db").status == 0
    spacecorp("ingest", "news", "--db", "all.db")
    one, together = (
        spacecorp("documents", "--duplicates", "--json", "--db", f"{db}.db").out
        for db in ("one", "all")
    )
    assert one == together
    assert one.count('"likeness"') == 2


def test_a_copy_that_is_gone_is_no_copy_any_more(spacecorp: Run, folder):
    spacecorp("ingest", "news")
    for name in ("paper", "again"):
        (folder / "news" / f"{name}.txt").unlink()
    spacecorp("ingest", "news", "--prune")
    assert spacecorp("documents", "--duplicates", "--json").json == []
    (folder / "news" / "other.txt").write_text(edited(release().replace("\n", "\n\n"), 0.05))
    spacecorp("ingest", "news")
    (group,) = spacecorp("documents", "--duplicates", "--json").json
    assert [d["path"] for d in group["documents"]] == ["news/agency.txt", "news/other.txt"]


def test_copies_count_as_one_witness(spacecorp: Run, tmp_path):
    """Two papers print the agency's 60 %; one other source says 40 %, and one 60 % itself."""
    told = release()

    def story(path: str, share: int, text: str) -> Story:
        written = Story(path, date="2024-03-14")
        written.owns("Hansa Orbital", "Monsoon Relay", share, says=f"It holds {share} %.")
        written.text += text
        return written

    store(
        tmp_path / "spacecorp.db",
        [
            story("agency.txt", 60, told),
            story("paper.txt", 60, edited(told, 0.03)),
            story("other.txt", 60, lines(OTHER)),
        ],
    )
    (row,) = spacecorp("ownership", "--json").json
    assert (row["documents"], row["independent"], row["sentences"]) == (3, 2, 3)
    stories = [said["story"] for said in row["evidence"]]
    assert len(set(stories)) == 2
    assert stories.count(None) == 1
    assert "2 +1" in spacecorp("ownership").out
    (firm,) = spacecorp("entities", "Hansa Orbital", "--json").json
    assert (firm["documents"], firm["independent"]) == (3, 2)


def test_most_independent_witnesses_decide_what_is_told(spacecorp: Run, tmp_path):
    """Three prints of one story call it a subsidiary; two others call it a joint venture."""
    told = release()

    def story(path: str, kind: str, text: str) -> Story:
        written = Story(path)
        written.owns("Hansa Orbital", "Monsoon Relay", 60, kind=kind, says=f"A {kind}.")
        written.text += text
        return written

    store(
        tmp_path / "spacecorp.db",
        [
            *(story(f"{n}.txt", "subsidiary", edited(told, n / 100)) for n in (1, 2, 3)),
            story("x.txt", "joint_venture", lines(OTHER)),
            story("y.txt", "joint_venture", "Quite another text, too short to be told apart."),
        ],
    )
    (row,) = spacecorp("ownership", "--json").json
    assert row["kind"] == "joint_venture"
    assert (row["documents"], row["independent"]) == (5, 3)
