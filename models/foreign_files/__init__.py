"""Files of other programs: size limits, no external references, no macros."""
