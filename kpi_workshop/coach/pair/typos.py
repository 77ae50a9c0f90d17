"""Slips of the finger: a phrase that looks like one of the catalogue's, by letters that stand together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

_LEAST = 5
"""In letters: shorter words look like too many others."""
_LONG = 9
"""In letters: from here on two slips are forgiven rather than one."""
_LONGEST_RUN = 3
_SHARED = 0.3
"""Of the letter triples, how many a candidate has to share before it is compared letter by letter."""

_Phrase = tuple[str, ...]


class Typos:
    """Phrases by the letter triples in them; spaces don't count, so that "doanhthu" is found as well."""

    def __init__(self, phrases: Iterable[_Phrase]):
        self._joined: list[tuple[str, _Phrase]] = []
        self._by_triple: dict[str, list[int]] = defaultdict(list)
        for phrase in phrases:
            joined = "".join(phrase)
            if len(phrase) <= _LONGEST_RUN and len(joined) >= _LEAST and not joined.isdigit():
                for triple in _triples(joined):
                    self._by_triple[triple].append(len(self._joined))
                self._joined.append((joined, phrase))

    def find(self, keys: Sequence[str], strange: Sequence[bool]) -> Iterator[tuple[int, int, _Phrase]]:
        """Phrases that stand misspelt where a word is strange: from the first word to before the last."""
        for first in range(len(keys)):
            for last in range(first + 1, min(first + _LONGEST_RUN, len(keys)) + 1):
                if any(strange[first:last]):
                    for phrase in self._like("".join(keys[first:last])):
                        yield first, last, phrase

    def _like(self, joined: str) -> list[_Phrase]:
        if len(joined) < _LEAST:
            return []
        triples = _triples(joined)
        shared = Counter(index for triple in triples for index in self._by_triple.get(triple, ()))
        allowed = 1 if len(joined) < _LONG else 2
        found = []
        for index, count in shared.items():
            other, phrase = self._joined[index]
            if abs(len(other) - len(joined)) > allowed or 2 * count < _SHARED * (len(triples) + len(other)):
                continue
            if other[0] == joined[0] and (distance := _distance(joined, other, allowed)) <= allowed:
                found.append((distance, phrase))
        nearest = min((distance for distance, _ in found), default=0)
        return [phrase for distance, phrase in found if distance == nearest]


def _triples(joined: str) -> set[str]:
    padded = f" {joined} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; anything above `most` once it is more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for at, against in enumerate(other, start=1):
            cost = min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (letter != against))
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == against:
                cost = min(cost, before[at - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
