"""Rows: what the bot keeps, and the only place that speaks SQL. Imports the rules' types and nothing above."""
