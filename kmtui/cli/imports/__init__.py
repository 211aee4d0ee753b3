"""`kmtui import` for files of other programs: minutes from Word, plan and knowledge tables."""
