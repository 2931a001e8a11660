"""`spacecorp evaluate`: how well extraction does on documents with known answers."""

import json
from collections.abc import Sequence
from typing import Any

from ..evaluation import HEADLINE, OVERALL, SCORES, Evaluation, document_key
from ..evaluation import evaluate as compare
from ..output.names import DocumentFormat
from ..output.tables import Field, Layout, Line, draw, plain, table_width
from .expansion import Wanted
from .extract import extractions
from .guard import Refused
from .printing import emit, emit_lines
from .progress import progress
from .walk import Problem, reason_of


def evaluate(
    gold: str,
    paths: Sequence[str],
    form: DocumentFormat,
    *,
    jobs: int,
    size_limit: int,
    misses: bool,
) -> bool:
    """Print the nine scores. Returns whether every document could be read.

    Raises Refused where `gold` is not what it should be.
    """
    records = _records(gold)
    problems: list[Problem] = []
    with progress("reading") as shown:
        found = [
            extraction.to_json()
            for extraction in extractions(paths, jobs, Wanted(size_limit, {}), shown, problems)
        ]
    try:
        result = compare(records, found)
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{gold}: a record lacks what the contract requires: {error}") from None
    if form is DocumentFormat.table:
        emit_lines(_lines(result, misses))
    else:
        from ..output import formats

        record = _json(result, misses)
        emit(
            formats.json_object(record)
            if form is DocumentFormat.json
            else "".join(formats.json_lines([record]))
        )
    return not problems


def _records(path: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise Refused(f"{path}: line {number} is not a JSON object")
                try:
                    document_key(record)
                except (KeyError, TypeError):
                    raise Refused(f"{path}: line {number} names no document (file)") from None
                records.append(record)
    except OSError as error:
        raise Refused(f"{path}: {reason_of(error)}") from None
    except UnicodeDecodeError:
        raise Refused(f"{path}: is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise Refused(f"{path}: line {number} is not JSON") from None
    if not records:
        raise Refused(f"{path}: holds no records")
    return records


def _json(result: Evaluation, misses: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        name: {
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "facts": score.annotated,
            "found": score.found,
        }
        for name, score in result.scores.items()
    }
    record[OVERALL] = {"f1": result.overall}
    if misses:
        record["misses"] = [
            {
                "document": miss.document,
                "score": miss.score,
                "miss": "wrong" if miss.wrong else "missed",
                "fact": miss.fact,
            }
            for miss in result.misses
        ]
    return record


def _lines(result: Evaluation, misses: bool) -> list[Line]:
    def figure(value: float) -> list[Line]:
        return [plain(f"{value:.3f}")]

    scores = result.scores
    layout: Layout[str] = Layout(
        (
            Field("Score", lambda n: [plain(n, "bold" if n in HEADLINE else "")], fixed=True),
            Field("Precision", lambda n: figure(scores[n].precision), "right", fixed=True),
            Field("Recall", lambda n: figure(scores[n].recall), "right", fixed=True),
            Field("F1", lambda n: figure(scores[n].f1), "right", fixed=True),
            Field("Facts", lambda n: [plain(str(scores[n].annotated))], "right", fixed=True),
            Field("Found", lambda n: [plain(str(scores[n].found))], "right", fixed=True),
        )
    )
    lines = list(draw(layout, SCORES, width=table_width()))
    headline = ", ".join(HEADLINE)
    lines += [
        (),
        plain(f"{OVERALL} {result.overall:.3f}", "bold"),
        plain(f"the mean F1 of {headline}", "dim"),
    ]
    if misses:
        lines.append(())
        lines += [
            plain(
                f"{miss.document}  {miss.score}  {'wrong' if miss.wrong else 'missed'}  {miss.fact}"
            )
            for miss in result.misses
        ]
    return lines
