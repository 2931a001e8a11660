"""How soon the report of a large corpus is written, painted and ready, and how smoothly it moves.

    python benchmarks/report.py [--entities 1000] [--keep FILE.html]

Writes the report of an invented corpus (seeded: firms of which few have many ties) and opens it in
headless chromium, three times each; printed are medians. First paint and first contentful paint
are the browser's own marks; "ready" is when every key works, "drawn" when the network is; frames
are those of a network that is moved for two seconds. Fails where the first paint takes longer than
two seconds. Needs chromium, chromium-driver and `pip install '.[test]'`.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from browser import Browser  # noqa: E402
from extractions import Story  # noqa: E402
from stores import store  # noqa: E402

LIMIT = 2.0  # seconds until the first paint
RUNS = 3
KINDS = ("contract", "contract", "contract", "agreement", "cooperation", "joint_venture")
KINDS += ("letter_of_intent", "memorandum_of_understanding", "consortium", "alliance")
STATUSES = ("signed", "active", "active", "proposed", "completed", "ended")
ROLES = ("prime", "customer", "operator", "supplier", "launcher", "partner")
SYLLABLES = "ar bel cor dan el fal gor hel ix jun kal lum mar nor or pal quen ras sol tor ul ven"

MOVE = """
const done = arguments[arguments.length - 1];
const stage = document.getElementById("graph");
stage.scrollIntoView({behavior: "instant"});
const box = stage.getBoundingClientRect();
const at = (type, x, y) => (type === "mousedown" ? stage.querySelector("canvas") : window)
  .dispatchEvent(new MouseEvent(type, {clientX: x, clientY: y, buttons: 1, bubbles: true}));
at("mousedown", box.x + 5, box.y + 5);
const frames = [];
const begun = performance.now();
let before = begun;
requestAnimationFrame(function frame(now) {
  frames.push(now - before);
  before = now;
  at("mousemove", box.x + 5 + 200 * Math.sin((now - begun) / 300), box.y + 150);
  if (now - begun < 2000) requestAnimationFrame(frame);
  else { at("mouseup", box.x + 5, box.y + 5); done(frames.slice(2)); }
});
"""
MARKS = """
const at = (name) => performance.getEntriesByName(name)[0].startTime;
return ["first-paint", "first-contentful-paint", "ready", "drawn"].map(at);
"""


def stories(count: int) -> list[Story]:
    """Documents that name `count` organisations, the first ones most often."""
    chance = random.Random(count)
    syllables = SYLLABLES.split()

    def invented() -> str:
        return "".join(chance.choices(syllables, k=3)).capitalize() + chance.choice(
            [" Space", " Orbital", " Aerospace", " Systems", "", " Launch Services"]
        )

    names: list[str] = []
    while len(names) < count:
        name = invented()
        if name not in names:
            names.append(name)

    def one() -> str:
        return names[int(count * chance.random() ** 2.2)]

    def date() -> str:
        return f"{chance.randint(2012, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"

    found = []
    for number in range(count // 4):
        story = Story(f"news/{number:05}.txt", date(), f"{invented()} makes news, no. {number}")
        for _ in range(6):
            parties = {one() for _ in range(chance.choice([2, 2, 2, 2, 3, 4]))}
            if len(parties) > 1:
                kind, status = chance.choice(KINDS), chance.choice(STATUSES)
                sure = chance.uniform(0.3, 0.99)
                story.partners(*sorted(parties), kind=kind, status=status, date=date(), sure=sure)
        for name in chance.sample(names, 3):
            if name != (owner := one()):
                story.owns(owner, name, chance.choice([None, 10, 33, 49, 51, 67, 100]))
        roles = {role: one() for role in chance.sample(ROLES, 3)}
        story.programme(f"{invented()}-{number}", **roles)
        found.append(story)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entities", type=int, default=1000, help="organisations (default 1000)")
    parser.add_argument("--keep", help="write the report here, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = store(Path(folder) / "big.db", stories(chosen.entities))
        page = Path(folder) / "report.html"
        command = [sys.executable, "-m", "spacecorp", "report", "--db", str(database), "--force"]
        written = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            subprocess.run([*command, "-o", str(page)], cwd=ROOT, check=True, capture_output=True)
            written.append(time.perf_counter() - begun)
        if chosen.keep:
            Path(chosen.keep).write_bytes(page.read_bytes())
        browser = Browser(Path(folder) / "profile")
        marks = []
        for _ in range(RUNS):
            browser.open(page)
            browser.until("performance.getEntriesByName('drawn').length")
            marks.append(browser.run(MARKS))
        frames = browser.driver.execute_async_script(MOVE)
        shown = browser.run("return document.querySelector('#graph').getAttribute('aria-label')")
        browser.driver.quit()
        size = page.stat().st_size
    first, content, ready, drawn = (median(mark) / 1000 for mark in zip(*marks, strict=True))
    print(f"{shown}; {size / 1e6:.1f} MB, written in {median(written):.1f} s")
    print(f"first paint {first:.2f} s, content {content:.2f} s", end=", ")
    print(f"ready {ready:.2f} s, drawn {drawn:.2f} s")
    frames.sort()
    slow = frames[int(len(frames) * 0.95)]
    print(
        f"moving: {1000 * len(frames) / sum(frames):.0f} frames a second, 95 % within {slow:.0f} ms"
    )
    return int(first > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
