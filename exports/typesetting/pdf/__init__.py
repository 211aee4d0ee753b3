"""Parts of a PDF besides drawing: embedded fonts, archive metadata, emblem, pictures, links."""
