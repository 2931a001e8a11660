"""Page data (JSON that a site's own scripts render): the article found by general means.

No key path is known. The tree is descended towards the most running text; what is beside it
and above it gives title and date. Bodies may be strings of HTML, lists of blocks or
rich-text trees.
"""

import json
import re
from collections.abc import Sequence

from ..model import BlockKind
from .align import align
from .characters import plain, printable
from .dates import machine_date
from .draft import Draft, Hints, drafted, headed
from .errors import Unreadable
from .markup import Blocks, fragment_blocks
from .metadata import names, web_address

# Keys of what is not the article, as page builders name them.
ASIDE = re.compile(
    r"(?:^|_|-|(?<=[a-z])(?=[A-Z]))(?:cookies?|consent|labels?|i18n|translations?"
    r"|messages|menus?|navs?|navigation|footer|related|recommend\w*"
    r"|popular|most_?read|mostread|trending|latest|sidebar|widgets?|comments?|adverts?"
    r"|ads?|promos?|newsletters?|seo|meta|social|share|breadcrumbs?|legal"
    r"|privacy|teasers?|cards?|banners?|options|settings|layout\w*|styles?|config"
    r"|query|forms?|errors?|next|prev\w*)(?:$|_|-|[A-Z])",
    re.I,
)
# Values of a block's "type" that are not text of the article.
ASIDE_TYPE = re.compile(
    r"advert|^ads?$|\bads?\b|related|newsletter|promo|subscri|share|social|cookie"
    r"|comment|teaser|form|embed|nav|menu|read-?also|recommend|divider|button|cta"
    r"|carousel|gallery|iframe|script",
    re.I,
)
TYPE_KEYS = (
    "type",
    "_type",
    "nodeType",
    "__typename",
    "blockType",
    "component",
    "kind",
    "contentType",
    "name",
    "tag",
    "tagName",
)
INLINE = re.compile(
    r"^(?:text|span|leaf|link|hyperlink|entry-hyperlink|asset-hyperlink|a|strong|b|em"
    r"|i|bold|italic|u|underline|code|sub|sup|mark|br|linebreak|hardbreak|hard_break"
    r"|hard-break)$",
    re.I,
)
KINDS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"head|title|^h[1-6]$", re.I), "headline"),
    (re.compile(r"list-?_?item|^li$", re.I), "item"),
    (re.compile(r"quote", re.I), "quotation"),
    (re.compile(r"image|figure|photo|caption|picture|media", re.I), "caption"),
    (re.compile(r"para|^p$|text", re.I), "paragraph"),
)
# Keys whose strings are never text of the article.
NOT_TEXT = re.compile(
    r"^(?:_?id|uuid|guid|key|_key|_?type|nodeType|__typename|slug|path|href|src|url"
    r"|uri|link|alt|credit|label|style|class|className|theme|anchor|target"
    r"|lang|locale|format|mime|mimeType|width|height|region|weight|kind|status|color"
    r"|align|alignment|layout|component|blockType|name|rel|icon|cta|button|date"
    r"|marks)$|(?:Id|Url|Key|Date|At)$",
)
# Keys of lists whose members are no pieces of one line.
ITEMS = re.compile(r"(?:^|_|-|[a-z](?=[A-Z]))(?:items|entries|bullets|points)$", re.I)
TITLES = ("headline", "title", "heading", "name", "og:title", "pageTitle", "seoTitle", "metaTitle")
PUBLISHED = re.compile(r"publi(?:sh|cation)|issued|releas|posted|firstpub", re.I)
DATED = re.compile(r"^(?:date|datum|day|time(?:stamp)?|displayDate|articleDate)$|date$|^date", re.I)
CREATED = re.compile(r"creat", re.I)
CHANGED = re.compile(
    r"modif|updat|chang|expir|until|end|event|start|deadline|embargo|next|prev", re.I
)
AUTHORS = re.compile(
    r"^(?:article_?|post_?)?(?:authors?|by_?line|writers?|creators?)(?:_?name)?s?$", re.I
)
ADDRESSES = re.compile(
    r"^(?:canonical(?:_?url)?|url|permalink|link|share_?url|full_?url|mainEntityOfPage)$", re.I
)
SITES = re.compile(r"^(?:site_?-?name|og:site_name|publisher|publication|brand|siteTitle)$", re.I)
TAGS = re.compile(r"<[^<>]{1,2000}>")


def read_json(source: str) -> Draft:
    """The draft of a JSON file that is page data. Raises `Unreadable` for other JSON."""
    try:
        data = json.loads(source.strip("\ufeff \t\r\n"))
    except RecursionError:
        raise Unreadable("is JSON that is nested too deeply") from None
    except ValueError as error:
        message = str(error)
        if message.startswith("Extra data"):
            raise Unreadable("holds several JSON records, not one page") from None
        raise Unreadable(f"is broken JSON ({message.split(':')[0].lower()})") from None
    draft = article(data)
    return Draft(
        draft.format,
        draft.text,
        draft.lines,
        align(draft.text, source, escaped=True),
        draft.hints,
        True,
    )


def article(data: object) -> Draft:
    """The article in parsed page data, without anchors. Raises `Unreadable` without one."""
    prose = _prose_of(data, strict=True)
    if not prose.get(id(data)):
        prose = _prose_of(data, strict=False)
    if not prose.get(id(data)):
        raise Unreadable("is JSON without running text")
    body, ancestors = _descend(data, prose)
    blocks = [(kind, text) for kind, raw in _render(body) if (text := plain(raw)[0].strip())]
    if not blocks:
        raise Unreadable("is JSON without running text")
    hints = _hints(data, ancestors, body)
    text, lines = drafted(headed(blocks, hints.title))
    return Draft("json", text, lines, hints=hints, extracted=True)


# --- where the article is ----------------------------------------------------------------


def _string_prose(value: str) -> int:
    """How many characters of running text a string holds."""
    if len(value) < 60 or " " not in value[:200]:
        return 0
    text = TAGS.sub(" ", value) if "<" in value else value
    words = text.split()
    if len(words) < 10 or len(text) > 14 * len(words):
        return 0
    return sum(len(word) + 1 for word in words)


def _prose_of(data: object, *, strict: bool) -> dict[int, int]:
    """The amount of running text below each list and object, by its `id`.

    `strict` counts nothing below keys of furniture or in blocks of furniture.
    """
    totals: dict[int, int] = {}
    order: list[tuple[object, int | None]] = []
    stack: list[tuple[object, int | None]] = [(data, None)]
    while stack:
        node, parent = stack.pop()
        order.append((node, parent))
        if isinstance(node, dict):
            if strict and parent is not None and _aside(node):
                continue
            for key, value in node.items():
                if strict and (ASIDE.search(str(key)) or NOT_TEXT.search(str(key))):
                    continue
                if isinstance(value, str | dict | list):
                    stack.append((value, id(node)))
        elif isinstance(node, list):
            stack += [(value, id(node)) for value in node if isinstance(value, str | dict | list)]
    for node, parent in reversed(order):
        amount = _string_prose(node) if isinstance(node, str) else totals.get(id(node), 0)
        if amount:
            if isinstance(node, str):
                totals[id(node)] = amount
            if parent is not None:
                totals[parent] = totals.get(parent, 0) + amount
    return totals


def _type(node: dict[str, object]) -> str:
    for key in TYPE_KEYS:
        value = node.get(key)
        if isinstance(value, str) and len(value) < 60:
            return value
    return ""


def _aside(node: dict[str, object]) -> bool:
    return bool(ASIDE_TYPE.search(_type(node))) if _type(node) else False


SHARE = 0.6  # of the text below: less in any one child, and the text is the children's together


def _descend(data: object, prose: dict[int, int]) -> tuple[object, list[dict[str, object]]]:
    """The string, list or object that holds the article, and the objects above it."""
    node: object = data
    above: list[dict[str, object]] = []
    while not isinstance(node, str):
        children = list(node.values()) if isinstance(node, dict) else list(node)  # type: ignore[call-overload]
        here = prose.get(id(node), 0)
        best, most = None, 0
        for child in children:
            amount = prose.get(id(child), 0) if isinstance(child, str | dict | list) else 0
            if amount > most:
                best, most = child, amount
        if best is None or most < SHARE * here:
            break
        if isinstance(node, dict):
            above.append(node)
        node = best
    if isinstance(node, dict):
        above.append(node)
    return node, above


# --- its text ------------------------------------------------------------------------------


def _render(body: object) -> Blocks:
    """The blocks of text in a body of any of the three shapes."""
    out: Blocks = []
    buffer: list[str] = []
    kind: BlockKind | None = None

    def flush() -> None:
        nonlocal kind
        text = " ".join("".join(buffer).split())
        buffer.clear()
        if text:
            out.append((kind, text))
        kind = None

    stack: list[object] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, _Close):
            flush()
        elif isinstance(node, _Kind):
            kind = node.kind
        elif isinstance(node, str):
            if TAGS.search(node):
                flush_kind = kind
                found = fragment_blocks(node)
                if len(found) == 1 and not buffer:
                    buffer.append(found[0][1])
                    kind = flush_kind or found[0][0]
                else:
                    flush()
                    out += found
            elif "\n\n" in node:
                flush()
                out += [(None, one) for one in node.split("\n\n") if one.strip()]
            else:
                buffer.append(node)
        elif isinstance(node, list):
            some = [one for one in node if isinstance(one, str | dict | list)]
            stack += reversed(_apart(some, kind) if _paragraphs(some) else some)
        elif isinstance(node, dict):
            name = _type(node)
            if name and ASIDE_TYPE.search(name):
                continue
            inline = bool(INLINE.match(name)) or (
                not name
                and isinstance(node.get("text"), str)
                and len(node) <= 8
                and not any(
                    isinstance(v, list) and v and isinstance(v[0], dict) for v in node.values()
                )
            )
            inside: list[object] = []
            block = next((k for pattern, k in KINDS if pattern.search(name)), None)
            for key, value in node.items():
                if isinstance(value, str):
                    if _is_text(key, value, inline):
                        if inline:
                            inside.append(value)
                        else:
                            inside += [
                                _Kind("caption" if key == "caption" else block),
                                value,
                                _Close(),
                            ]
                elif isinstance(value, dict | list) and value and not ASIDE.search(key):
                    if isinstance(value, list) and ITEMS.search(key):
                        inside += _apart(value, "item")
                    elif not inline or key in ("content", "children"):
                        inside.append(value)
            if inline:
                stack += reversed(inside)
            else:
                flush()
                stack += reversed([_Kind(block), *inside, _Close()])
    flush()
    return out


def _paragraphs(some: Sequence[object]) -> bool:
    """Whether a list holds whole paragraphs, not the pieces of one, which have blanks between."""
    return len(some) > 1 and all(isinstance(one, str) and one == one.strip() for one in some)


def _apart(some: Sequence[object], kind: BlockKind | None) -> list[object]:
    """What `_render` reads of a list each of whose members is a block of its own."""
    return [*(part for one in some for part in (_Close(), _Kind(kind), one)), _Close()]


class _Close:
    """The end of a block, on the stack of `_render`."""


class _Kind:
    """The kind of the text that follows, on the stack of `_render`."""

    def __init__(self, kind: BlockKind | None) -> None:
        self.kind = kind


def _is_text(key: str, value: str, inline: bool) -> bool:
    if inline:
        return key in ("text", "value", "content")
    if NOT_TEXT.search(key) or not value.strip():
        return False
    if value.startswith(("http://", "https://", "/", "#", "data:", "{")) and " " not in value[:200]:
        return False
    return " " in value.strip() or key in ("text", "value", "content", "html", "body")


# --- what is beside it -----------------------------------------------------------------------


def _hints(data: object, above: list[dict[str, object]], body: object) -> Hints:
    title = date = url = None
    authors: tuple[str, ...] = ()
    for node in reversed(above):
        title = title or _title(node, body)
        date = date or _date(node)
        authors = authors or _authors(node)
        url = url or _address(node)
    return Hints(
        printable(title),
        date,
        printable(_publisher(data, title), 120),
        authors=authors,
        url=url,
    )


def _authors(node: dict[str, object]) -> tuple[str, ...]:
    return next(
        (found for key, value in node.items() if AUTHORS.match(key) and (found := names(value))),
        (),
    )


def _address(node: dict[str, object]) -> str | None:
    for key, value in node.items():
        if ADDRESSES.match(key):
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str) and (address := web_address(value)):
                return address
    return None


def _title(node: dict[str, object], body: object) -> str | None:
    for key in TITLES:
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("rendered") or value.get("text") or value.get("value")
        if isinstance(value, str) and value is not body and 3 <= len(value.strip()) <= 300:
            return _bare(value)
    return None


def _bare(value: str) -> str:
    from html import unescape

    return unescape(TAGS.sub("", value)).strip()


def _date(node: dict[str, object]) -> str | None:
    """The date of an object: published before plain before created, nested one level."""
    fields: list[tuple[str, object]] = []
    for key, value in node.items():
        if isinstance(value, dict) and re.search(r"date|time|publi", key, re.I):
            fields += [(inner, v) for inner, v in value.items()]
        else:
            fields.append((key, value))
    for pattern in (PUBLISHED, DATED, CREATED):
        for key, value in fields:
            if pattern.search(key) and not CHANGED.search(key) and (found := machine_date(value)):
                return found
    return None


def _publisher(data: object, title: str | None) -> str | None:
    """A site name by its key, or what follows the title in the title of the page."""
    stack: list[object] = [data]
    seen = 0
    suffix = None
    sites: dict[str, bool] = {}  # keys repeat from object to object
    while stack and seen < 200_000:
        node = stack.pop()
        seen += 1
        if isinstance(node, dict):
            for key, value in node.items():
                if key not in sites:
                    sites[key] = bool(SITES.match(key))
                if isinstance(value, str):
                    if sites[key] and 1 < len(value) < 80:
                        return value
                    if (
                        title
                        and suffix is None
                        and value.startswith(title)
                        and len(value) < len(title) + 70
                    ):
                        match = re.match(r"\s[|–—-]\s(.{2,60})$", value[len(title) :])
                        suffix = match[1] if match else None
                elif isinstance(value, dict):
                    if sites[key] and isinstance(name := value.get("name"), str):
                        return name
                    stack.append(value)
                elif isinstance(value, list):
                    stack.append(value)
        elif isinstance(node, list):
            stack += node
    return suffix
