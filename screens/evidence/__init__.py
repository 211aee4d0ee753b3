"""The evidence board and the attachments."""
