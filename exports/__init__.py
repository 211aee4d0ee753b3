"""Printable documents, one module each; only this package uses fpdf2 and python-docx."""
