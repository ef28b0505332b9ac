"""`make dev`: changed code reaches the running functions without a deploy."""

import io
import zipfile
from pathlib import Path

from watchfiles import PythonFilter, watch

from local import deploy, emulator
from local.stack import BUILD, ROOT, Stack

FUNCTIONS = ("api", "scorer", "maintenance")


def watch_sources(stack: Stack) -> None:
    """Watches functions/ and layers/core until interrupted.

    A changed function is packed from its last build with the sources laid over it. The domain
    (layers/core) is laid into every function, where it goes before the deployed layer's copy
    only until the next deploy; `make up` then puts it into the layer.
    """
    outputs = deploy.outputs(stack)
    print("watching functions/ and layers/core; end with Ctrl-C")
    for changes in watch(ROOT / "functions", ROOT / "layers" / "core", watch_filter=PythonFilter()):
        changed = {Path(path).relative_to(ROOT).parts[1] for _, path in changes}
        for name in FUNCTIONS if "core" in changed else sorted(changed & set(FUNCTIONS)):
            _push(stack, name, outputs[f"{name.capitalize()}FunctionName"])
            print(f"  {name} updated", flush=True)


def _push(stack: Stack, name: str, function: str) -> None:
    client = emulator.aws(stack, "lambda")
    client.update_function_code(FunctionName=function, ZipFile=_pack(name))


def _pack(name: str) -> bytes:
    """Returns the function's last build with the present sources over it."""
    files: dict[str, Path] = {}
    for source, prefix in (
        (BUILD / f"{name.capitalize()}Function", ""),
        (ROOT / "functions" / name, f"{name}/"),
    ):
        for path in source.rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                files[prefix + str(path.relative_to(source))] = path
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for target, path in files.items():
            packed.write(path, target)
    return archive.getvalue()
