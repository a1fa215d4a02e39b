"""What belongs to this version: the sha256 of each built file, and of each release its digest and file. By `triage build`."""

__all__ = ["PINNED", "RELEASED"]

PINNED = {
    "common.json": "600997d6c1908d295697a00a4c1262d34e99fbc6624808f11c1b3adc87e0a5a6",
    "low-back-pain.decisions.json": "c251fbd97287cc1e9e07480a6a4e77baf0530a77e6d8dc12b9d3d5660e5ef5e5",
    "low-back-pain.json": "12aa895896d59a3c25c759ea4860d5f21e1e3fd7bd569251c1f48c87c6323a81",
    "low-back-pain.reviews.json": "93f8b43b962ab8701938b6bc1271bb5fb688c2a333869be4dcad9fa614de981c",
    "released/low-back-pain-0.1.0.json": "3be6b499af45979682e30377df9d93b8f668230becd8ae2838f058219288ebac",
    "released/low-back-pain-0.2.0.json": "7d49682e8c34d2649a19db846f244dffe3056076b23f09de12618cdf06dab5ae",
    "released/lowered.json": "1ad78469c23b2f941b5d8696e13efc470be3583bb627117b28aa6183562d7984",
    "samples/sample.json": "46de2e5d843928de2c959b3e6ad4c1365d1b3ad8f0defc70a3e8d9ff13259a99",
    "samples/visit.json": "9230d6945ade3b0d0bf266aa4f15480986050d861797ff664fc6c1393fdc7851",
}

RELEASED = {
    "low-back-pain": {
        "0.1.0": ("7334d70e5a9be6e8fd22d1bd9886ec8a81795f66106088aa35fc587614e06c99", "released/low-back-pain-0.1.0.json"),
        "0.2.0": ("b7e692cb3f266fe35ab07722839b75ce02f8d928c9ecc09ce07100333d5903b8", "released/low-back-pain-0.2.0.json"),
        "0.3.0": ("2b38fd1474829f4bf2a14049a9f46db8ade0b98ec9fd58c6b72dec0bf89cc9da", "low-back-pain.json"),
    },
}
