"""What names alone can tell, for callers that compare names inside one document.

`fold` (one spelling), `strip_legal_form`, `acronym_of`, `is_short_form` (and `short_form`, which
says how): pure and quick.
"""

from spacecorp.resolution.acronyms import acronym_of, looks_like_acronym
from spacecorp.resolution.folding import fold, squash
from spacecorp.resolution.legal_forms import strip_legal_form
from spacecorp.resolution.short_forms import is_short_form, short_form

__all__ = [
    "acronym_of",
    "fold",
    "is_short_form",
    "looks_like_acronym",
    "short_form",
    "squash",
    "strip_legal_form",
]
