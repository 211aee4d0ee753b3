"""Parts of a PDF besides drawing: embedded fonts, archive metadata, emblem, links."""

import sys

# `kmtui.memory` keeps OpenSSL out; fpdf2 imports HTTPSHandler, which urllib has only with it.
if sys.modules.get("ssl", sys) is None:
    del sys.modules["ssl"]
