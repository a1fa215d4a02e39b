"""The sha256 of each built file that comes with this version. Written by `triage build`."""

__all__ = ["PINNED"]

PINNED = {
    "low-back-pain.decisions.json": "4995659b2ac052b561b6fc02bf29e7c8a4764d78d6ace29616911a259bd69910",
    "low-back-pain.json": "64a81cfa676535c5eaf0c85d30e7584c53b9ae3b414332f519ec1c64c546de86",
    "low-back-pain.reviews.json": "93f8b43b962ab8701938b6bc1271bb5fb688c2a333869be4dcad9fa614de981c",
}
