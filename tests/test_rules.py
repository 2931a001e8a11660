"""Every example of every rule gives just the facts that it names."""

import pytest

from spacecorp.relations.examples import facts, recognise
from spacecorp.relations.grammar import possible, rules
from spacecorp.relations.lines import lines
from spacecorp.relations.numbers import shares

EXAMPLES = sorted(
    {
        (rule.name, str(example["text"]), tuple(sorted(example["facts"])))
        for rule in rules()
        for example in rule.examples
    }
)


def test_every_rule_has_an_example_that_must_match() -> None:
    bare = {r.name for r in rules()} - {name for name, _, found in EXAMPLES if found}
    assert not bare


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES, ids=lambda value: str(value)[:40])
def test_example(rule: str, text: str, expected: tuple[str, ...]) -> None:
    assert tuple(facts(text, rule)) == expected


def test_no_rule_matches_nothing() -> None:
    # A pattern that the empty string satisfies would match everywhere.
    assert not [rule.pattern for rule in rules() if rule.expression.fullmatch("")]


def test_the_sieve_keeps_all_that_the_rules_match() -> None:
    # Every rule's regular expression is tried, whether the sieve keeps it or not.
    sentences = []
    for text in sorted({text for _, text, _ in EXAMPLES})[::7]:
        tokens, groups, refs = recognise(text)
        sentences += lines(tokens, groups, refs, shares(tokens))
    kept = possible(sentences)
    for sentence, numbers in zip(sentences, kept, strict=True):
        found = [n for n, rule in enumerate(rules()) if rule.expression.search(sentence.text)]
        assert set(found) <= set(numbers)
