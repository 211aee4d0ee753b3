"""kmtui: minutes, attendance sheets and knowledge-management records in a terminal."""

__version__ = "0.3.0"
