"""What a person sees and presses. Textual lives here and in `kmtui.app` only."""
