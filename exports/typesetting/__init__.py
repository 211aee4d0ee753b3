"""Thai text on A4: fonts, shaping, line breaking, tables, pagination, the PDF canvas."""
