"""Which language a text is in, by its writing and its commonest words.

Enough to keep documents apart that the rules of later steps cannot read.
"""

import re

# The commonest function words of each language; shared ones weigh for both.
WORDS = {
    "en": (
        "the of and to in that for is on with was by as from it at are be has an which "
        "its have not will this said "
    ),
    "fr": (
        "le la les des et du une est que pour dans qui sur pas plus au par avec son ce il "
        "sont aux cette ont été "
    ),
    "de": (
        "der die und das den von zu mit ist des im für auf dem nicht ein eine als auch es "
        "sich wird nach bei einer "
    ),
    "es": (
        "de la que el en los del se las por un para con una su al lo como más pero sus "
        "este entre cuando ha fue "
    ),
    "it": (
        "di che la il per una sono con non del si da dei nel alla della più come le anche "
        "gli è delle ha al "
    ),
    "pt": (
        "de que do da em um para com não uma os no se na por mais as dos como mas ao das "
        "foi sua pelo pela são "
    ),
    "nl": (
        "de het een van en in is dat op te zijn met voor niet aan er om ook als maar bij "
        "nog uit door naar heeft "
    ),
    "pl": (
        "w i na z do się nie że jest o po dla od przez jak za co ale oraz przy który był "
        "jego są tym "
    ),
    "tr": ("ve bir bu için ile da de olarak daha olan çok sonra gibi en kadar ise ancak olduğu "),
    "id": (
        "yang dan di untuk dengan dari pada ini itu dalam akan tidak oleh adalah ke telah "
        "juga karena "
    ),
    "sv": ("och att det som en på är av för med den till inte om ett har de från vid var "),
}
LANGUAGES = {
    word: [code for code, words in WORDS.items() if word in words.split()]
    for word in " ".join(WORDS.values()).split()
}
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
FOREIGN = re.compile(f"[{''.join(script.pattern[1:-1] for _, script in SCRIPTS)}]")
WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4_000  # characters that are looked at: some six hundred words
ENOUGH = 0.06  # running text in any of these languages has a fifth to a half


def language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where it cannot be told.

    `declared` (as in HTML's lang) decides only where the words do not.
    """
    sample = text[:SAMPLE]
    if not WORD.search(sample):
        return _code(declared)
    if FOREIGN.search(sample):
        letters = sum(map(str.isalpha, sample))
        for code, script in SCRIPTS:
            least = 12 if code == "ja" else 3  # kana stand between Chinese characters
            if len(script.findall(sample)) * least > letters:
                return code
    words = WORD.findall(sample.lower())
    if not words:
        return _code(declared)
    counts = dict.fromkeys(WORDS, 0)
    for word in words:
        for code in LANGUAGES.get(word, ()):
            counts[code] += 1
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] >= ENOUGH * len(words) else _code(declared)


def _code(declared: str | None) -> str | None:
    match = re.match(r"[A-Za-z]{2}(?=$|[-_])", declared or "")
    return match[0].lower() if match else None
