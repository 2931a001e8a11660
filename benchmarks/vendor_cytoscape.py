"""Fetches the graph library of the report anew.

    python benchmarks/vendor_cytoscape.py [VERSION]

Takes Cytoscape.js from the registry that npm is set up for, the newest version unless one is
given, checks what came against the registry's digest (npm does), and puts the minified file, its
licence and its version into spacecorp/output/report/vendor. Needs npm. Afterwards run
`python -m pytest tests/test_report.py` and look at a report.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "spacecorp" / "output" / "report" / "vendor"
FILES = {"dist/cytoscape.min.js": "cytoscape.min.js", "LICENSE": "cytoscape.LICENSE"}


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "latest"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"cytoscape@{wanted}"], cwd=folder, check=True)
        (packed,) = Path(folder).glob("cytoscape-*.tgz")
        version = packed.stem.removeprefix("cytoscape-")
        with tarfile.open(packed) as package:
            for inside, outside in FILES.items():
                content = package.extractfile(f"package/{inside}")
                assert content is not None, inside
                (VENDOR / outside).write_bytes(content.read())
    (VENDOR / "cytoscape.version").write_text(f"{version}\n", encoding="utf-8")
    print(f"Cytoscape.js {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
