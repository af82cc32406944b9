"""Every parser against texts that nobody would write: made of the words of its language, or good ones, changed.

Always the same ones (`derandomize`), about a minute of them in all; `make fuzz` looks further (tests/fuzz.py).
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parsers import PARSERS, Parser

EXAMPLES = {"front-matter": 3000, "text": 1000, "citations": 300, "yaml": 2500, "svg": 2500, "geojson": 2500}
EXAMPLES |= {"bibtex": 500, "ris": 800, "csl-json": 1000, "dates": 2000, "pictures": 2000, "addresses": 2000}
EXAMPLES |= {"links": 2000}
"""How many inputs a parser gets: about five seconds' worth."""


def hostile(parser: Parser) -> st.SearchStrategy[bytes]:
    """Words of the language in any order, any characters, and the seeds after some changes."""
    words = st.sampled_from(parser.words)
    noise = st.one_of(
        st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=3)
    )
    made = st.lists(st.one_of(words, words, words, noise), max_size=30).map(b"".join)
    place = st.floats(0, 1, exclude_max=True)
    edits = st.lists(st.tuples(place, st.integers(0, 12), st.one_of(words, noise, st.none())), min_size=1, max_size=6)
    return st.one_of(made, st.builds(_changed, st.sampled_from(parser.seeds), edits))


def _changed(seed: bytes, edits: list[tuple[float, int, bytes | None]]) -> bytes:
    """The seed with some of its bytes replaced, or, where nothing is to be put there, repeated."""
    for place, length, new in edits:
        at = int(place * len(seed))
        part = seed[at : at + length]
        seed = seed[:at] + (part * 3 if new is None else new) + seed[at + length :]
    return seed


@pytest.mark.site
@pytest.mark.parametrize("name", PARSERS)
def test_whatever_is_read_there_is_an_answer(name: str) -> None:
    parser = PARSERS[name]

    @settings(
        max_examples=EXAMPLES[name],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile(parser))
    def read(data: bytes) -> None:
        parser.read(data)

    for seed in (*parser.seeds, b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf"):
        read = example(seed)(read)
    read()
