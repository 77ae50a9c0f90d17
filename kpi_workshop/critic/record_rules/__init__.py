"""One file a rule on the record of a KPI: its statement together with its fields."""
