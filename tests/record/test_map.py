"""What the map of this dispute says of the treaties: who held which island, state by state."""

from __future__ import annotations

import pytest

from explainer.pipeline import Checked
from explainer.views.map.fills import fills_of
from folders import of_own_content

pytestmark = [pytest.mark.site, of_own_content]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(
            "1855", "settled-japan settled-russia shared-japan-russia shared-japan-russia nobody", id="shimoda"
        ),
        pytest.param(
            "1875", "settled-japan settled-japan settled-russia settled-russia settled-russia", id="saint-petersburg"
        ),
        pytest.param(
            "1905", "settled-japan settled-japan settled-japan settled-russia settled-russia", id="portsmouth"
        ),
        pytest.param(
            "1945", "controlled-russia controlled-russia controlled-russia settled-russia settled-russia", id="landings"
        ),
        pytest.param(
            "1951",
            "unclear-russia renounced-russia-japan renounced-russia-japan settled-russia settled-russia",
            id="san-francisco",
        ),
        pytest.param(
            "today",
            "contested-russia-japan renounced-russia-japan renounced-russia-japan settled-russia settled-russia",
            id="today",
        ),
    ],
)
def test_who_held_what(state: str, expected: str, real: Checked) -> None:
    atlas = real.corpus.atlas
    assert atlas is not None
    found = fills_of(next(s for s in atlas.states if s.id == state), atlas)
    lands = ("kunashir", "urup", "sakhalin-south", "sakhalin-north", "primorye")
    assert [found.get(land, "nobody") for land in lands] == expected.split()
    assert {found[f] for f in ("iturup", "shikotan", "signalny", "zelyony")} == {found["kunashir"]}
    assert (found["hokkaido"], found["kamchatka"]) == ("settled-japan", "settled-russia")
