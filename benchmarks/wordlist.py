"""Builds the English word list that swap repair looks words up in.

    python benchmarks/wordlist.py /usr/share/dict/scowl spacecorp/reading/words.txt.gz

Source: SCOWL (Spell Checker Oriented Word Lists) 2020.12.07 by Kevin Atkinson, as Debian's
package `scowl` installs it; its licence travels with the list as `words.LICENSE`. Taken are
the common spellings of all regions up to size 60 and the names up to size 50, in small
letters. First line: the commonest (sizes 10 and 20); second line: the rest.
"""

import gzip
import re
import sys
from pathlib import Path

NAME = re.compile(
    r"(?:english|american|british|british_z|canadian|australian)-(words|upper|proper-names)\.(\d+)"
)
COMMON = 20
LARGEST = {"words": 60, "upper": 50, "proper-names": 50}


def main() -> None:
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    common: set[str] = set()
    other: set[str] = set()
    for path in sorted(folder.iterdir()):
        match = NAME.fullmatch(path.name)
        if not match or int(match[2]) > LARGEST[match[1]]:
            continue
        words = {
            word.lower()
            for word in path.read_text(encoding="latin-1").split()
            if re.fullmatch(r"[A-Za-z]{2,}", word)
        }
        (common if match[1] == "words" and int(match[2]) <= COMMON else other).update(words)
    lines = (" ".join(sorted(common)), " ".join(sorted(other - common)))
    data = gzip.compress("\n".join(lines).encode("ascii"), compresslevel=9, mtime=0)
    target.write_bytes(data)
    print(f"{len(common)} common, {len(other - common)} other words, {len(data)} bytes")


if __name__ == "__main__":
    main()
