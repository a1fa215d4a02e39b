"""
Gather what Try it runs on into ``build/try-it``: Python for the browser, attrs, and the wheel of this very source.

Nothing here is committed, and nothing is fetched: npm brought the runtime, the docs environment holds attrs as its
lock file pins it. Without npm the folder is left empty and the page says what is missing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "build" / "try-it"
PYODIDE = ROOT / "node_modules" / "pyodide"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def main() -> None:
    """Fill the folder, or empty it when npm's part isn't there."""
    shutil.rmtree(TARGET, ignore_errors=True)
    if not PYODIDE.is_dir():
        print("Try it is built without Python: node_modules/pyodide is missing, and npm brings it. All other pages are complete.")
        return
    TARGET.mkdir(parents=True)
    for name in RUNTIME_FILES:
        shutil.copyfile(PYODIDE / name, TARGET / name)
    archives = [_attrs(), _wheel()]
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    sizes = {file.name: file.stat().st_size for file in sorted(TARGET.iterdir())}
    manifest = {"pyodide": version, "archives": archives, "sizes": sizes}
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _wheel() -> str:
    """The name of the wheel of this source tree, built here and now."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [ROOT / ".tools/bin/uv", "build", "--quiet", "--wheel", "--no-build-isolation", "--python", sys.executable]
            + ["--out-dir", folder, ROOT],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        shutil.copyfile(wheel, TARGET / wheel.name)
    return wheel.name


def _attrs() -> str:
    """The name of an archive with the modules of attrs, as installed from the hashed lock file."""
    attrs = distribution("attrs")
    name = f"attrs-{attrs.version}.zip"
    with ZipFile(TARGET / name, "w", ZIP_DEFLATED) as archive:
        for file in sorted(attrs.files or (), key=str):
            if file.suffix == ".py" or file.name in {"METADATA", "LICENSE"}:
                archive.writestr(ZipInfo(str(file)), file.read_binary(), ZIP_DEFLATED)
    return name


if __name__ == "__main__":
    main()
