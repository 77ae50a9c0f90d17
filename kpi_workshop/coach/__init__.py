"""The coach: what helps a team from a statement to a KPI that it wants to reach. One question a module."""
