"""What `triage build` puts into the package beside the rules of today: releases, what was declared of them, other packs that come along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from triage.commands.loading import rules_from
from triage.packs.bundle import BUNDLED, document_of

__all__ = ["pinned", "shipped", "written"]

# Where the invented packs of the documentation and the common questions lie, by the files they are built into.
_SAMPLES = {"samples/sample": "tests/sample", "samples/visit": "tests/docs/visit", "common": "src/triage/packs/common"}


def written(document: Mapping[str, Any]) -> str:
    """A built file, as it is kept."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def shipped(pack: Path, built: Mapping[str, str]) -> tuple[dict[str, str], dict[str, dict[str, tuple[str, str]]]]:
    """
    The text of each file to put into the package, and for each released version its digest and file.

    Args:
        pack: Folder of the bundled pack, beside which its releases lie.
        built: The files of that pack; a release that is one of them isn't shipped twice.
    """
    from triage.packs.released import all_released, declared_in, released_file

    folder, root = pack.parent / "released", pack.parent.parent
    texts = {f"{name}.json": written(document_of(rules_from([str(root / path)]))) for name, path in _SAMPLES.items()}
    places = {text: name for name, text in built.items()}
    versions: dict[str, tuple[str, str]] = {}
    for rules in all_released(folder, name=BUNDLED):
        text = released_file(folder, name=rules.name, version=rules.version).read_text("utf-8")
        name = places.get(text, f"released/{rules.name}-{rules.version}.json")
        versions[rules.version] = (rules.digest, name)
        if text not in places:
            texts[name] = text
    lowered = [
        {"version": each.version, "rule": each.rule, "reason": each.reason, "source": each.source} for each in declared_in(folder).lowered
    ]
    texts["released/lowered.json"] = written({BUNDLED: lowered})
    return texts, {BUNDLED: versions}


def pinned(texts: Mapping[str, str], releases: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    """The module that says which built files belong to this version of the library."""
    lines = [
        '"""What belongs to this version: the sha256 of each built file, and of each release its digest and file. By `triage build`."""',
        "",
    ]
    lines += ['__all__ = ["PINNED", "RELEASED"]', "", "PINNED = {"]
    lines += [f'    "{name}": "{sha256(text.encode()).hexdigest()}",' for name, text in sorted(texts.items())]
    lines += ["}", "", "RELEASED = {"]
    for name, versions in releases.items():
        lines += [f'    "{name}": {{']
        lines += [f'        "{version}": ("{digest}", "{file}"),' for version, (digest, file) in versions.items()]
        lines += ["    },"]
    return "\n".join([*lines, "}", ""])
