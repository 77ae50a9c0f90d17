"""Is a target within reach? From a team's or a person's own history, and from the hours there are.

The modules, in the order in which to read them: `capacity` (hours against units, no statistics), `history`
(a CSV file → one series a person), `mixture` (what the next period may bring), `outlook` (all of it in one
answer). Nothing is imported here: pandas and statsmodels take a second, and most pages need neither.
"""
