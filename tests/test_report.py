"""The report in a real browser: Debian's chromium, which CI installs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import BROWSER, DRIVER, Browser
from commands import ROOT, Run, real
from extractions import Story
from stores import store


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    pytest.importorskip("selenium")
    for program in (BROWSER, DRIVER):
        if not Path(program).exists():
            pytest.skip(f"needs {program}: apt-get install chromium chromium-driver")
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A small database, where commands look for theirs."""
    first = Story("first.txt", "2025-11-03", title="A deal").owns("Leonardo", "Telespazio", 67)
    first.owns("Thales", "Telespazio", 33).partners("Telespazio", "ispace", programme="Moonlight")
    first.programme("Moonlight", kind="constellation", prime="Telespazio", partner="ispace")
    second = Story("second.txt", "2024-05", title="Another").owns("Thales", "Telespazio", 40)
    second.partners("Telespazio", "ispace", "ESA", kind="consortium", status="proposed", sure=0.5)
    return store(tmp_path / "spacecorp.db", [first, second])


@pytest.fixture
def page(spacecorp: Run, tmp_path: Path, news: Path, browser: Browser) -> Path:
    """The report of the small database, open in the browser."""
    path = tmp_path / "report.html"
    done = spacecorp("report", "-o", path)
    assert (done.status, done.out) == (0, "")
    browser.open(path)
    return path


def is_clean(browser: Browser, page: Path) -> bool:
    """Nothing on the console, and nothing asked for but the page and what it carries itself."""
    assert browser.complaints() == []
    assert {a for a in browser.requests() if not a.startswith("data:")} == {page.as_uri()}
    return True


def test_the_samples_from_a_name_to_the_place_in_the_document(
    spacecorp: Run, tmp_path: Path, browser: Browser
):
    from selenium.webdriver.common.keys import Keys

    path = tmp_path / "report.html"
    assert spacecorp("ingest", ROOT / "samples" / "documents", "--jobs", 1).status == 0
    assert spacecorp("report", "-o", path, "--title", "The samples").status == 0
    browser.open(path)
    assert browser.text("h1") == "The samples"
    browser.press("/")
    browser.press("telesp")
    assert browser.texts("#results .label")[0] == "Telespazio"
    browser.press(Keys.ENTER)
    browser.until("!document.getElementById('panel').hidden")
    assert browser.text("#panel h2") == "Telespazio"
    owners = browser.texts("#panel section:first-of-type .head")
    assert any("67 %" in owner and "Leonardo" in owner for owner in owners)
    assert any("33 %" in owner and "Thales" in owner for owner in owners)

    browser.click("#panel .line .share")
    sentence = browser.text("#panel blockquote")
    assert "Telespazio" in browser.texts("#panel blockquote a")
    browser.click("#panel figcaption a.source")
    browser.until("document.querySelector('mark.evidence')")
    assert browser.text("mark.evidence") == sentence
    seen = "const r = document.querySelector('mark.evidence').getBoundingClientRect();"
    assert browser.run(seen + "return r.top >= 0 && r.bottom <= innerHeight")

    browser.click("#panel .panel-bar button")  # back
    browser.until("document.querySelector('#panel h2').innerText === 'Telespazio'")
    browser.press(Keys.ESCAPE)
    browser.until("document.getElementById('panel').hidden")

    everything = browser.text("#filters-count")
    browser.click('[data-key="partnership:letter_of_intent"]')
    assert browser.text("#filters-count") != everything
    assert "0 of" in browser.text("#filters-count").split(",")[1]
    lines = browser.texts("#timeline .head")
    assert lines
    assert all("letter of intent" in line for line in lines)
    assert "No holding passes" in browser.text("#ownership")
    assert browser.run("return document.getElementById('graph').getAttribute('aria-label')") == (
        "Network of 2 names and 1 tie"
    )
    browser.click("#filters-clear")
    assert browser.text("#filters-count") == everything
    assert is_clean(browser, path)


def test_chains_of_owners_with_loops_and_conflicts(
    spacecorp: Run, tmp_path: Path, browser: Browser
):
    from selenium.webdriver.common.keys import Keys

    firms = Story("firms.txt", "2025").owns("Leonardo", "Telespazio", 67)
    firms.owns("Telespazio", "e-GEOS", 80).owns("e-GEOS", "Sat Data", None)
    ring = Story("ring.txt", "2025").owns("Ring One", "Ring Two", 60).owns("Ring Two", "Ring One")
    doubt = Story("doubt.txt", "2024").owns("Telespazio", "e-GEOS", 75)
    store(tmp_path / "spacecorp.db", [firms, ring, doubt])
    path = tmp_path / "report.html"
    assert spacecorp("report", "-o", path).status == 0
    browser.open(path)
    trees = {tree.split("\n")[0]: tree for tree in browser.texts("#ownership .tree")}
    assert set(trees) == {"Leonardo", "Ring One"}
    # 67 % of 75 to 80 %, as the two sources have it
    assert "look-through 50.2–53.6 %" in trees["Leonardo"]
    assert "sources differ: 75 %, 80 %" in trees["Leonardo"]
    assert "share not given" in trees["Leonardo"]
    assert "a loop" in trees["Ring One"]
    assert browser.texts("#conflicts .figure")[::2] == ["80 %", "75 %"]

    browser.press("/", "e-geos", Keys.ENTER)
    browser.until("!document.getElementById('panel').hidden")
    assert "50.2–53.6 % Leonardo" in browser.text("#panel")
    browser.run("location.hash = '#/no/such/%place'")
    browser.until("document.getElementById('panel').hidden")
    assert is_clean(browser, path)


def test_keyboard_reaches_the_network(page: Path, browser: Browser):
    from selenium.webdriver.common.keys import Keys

    browser.run("document.getElementById('graph').focus()")
    browser.press(Keys.ARROW_RIGHT)
    first = browser.run("return document.getElementById('graph-said').textContent")
    assert first.startswith("Telespazio, organisation, ")
    browser.press(Keys.ARROW_UP)
    second = browser.run("return document.getElementById('graph-said').textContent")
    assert second != first
    browser.press(Keys.ENTER)
    browser.until("!document.getElementById('panel').hidden")
    browser.press(Keys.ESCAPE)
    browser.until("document.activeElement.id === 'graph'")
    assert is_clean(browser, page)


def test_themes_widths_and_paper(page: Path, browser: Browser):
    ground = "return getComputedStyle(document.body).backgroundColor"
    sizes = "return [document.documentElement.scrollWidth, innerWidth]"
    found = {}
    for theme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": theme}]
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        found[theme] = browser.run(ground)
    assert found["light"] != found["dark"]
    browser.click("#theme")
    assert browser.run(ground) == found["light"]
    browser.click("#theme")
    assert browser.run(ground) == found["dark"]
    browser.click("#theme")
    for width in (320, 390, 820):
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": True}
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        needed, given = browser.run(sizes)
        assert needed <= given == width
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    paper = browser.driver.execute_cdp_cmd("Page.printToPDF", {})
    assert len(paper["data"]) > 50_000
    assert is_clean(browser, page)


HOSTILE = (
    "<script>document.title='hit'</script>",
    "<img src=x onerror=\"document.title='hit'\">",
    "javascript:document.title='hit'",
    '"><svg onload="document.title=\'hit\'">',
    "</script><script>document.title='hit'</script>",
    "<!--<script>",
    "{{script}}\u2028\u202e\x1b[31m",
)


def test_what_documents_say_does_nothing(spacecorp: Run, tmp_path: Path, browser: Browser):
    stories = []
    for number, words in enumerate(HOSTILE):
        story = Story(f"{number} {words}.txt", "2025", title=words)
        story.owns(words, f"Firm {number}", 51, says=f"{words} says so")
        story.owns(words, f"Firm {number}", 49)
        story.partners(words, f"Firm {number}", "Third", programme=f"Plan {words}")
        story.programme(f"Plan {words}", prime=words)
        stories.append(story)
    store(tmp_path / "spacecorp.db", stories)
    path = tmp_path / "report.html"
    assert spacecorp("report", "-o", path, "--title", HOSTILE[0]).status == 0
    browser.open(path)
    title = browser.run("return document.title")
    assert title == HOSTILE[0]
    names = browser.run(
        "return JSON.parse(document.getElementById('data').textContent).entities.map(e => e.id)"
    )
    for route in (*(f"name/{name}" for name in names), *(f"document/{n}" for n in range(7))):
        browser.run("location.hash = `#/${arguments[0]}`", route)
        browser.until("!document.getElementById('panel').hidden")
        browser.run("for (const line of document.querySelectorAll('.line')) line.unfold(true)")
    shown = browser.run("return document.body.innerText")
    assert all(words in shown or words in browser.text("#names") for words in HOSTILE[:4])
    assert not [c for c in "\u202e\x1b" if c in path.read_text(encoding="utf-8")]
    assert browser.run("return document.title") == title
    links = browser.run("return [...document.links].map(link => link.getAttribute('href'))")
    assert all(link.startswith("#") for link in links)
    assert browser.run("return document.querySelectorAll('main img, #panel img').length") == 1
    assert is_clean(browser, path)


def test_an_empty_corpus_is_said_to_be_empty(spacecorp: Run, tmp_path: Path, browser: Browser):
    store(tmp_path / "spacecorp.db", [Story("quiet.txt", title="Nothing happens")])
    path = tmp_path / "report.html"
    assert spacecorp("report", "-o", path).status == 0
    browser.open(path)
    for section in ("network", "ownership", "timeline", "programmes", "conflicts"):
        assert "No" in browser.text(f"#{section} .empty")
    assert "Nothing happens" in browser.text("#documents")
    assert is_clean(browser, path)


def test_the_file_is_written_whole_and_never_over_another(
    spacecorp: Run, tmp_path: Path, news: Path
):
    path = tmp_path / "report.html"
    assert spacecorp("report", "-o", path).status == 0
    written = path.read_bytes()
    refused = spacecorp("report", "-o", path, "--title", "Other")
    assert (refused.status, refused.err) == (1, f"{path}: exists already; --force replaces it\n")
    assert path.read_bytes() == written
    assert spacecorp("report", "-o", path, "--excerpts", "--force").status == 0
    assert len(path.read_bytes()) < len(written)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.html", "spacecorp.db"]


def test_the_bytes_are_the_same_in_every_process(tmp_path: Path, news: Path):
    pages = [tmp_path / "1.html", tmp_path / "2.html"]
    for seed, path in enumerate(pages):
        env = {"PYTHONHASHSEED": str(seed)}
        assert real("report", "-o", path, cwd=tmp_path, env=env).returncode == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_filters_of_the_command_are_named_on_the_page(spacecorp: Run, tmp_path: Path, news: Path):
    path = tmp_path / "report.html"
    options = ("--min-confidence", "0.6", "--since", "2025-10")
    assert spacecorp("report", "-o", path, *options).status == 0
    written = path.read_text(encoding="utf-8")
    assert "Only facts with a confidence of at least 0.6." in written
    assert "Only what is dated 2025-10 or later." in written
    data = json.loads(written.split('id="data">')[1].split("</script>")[0])
    assert [document["path"] for document in data["documents"]] == ["first.txt"]
    assert [row["kind"] for row in data["partnerships"]] == ["contract"]


def test_positions_do_not_depend_on_anything_but_the_network():
    from spacecorp.output.report.layout import layout

    ring = [(n, (n + 1) % 40) for n in range(40)] + [(0, n) for n in range(10, 30)] + [(50, 51)]
    points = layout(52, ring)
    assert points == layout(52, reversed(ring))
    assert len(set(points)) == 52
