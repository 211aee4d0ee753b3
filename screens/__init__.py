"""The screens and their key bindings; only this package and `kmtui.app` use Textual."""
