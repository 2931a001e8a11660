"""Loads all that finding facts needs, by finding some: models, tables, compiled rules.

Imported by the process from which the workers are copied, so that none of them has to. What is
there then stays for good: garbage collection need not look through it.
"""

import gc

from ..extraction import extract
from .quiet import silence_libraries

STORY = b"""Orbital Foundry wins the order

Orbital Foundry has signed a contract with the European Space Agency for the Polaris mission. The
firm, a subsidiary of Hansa Holding, will build and launch the satellite together with Kestrel, of
which it owns 40 per cent.
"""

silence_libraries()
extract(STORY)
extract(b"<html><body><p>" + STORY + b"</p></body></html>")
gc.freeze()
