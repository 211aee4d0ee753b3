"""Decisions on matters: suggested wording, recusals, joint resolutions, postponement."""
