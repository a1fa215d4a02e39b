"""Packs: how rule sets are read, checked, bundled and loaded."""
