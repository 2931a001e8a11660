"""Tell the legal form in a name ("S.p.A.", "OOO", "Joint Stock Company") from the name proper."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from spacecorp.resolution.folding import words

# Forms that also stand before the name: Russian, Romanian, Indonesian, Japanese
# and English custom.
_IN_FRONT = frozenset(
    """ao oao zao pao ooo fgup npao tov pat prat ojsc pjsc cjsc jsc llc pt srl sc uab ab as
    joint stock company|open joint stock company|public joint stock company
    limited liability company|closed joint stock company|株式会社|有限会社|合同会社""".replace(
        "|", " "
    ).split()
)
# The longer ones first.
_CJK_FORMS = (
    "股份有限公司", "有限責任公司", "有限责任公司", "有限公司", "股份公司",
    "株式会社", "株式會社", "有限会社", "合同会社",
)  # fmt: skip
_LONGEST = 8


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, str]:
    """Folded legal form → its kind (JSC, LLC, LP, GP, LLP, SP, COOP, CO, NGO, SOE)."""
    text = (files("spacecorp.knowledge") / "legal_forms.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {line[0]: line[1] for line in lines}


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(form.rpartition(" ")[2] for form in legal_forms())


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(form.partition(" ")[0] for form in legal_forms())


def _at_end(found: tuple[str, ...]) -> int:
    """How many words at the end are a legal form (0: none); one word always stays."""
    if found[-1] not in _last_words():
        return 0
    forms = legal_forms()
    for size in range(min(_LONGEST, len(found) - 1), 0, -1):
        if " ".join(found[-size:]) in forms:
            return size
    return 0


def _in_front(found: tuple[str, ...]) -> int:
    first = found[0]
    if first not in _first_words():
        return 0
    forms = legal_forms()
    for size in range(min(_LONGEST, len(found) - 1), 1, -1):
        if " ".join(found[:size]) in forms:
            return size
    return 1 if first in _IN_FRONT and first in forms else 0


@lru_cache(maxsize=1 << 14)
def split_form(found: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Part folded words into the name proper and the legal form ("" where there is none).

    Forms are taken off the end again and again ("Co., Ltd."), then once off the front. At least
    one word stays: the form alone is a name.
    """
    form: list[str] = []
    while len(found) > 1:
        size = _at_end(found)
        if not size:
            break
        form[:0] = found[-size:]
        found = found[:-size]
    if len(found) > 1:
        size = _in_front(found)
        form[:0] = found[:size]
        found = found[size:]
    if len(found) > 1 and found[-1] in ("and", "de"):
        found = found[:-1]
    if len(found) == 1 and not found[0].isascii():
        core, glued = _glued(found[0])
        return (core,), " ".join([*form, glued]) if glued else " ".join(form)
    return found, " ".join(form)


def _glued(word: str) -> tuple[str, str]:
    """A name in Chinese or Japanese signs without the legal form, which no space sets off."""
    for form in _CJK_FORMS:
        if word.endswith(form) and word != form:
            return word.removesuffix(form), form
        if word.startswith(form) and word != form:
            return word.removeprefix(form), form
    return word, ""


@lru_cache(maxsize=1 << 14)
def strip_legal_form(name: str) -> tuple[str, str | None]:
    """The name as written without its legal form, and the form as written (None: it has none).

    >>> strip_legal_form("Simrad Optronics ASA")
    ('Simrad Optronics', 'ASA')
    >>> strip_legal_form("OAO Gazprom")
    ('Gazprom', 'OAO')
    """
    pieces = name.split()
    folded = [words(p) for p in pieces]
    if sum(len(f) for f in folded) > 100:
        return name, None
    start, end = 0, len(pieces)
    while end - start > 1:
        for first in range(max(start + 1, end - _LONGEST), end):
            if " ".join(w for f in folded[first:end] for w in f) in legal_forms():
                end = first
                break
        else:
            break
    if end == len(pieces):
        for last in range(min(end - 1, start + _LONGEST), start, -1):
            form = " ".join(w for f in folded[start:last] for w in f)
            if form in legal_forms() and (last - start > 1 or form in _IN_FRONT):
                start = last
                break
    if end == len(pieces) and start == 0:
        return name, None
    core = " ".join(pieces[start:end]).rstrip(" ,&(").strip('"«»“” ')
    return core, " ".join(pieces[end:] or pieces[:start]).strip(" ,()")
