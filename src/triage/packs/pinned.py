"""The sha256 of each built file that comes with this version. Written by `triage build`."""

__all__ = ["PINNED"]

PINNED = {
    "low-back-pain.decisions.json": "c251fbd97287cc1e9e07480a6a4e77baf0530a77e6d8dc12b9d3d5660e5ef5e5",
    "low-back-pain.json": "12aa895896d59a3c25c759ea4860d5f21e1e3fd7bd569251c1f48c87c6323a81",
    "low-back-pain.reviews.json": "93f8b43b962ab8701938b6bc1271bb5fb688c2a333869be4dcad9fa614de981c",
}
