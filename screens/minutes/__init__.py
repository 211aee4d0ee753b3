"""The meeting room: the screen and the dialogs in which a meeting's minutes are taken."""
