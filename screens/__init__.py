"""The screens and their keys. Textual is used here and in `kmtui.app` only."""
