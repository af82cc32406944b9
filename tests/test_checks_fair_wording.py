"""Words are looked for first in a whole page and then in its parts; nothing is found in a part alone."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from explainer.checks.fair_wording.lexicon import Lexicon
from explainer.model.fields import Wording
from explainer.text.own_words import voice_of

LEXICON = Lexicon(
    Wording.model_validate(
        {
            "contested_names": [
                {"names": [{"name": "Halm", "forms": ["Great Halm", "Хальм", "北方領土"]}, {"name": "Myr Straße"}]},
                {"names": [{"name": "Old Myr"}, {"name": "«New» Myr", "forms": ["İmyr"]}]},
            ],
            "loaded_words": [
                {"word": "returned", "forms": ["be returned", "give back", "gave back"], "instead": ["handed over"]},
                {"word": "so-called", "forms": ["so called", "self-styled"], "instead": ["the name alone"]},
                {"word": "beaten", "instead": ["left"]},
            ],
        }
    ),
    documents=(),
)
WORDS = (
    "be|BE|been|returned|Returned|give|back|so|called|self-styled|beat|en|beaten|Halm|HALM|halms|Great|Хальм|北方|領土|"
    "Old|Myr|Straße|STRASSE|«New»|İmyr|imyr|'|\"|-|\0|\n| |  |."
)
PARTS = st.lists(st.lists(st.sampled_from(WORDS.split("|")), max_size=8).map("".join), max_size=5)


def _standing_in(part: str) -> tuple[set[int], set[str]]:
    """The pairs that are found in a part, and the loaded words outside its quotations, looked for one by one."""
    pairs = {number for number, pair in enumerate(LEXICON.pairs) if pair.standing_in(part)}
    return pairs, {instead for term, instead in LEXICON.loaded if next(term.found_in(voice_of(part)), None)}


@given(PARTS)
@example(["It would", "be returned."])
@example(["be", "aten"])
@example(["Straße", "Myr STRASSE"])
@example(["İ", "imyr İmyr"])
@example(["in 北方領土, so called"])
def test_what_stands_in_a_part_is_found_in_the_whole(parts: list[str]) -> None:
    sought = LEXICON.sought_in("\n".join(parts))
    found = sought.found_in("\0".join(parts))
    for part in parts:
        pairs, loaded = _standing_in(part)
        assert pairs <= {number for number, _ in found.pairs} <= {number for number, _ in sought.pairs}
        assert loaded <= {instead for _, instead in found.loaded} <= {instead for _, instead in sought.loaded}


def test_what_no_part_has_is_not_looked_for() -> None:
    assert not any(LEXICON.sought_in("A calm day at sea."))
    sought = LEXICON.sought_in("It was so calm that none would be seen.")
    assert [instead for _, instead in sought.loaded] == ["'handed over'", "'the name alone'"]
    assert not any(sought.found_in("It was so calm that none would be seen."))
