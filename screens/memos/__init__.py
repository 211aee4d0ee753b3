"""The register of memos and one memo."""
