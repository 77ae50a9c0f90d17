"""One file a rule on a set of KPIs: what shows only when they are seen together."""
