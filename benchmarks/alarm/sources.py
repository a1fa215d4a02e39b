"""Where shares of answers are from. Whatever starts with "assumed" is nobody's measurement."""

from __future__ import annotations

__all__ = [
    "ABSCESS", "ASSUMED", "ATLAS", "BOTH_LEGS", "HARDING", "KORSE", "LEGS", "NARROWER", "ON_CALL", "ORGANS", "PAIN", "SAME", "WIDER",
]  # fmt: skip

ASSUMED = "assumed"
SAME = "assumed, as for the question of 0.2.0"
NARROWER = "assumed, less than for the question of 0.2.0, whose words are wider"
WIDER = "assumed, more than for the question of 0.2.0, whose words are narrower"
# The lists of shares that the four areas worked with when they decided; each is an assumption of its area.
LEGS = "assumed, with the decisions on cauda equina and legs"
ORGANS = "assumed, with the decisions on vessels and organs"
PAIN = "assumed, with the decisions on plain pain and the form"
# Studies, read as abstracts.
ON_CALL = "on-call series: 25 with cauda equina syndrome among 334 referred"
KORSE = "Korse 2017: 75 operated for cauda equina syndrome, complaints for a median of 48 hours"
ATLAS = "ATLAS (Konstantinou 2015): 67.5% of 609 with back and leg pain in primary care, below the knee"
HARDING = "Harding 2005: 213 of 482 in a back pain clinic, none with serious disease"
ABSCESS = "pyogenic spine cohort of an emergency department: 61 with an abscess, 19.7% with fever, 80.3% with some risk"
BOTH_LEGS = "on-call series: pain in both legs in 0.60 of 25; split by time"
