"""Makes README's pictures anew, from the samples.

    python benchmarks/pictures.py

Needs chromium, chromium-driver and `pip install '.[test]'`.
"""

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from browser import Browser  # noqa: E402

FOLDER = ROOT / "docs"
FORMAT = {"format": "webp", "quality": 85}
SETTLED = 600  # milliseconds after which nothing moves any more

# file, width, height, light or dark, what to show
PICTURES = (
    ("report-network.webp", 1440, 880, "light", "scroll('network'); dossier('Telespazio');"),
    ("report-timeline.webp", 1440, 700, "dark", "scroll('timeline');"),
)
PRELUDE = """
const scroll = (id) => document.getElementById(id).scrollIntoView({behavior: "instant"});
const dossier = (name) => {
  const {entities} = JSON.parse(document.getElementById("data").textContent);
  location.hash = `#/name/${entities.find((entity) => entity.name === name).id}`;
  setTimeout(() => {
    document.querySelector("#panel .line").unfold(true);
  }, 100);
};
"""


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database, page = Path(folder) / "samples.db", Path(folder) / "report.html"
        spacecorp = [sys.executable, "-m", "spacecorp"]
        read = [*spacecorp, "ingest", "samples/documents", "--db", str(database)]
        subprocess.run(read, cwd=ROOT, check=True)
        write = [*spacecorp, "report", "-o", str(page), "--db", str(database)]
        subprocess.run(write, cwd=ROOT, check=True)
        owners = ("graph", "Telespazio", "--relation", "ownership", "--depth", "2", "--force")
        to = ("-o", str(FOLDER / "graph-owners.svg"), "--db", str(database))
        subprocess.run([*spacecorp, *owners, *to], cwd=ROOT, check=True)
        browser = Browser(Path(folder) / "profile")
        command = browser.driver.execute_cdp_cmd
        for name, width, height, theme, script in PICTURES:
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
            command("Emulation.setDeviceMetricsOverride", metrics)
            features = [{"name": "prefers-color-scheme", "value": theme}]
            command("Emulation.setEmulatedMedia", {"features": features})
            browser.open(page)
            browser.run(PRELUDE + script)
            wait = "setTimeout(arguments[arguments.length - 1], arguments[0])"
            browser.driver.execute_async_script(wait, SETTLED)
            picture = base64.b64decode(command("Page.captureScreenshot", FORMAT)["data"])
            (FOLDER / name).write_bytes(picture)
            print(f"docs/{name}: {len(picture) / 1000:.0f} kB")
        browser.driver.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
