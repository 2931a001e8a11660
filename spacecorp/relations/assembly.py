"""From scored pairs to the facts of a document: kinds, parties, shares, status, dates, evidence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model import ROLES, Ownership, Participation, Partnership, Programme
from ..recognition.kinds import PROGRAMME_KINDS
from ..recognition.recognised import Recognised
from .claims import Claim
from .dates import Dated, dates
from .frames import Frames, ParticipationFrame, PartnershipFrame
from .linear import Floats, probability
from .pairs import Pair
from .scoring import Scored, Scorer, role_rows, sure_places
from .splits import apportioned, settled
from .stakes import stakes

RULE_SAYS = 0.3  # what a rule that names the instrument adds to its kind
SCORER = "pair-scorer"  # what is shown for a fact that no rule found
SECOND_KIND = 0.45  # how sure a further kind (of another instrument) must be
SECOND_ROLE = 0.35


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a document over the numbers of its things (as strings)."""

    partnerships: tuple[Partnership, ...]
    ownership: tuple[Ownership, ...]
    programmes: tuple[Programme, ...]


class Details:
    """Answers of the detail scorer and the network: the chance of each choice at a place.

    The places that are sure to be asked for are scored at once.
    """

    def __init__(self, scorer: Scorer, pairs: Sequence[Pair]) -> None:
        self.scorer = scorer
        heads = scorer.network.heads
        self.read = [heads.index(head) for head in scorer.detail.heads]
        self.rows = {id(pair): row for pair, row in zip(pairs, self._answers(pairs), strict=True)}
        self.columns: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for column, head in enumerate(scorer.detail.heads):
            question, choice = head.split("=")
            self.columns[question].append((choice, column))

    def _answers(self, pairs: Sequence[Pair]) -> Floats:
        """The mean of the two probabilities of each head at each place."""
        linear = probability(self.scorer.detail.sums([pair.features for pair in pairs]))
        if not pairs:
            return linear
        return np.asarray((linear + np.stack([pair.read for pair in pairs])[:, self.read]) / 2)

    def of(self, pair: Pair) -> Floats:
        """The probability of each head at one place."""
        row = self.rows.get(id(pair))
        return np.asarray(self._answers([pair])[0]) if row is None else row

    def ranked(self, row: Floats, question: str) -> list[tuple[float, str]]:
        """The choices of a question, the likeliest first."""
        found = [(float(row[column]), choice) for choice, column in self.columns[question]]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def assemble(
    scorer: Scorer,
    recognised: Recognised,
    found: Frames,
    scored: dict[str, list[Scored]],
) -> Facts:
    """The facts whose probability reaches the scorer's thresholds, in text order."""
    limits = scorer.thresholds
    kept = {
        task: [one for one in scored[task] if one.probability >= limits[task]] for task in scored
    }
    weighed = stakes(scorer, recognised, found, scored["ownership"])
    kept["ownership"] = list({id(claim.one): claim.one for claim in weighed}.values())
    # The parties of a joint venture are its owners, not the venture itself.
    held = {(min(o.first, o.second), max(o.first, o.second)) for o in kept["ownership"]}
    builder = _Builder(scorer, recognised, found, scored, kept)
    participations = builder.participations(kept["participation"])
    return Facts(
        builder.partnerships(kept["partnership"], participations, held),
        builder.ownership(weighed),
        builder.programmes(participations),
    )


class _Builder:
    def __init__(
        self,
        scorer: Scorer,
        recognised: Recognised,
        found: Frames,
        scored: dict[str, list[Scored]],
        kept: dict[str, list[Scored]],
    ) -> None:
        self.scorer = scorer
        self.scored = scored
        asked = [
            pair
            for one in (*kept["partnership"], *kept["ownership"])
            for _, pair in sure_places(one)
        ]
        self.details = Details(scorer, asked)
        self.recognised = recognised
        self.tokens = recognised.tokens
        self.frames = found
        self.shares = found.shares
        self.dated: dict[tuple[int, int], list[Dated]] = {}  # the dates in sentences

    def _span(self, pair: Pair) -> tuple[int, int]:
        """Characters of the sentences that a place lies in."""
        return self.tokens.starts[pair.begin], self.tokens.ends[pair.end - 1]

    def _evidence(self, pair: Pair) -> dict[str, object]:
        start, end = self._span(pair)
        text = self.recognised.document.text[start:end]
        return {"evidence": " ".join(text.split()), "start": start, "end": end}

    def _date(self, pair: Pair) -> str | None:
        """The date nearest to the pair in its sentence, resolved against the document's."""
        start, end = self._span(pair)
        found = self.dated.get((start, end))
        if found is None:
            document = self.recognised.document
            found = self.dated[start, end] = dates(document.text, start, end, document.date)
        if not found:
            return None
        middle = (self.tokens.starts[pair.a.begin] + self.tokens.ends[pair.b.end - 1]) / 2
        return min(found, key=lambda d: (abs((d.start + d.end) / 2 - middle), d.start)).value

    # Partnerships

    def partnerships(
        self,
        kept: list[Scored],
        participations: dict[int, list[tuple[Scored, str, str]]],
        held: set[tuple[int, int]],
    ) -> tuple[Partnership, ...]:
        """Pairs of parties with their instruments, pairs of one instrument put together.

        `held` are pairs of which one owns the other.
        """
        ruled: dict[tuple[int, int, int], list[PartnershipFrame]] = defaultdict(list)
        for frame in self.frames.partnerships:
            sentence = self.tokens.sentence[frame.begin]
            ruled[min(frame.a, frame.b), max(frame.a, frame.b), sentence].append(frame)
        # (kind, sentence) → pairs of things that this instrument joins
        joined: dict[tuple[str, int], list[tuple[Scored, Pair, str, str]]] = defaultdict(list)
        for one in kept:
            for kind, pair, status, rule in self._kinds(one, ruled):
                if kind != "joint_venture" or (one.first, one.second) not in held:
                    joined[kind, pair.begin].append((one, pair, status, rule))
        out = []
        for (kind, _), members in joined.items():
            for parties, row in _cliques(members):
                one, pair, status, rule = row
                out.append(
                    Partnership(
                        parties=tuple(str(i) for i in parties),
                        kind=kind,
                        status=status,
                        date=self._date(pair),
                        programme=self._programme(pair, parties, participations),
                        rule=rule,
                        confidence=one.probability,
                        **self._evidence(pair),  # type: ignore[arg-type]
                    )
                )
        return tuple(sorted(out, key=lambda p: (p.start, p.parties, p.kind)))

    def _kinds(
        self, one: Scored, ruled: dict[tuple[int, int, int], list[PartnershipFrame]]
    ) -> list[tuple[str, Pair, str, str]]:
        """The instruments between two parties: kind, place, status and rule of each."""
        sure = sure_places(one)
        out: dict[str, tuple[float, Pair, str, str]] = {}
        for chance, pair in sure:
            row = self.details.of(pair)
            ranked = self.details.ranked(row, "kind")
            status = self.details.ranked(row, "status")[0][1]
            sentence = self.tokens.sentence[pair.end - 1]
            frames = ruled.get((min(one.first, one.second), max(one.first, one.second), sentence))
            told = {f.kind: f for f in reversed(frames or ()) if not f.rule.startswith("wide-")}
            ranked = sorted(
                ((sure_of + RULE_SAYS * (kind in told), kind) for sure_of, kind in ranked),
                key=lambda row: (-row[0], row[1]),
            )
            for place, (sure_of, kind) in enumerate(ranked):
                if place and sure_of < SECOND_KIND:
                    break
                weight = chance * sure_of
                rule = told[kind].rule if kind in told else frames[0].rule if frames else SCORER
                if kind not in out or weight > out[kind][0]:
                    out[kind] = (
                        weight,
                        pair,
                        told[kind].status or status if kind in told else status,
                        rule,
                    )
        best = max(weight for weight, *_ in out.values())
        return [
            (kind, pair, status, rule)
            for kind, (weight, pair, status, rule) in sorted(out.items())
            if weight >= 0.6 * best
        ]

    def _programme(
        self,
        pair: Pair,
        parties: Sequence[int],
        participations: dict[int, list[tuple[Scored, str, str]]],
    ) -> str | None:
        """The programme named in the sentence in which most of the parties take part."""
        named: dict[int, int] = {}
        for reference in self.recognised.references:
            if pair.begin <= reference.begin < pair.end:
                for entity in reference.entities:
                    if self.recognised.groups[entity].type == "programme":
                        inside = {p[0].second for p in participations.get(entity, ())}
                        named[entity] = len(inside & set(parties))
        best = max(sorted(named), key=lambda e: named[e], default=None)
        return str(best) if best is not None and named[best] > 0 else None

    # Ownership

    def ownership(self, weighed: list[Claim]) -> tuple[Ownership, ...]:
        """Each owner and owned with the shares that hold, their kind and status."""
        chance: dict[tuple[int, int], float] = {}
        for claim in weighed:
            key = (claim.one.first, claim.one.second)
            chance[key] = max(chance.get(key, 0.0), claim.probability)
        out = []
        for claim in weighed:
            one, place, frame = claim.one, claim.place, claim.frame
            # Nobody owns its owner: the surer direction stays.
            if chance.get((one.second, one.first), 0.0) > chance[one.first, one.second]:
                continue
            if frame:
                place = next(
                    (p for _, p in one.places if p.begin <= frame.begin and frame.end <= p.end),
                    place,
                )
            row = self.details.of(place)
            status = self.details.ranked(row, "owned_status")[0][1]
            out.append(
                Ownership(
                    owner=str(one.first),
                    owned=str(one.second),
                    share=claim.value,
                    kind=self.details.ranked(row, "owned_kind")[0][1],
                    status=(frame.status if frame else None) or status,
                    date=self._date(place),
                    rule=frame.rule if frame else SCORER,
                    confidence=claim.probability,
                    **self._evidence(place),  # type: ignore[arg-type]
                )
            )
        return tuple(
            sorted(
                settled(apportioned(out, self.tokens)),
                key=lambda o: (o.start, o.owner, o.owned, o.share or -1.0),
            )
        )

    # Programmes

    def participations(self, kept: list[Scored]) -> dict[int, list[tuple[Scored, str, str]]]:
        """By programme: who takes part, in which role, by which rule."""
        told: dict[tuple[int, int], list[ParticipationFrame]] = defaultdict(list)
        for frame in self.frames.participations:
            told[frame.programme, frame.organisation].append(frame)
        out: dict[int, list[tuple[Scored, str, str]]] = defaultdict(list)
        lines = role_rows(self.recognised, self.frames, kept, self.scorer, self.scored)
        if not lines:
            return out
        raw = self.scorer.role_scores(lines)
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        for one, row in zip(kept, chances.tolist(), strict=True):
            frames = told.get((one.first, one.second), [])
            ranked = sorted(zip(row, ROLES, strict=True), key=lambda item: (-item[0], item[1]))
            for place, (sure_of, role) in enumerate(ranked[:2]):
                if not place or sure_of >= SECOND_ROLE:
                    rule = next((f.rule for f in frames if f.role == role), SCORER)
                    out[one.first].append((one, role, rule))
        return out

    def programmes(
        self, participations: dict[int, list[tuple[Scored, str, str]]]
    ) -> tuple[Programme, ...]:
        """Every programme that the document names, with its participants."""
        out = []
        firsts: dict[int, tuple[int, int]] = {}
        for name in self.recognised.names:
            firsts.setdefault(name.entity, (name.begin, name.end))
        for number, one in enumerate(self.recognised.groups):
            if one.type != "programme" or number not in firsts:
                continue
            members = []
            for scored, role, rule in participations.get(number, ()):
                pair = scored.places[0][1]
                members.append(
                    Participation(
                        organisation=str(scored.second),
                        role=role,
                        rule=rule,
                        confidence=scored.probability,
                        **self._evidence(pair),  # type: ignore[arg-type]
                    )
                )
            members.sort(key=lambda m: (m.start, m.organisation, m.role))
            begin, _ = firsts[number]
            sentence = self.tokens.sentence[begin]
            start, end = self.tokens.sentence_span(sentence)
            kind = self.recognised.profiles[number].kind
            out.append(
                Programme(
                    entity=str(number),
                    kind=kind if kind in PROGRAMME_KINDS else "programme",
                    participants=tuple(members),
                    evidence=" ".join(self.recognised.document.text[start:end].split()),
                    start=start,
                    end=end,
                    rule="tagger",
                    confidence=max([0.85, *(m.confidence for m in members)]),
                )
            )
        return tuple(sorted(out, key=lambda g: (g.start, int(g.entity))))


def _cliques(
    members: list[tuple[Scored, Pair, str, str]],
) -> list[tuple[tuple[int, ...], tuple[Scored, Pair, str, str]]]:
    """Put pairs that all belong together into one set of parties; the surest pair tells for all."""
    edges = {(row[0].first, row[0].second): row for row in members}
    left = dict(edges)
    out = []
    while left:
        (a, b), row = max(left.items(), key=lambda item: (item[1][0].probability, item[0]))
        parties = {a, b}
        for candidate in sorted({thing for edge in left for thing in edge}):
            if candidate not in parties and all(
                (min(candidate, p), max(candidate, p)) in left for p in parties
            ):
                parties.add(candidate)
        for edge in [e for e in left if e[0] in parties and e[1] in parties]:
            del left[edge]
        out.append((tuple(sorted(parties)), row))
    return out
