"""What is wrong with entries, the map and the wording, and which promises of `record.yml` are broken.

Each rule is a function: `entry_rules` has those across entries, `date_rules` those of dates that look like slips,
`map_rules` those of the map, `record_rules` those that a record sets for itself, `fair_wording` those about words that
take a side.
"""

from explainer.checks.date_rules import days_to_come
from explainer.checks.entry_rules import problems_of
from explainer.checks.record_rules import broken_promises

__all__ = ["broken_promises", "days_to_come", "problems_of"]
