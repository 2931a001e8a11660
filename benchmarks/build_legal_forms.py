"""Build the bundled list of legal forms from the org-types table of the library rigour.

    pip download --no-deps rigour==1.1.1 && unzip -d /tmp/rigour rigour-*.whl
    python benchmarks/build_legal_forms.py /tmp/rigour

rigour (OpenSanctions, MIT licence) keeps the best list of legal forms of the world's languages
(OCCRP's sheet, ISO 20275, encyclopedias). Its recent releases hide it in a compiled library
of 11 MB, so that we carry the part that we need: companies, partnerships and cooperatives,
folded as `spacecorp.resolution.folding` folds names. Forms that carry identity of their own
(ministries, schools, religious bodies) are left out.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from spacecorp.resolution.folding import words

OUTPUT = Path(__file__).resolve().parent.parent / "spacecorp" / "knowledge" / "legal_forms.tsv"
KEPT = {"LLC", "JSC", "LP", "GP", "LLP", "SP", "COOP"}
# Plain English and Romance forms that the list has no entry of its own for.
OURS = {
    "co": "CO", "company": "CO", "corp": "CO", "corporation": "CO", "inc": "JSC",
    "incorporated": "JSC", "ltd": "LLC", "limited": "LLC", "plc": "JSC", "llc": "LLC",
    "and co": "CO", "and company": "CO", "ag": "JSC", "gmbh": "LLC", "se": "JSC", "sa": "JSC",
    "spa": "JSC", "srl": "LLC", "sarl": "LLC", "sas": "LLC", "bv": "LLC", "nv": "JSC",
    "ab": "JSC", "publ": "JSC", "asa": "JSC", "as": "JSC", "aps": "LLC", "oy": "LLC",
    "oyj": "JSC", "kk": "JSC", "kg": "LP", "ug": "LLC", "pjsc": "JSC", "ojsc": "JSC",
    "cjsc": "JSC", "jsc": "JSC", "ao": "JSC", "oao": "JSC", "zao": "JSC", "pao": "JSC",
    "ooo": "LLC", "pt": "JSC", "tbk": "JSC", "bhd": "LLC", "sdn bhd": "LLC", "pvt ltd": "LLC",
    "pvt": "LLC", "private limited": "LLC", "pte ltd": "LLC", "pte": "LLC", "pty ltd": "LLC",
    "pty": "LLC", "co ltd": "LLC", "kabushiki kaisha": "JSC", "kabushikigaisha": "JSC",
    "youxian gongsi": "LLC", "gufen youxian gongsi": "JSC", "aktiengesellschaft": "JSC",
    "joint stock company": "JSC", "joint stock": "JSC", "open joint stock company": "JSC",
    "public joint stock company": "JSC", "limited liability company": "LLC",
    "public limited company": "JSC", "limited partnership": "LP", "lp": "LP", "llp": "LLP",
    "fgup": "SOE", "sapi": "JSC", "sab de cv": "JSC", "sa de cv": "JSC", "bvba": "LLC",
    "sl": "LLC", "slu": "LLC", "sau": "JSC", "eood": "LLC", "ood": "LLC", "sp z oo": "LLC",
    "doo": "LLC", "sro": "LLC", "kft": "LLC", "zrt": "JSC", "uab": "LLC",
    "ltda": "LLC", "lda": "LLC", "ev": "NGO", "ggmbh": "LLC", "kgaa": "LP", "gie": "GP",
    "snc": "GP", "sca": "LP", "scs": "LP", "scarl": "COOP", "gesmbh": "LLC", "mbh": "LLC",
    "pbc": "JSC", "株式会社": "JSC", "有限会社": "LLC", "股份有限公司": "JSC",
    "有限责任公司": "LLC", "有限公司": "LLC", "주식회사": "JSC", "유한회사": "LLC",
    "fze": "LLC", "fzco": "LLC", "wll": "LLC", "sae": "JSC", "oü": "LLC",
}  # fmt: skip
# Folded forms that are as likely a word of a name.
NOT_OURS = {
    "s", "a", "i", "e", "c", "mb", "no", "fa", "ma", "ad", "da", "et", "an", "group", "holding",
    "partners", "union", "trust", "fund", "bank", "the", "in", "on", "si", "at", "to", "is", "go",
    "stiftung", "foundation", "association", "firma", "corporation sole", "cooperative", "sc",
    "ks", "ca", "eu", "sp", "sia", "ss", "ei", "od", "la", "op", "pp", "ent", "int", "us", "uk",
    "partnership", "enterprise", "sd", "kd", "st", "ip", "ie", "space", "mas", "san", "sicav",
    "tu", "gk", "k", "ek", "rt", "uu", "hf", "ed", "dp", "mmc", "aat", "taa", "gp", "e k", "a s",
    "s ie", "ay", "pk", "anl", "sem", "snt", "sf", "sti", "scs sa", "too", "tda", "dd", "ya",
}  # fmt: skip


def main(rigour: Path) -> None:
    sys.path.insert(0, str(rigour))
    from rigour.data.names.org_types import ORG_TYPES  # type: ignore[import-not-found]

    forms: dict[str, str] = {}
    for entry in ORG_TYPES:
        kind = entry.get("generic")
        if kind not in KEPT:
            continue
        for name in (entry.get("display"), entry.get("compare"), *entry.get("aliases", [])):
            folded = " ".join(words(name or ""))
            if folded and folded not in NOT_OURS and len(folded.split()) <= 8:
                forms.setdefault(folded, kind)
    forms |= {" ".join(words(form)): kind for form, kind in OURS.items()}
    with OUTPUT.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("# Legal forms, folded, with their kind. From the org-types table of rigour\n")
        handle.write("# (OpenSanctions, MIT licence). Made by benchmarks/build_legal_forms.py.\n")
        handle.writelines(f"{form}\t{kind}\n" for form, kind in sorted(forms.items()))
    print(f"{len(forms)} legal forms written to {OUTPUT.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
