"""`make dev`: changed code reaches the running functions and the site without a deploy."""

import io
import zipfile
from pathlib import Path
from typing import Any

from watchfiles import PythonFilter, watch

from local import deploy, emulator, site
from local.errors import StackError
from local.stack import BUILD, ROOT, Stack

CORE = ROOT / "layers" / "core"
SOURCES = PythonFilter(extra_extensions=(".ts", ".tsx", ".css"))


def watch_sources(stack: Stack) -> None:
    """Watches functions/, layers/core and the site's sources until interrupted.

    What changed is packed as its last build with the present sources laid over it; new packages
    and the model layer want `make up`, which also deploys everything anew.
    """
    outputs = deploy.outputs(stack)
    stack.forget("deployed")
    print("watching functions/, layers/core and frontend/; end with Ctrl-C", flush=True)
    for changes in watch(ROOT / "functions", CORE, site.FRONTEND / "src", watch_filter=SOURCES):
        changed = {Path(path).relative_to(ROOT).parts[1] for _, path in changes}
        if "src" in changed:  # frontend/src
            _publish_site(stack, outputs["SiteBucketName"])
        if "core" in changed:
            _publish_core(stack, [outputs[f"{name}Name"] for name in deploy.FUNCTIONS.values()])
            print("  core updated in every function", flush=True)
        for name in sorted(changed & set(deploy.FUNCTIONS)):
            function = outputs[f"{deploy.FUNCTIONS[name]}Name"]
            emulator.aws(stack, "lambda").update_function_code(
                FunctionName=function,
                ZipFile=_pack(BUILD / deploy.FUNCTIONS[name], ROOT / "functions" / name, name),
            )
            deploy.go_live(stack, function)
            print(f"  {name} updated", flush=True)


def _publish_site(stack: Stack, bucket: str) -> None:
    """Builds the site and uploads it; a mistake in it is shown and the watch goes on."""
    try:
        site.build()
    except StackError as error:
        print(f"  {error}", flush=True)
    else:
        site.upload(stack, bucket)
        print("  site updated: load the page again", flush=True)


def _publish_core(stack: Stack, functions: list[str]) -> None:
    """Publishes the core layer and lets every function use it."""
    client = emulator.aws(stack, "lambda")
    in_use = {name: _layers(client, name) for name in functions}
    core = in_use[functions[0]][0]  # the template names it first
    published = client.publish_layer_version(
        LayerName=core.split(":")[6],
        Content={"ZipFile": _pack(BUILD / "CoreLayer", CORE, "python/core")},
    )
    for name, layers in in_use.items():
        newest = [published["LayerVersionArn"] if layer == core else layer for layer in layers]
        client.update_function_configuration(FunctionName=name, Layers=newest)
        deploy.go_live(stack, name)


def _layers(client: Any, function: str) -> list[str]:
    configuration = client.get_function_configuration(FunctionName=function)
    return [layer["Arn"] for layer in configuration["Layers"]]


def _pack(build: Path, sources: Path, package: str) -> bytes:
    """Returns a build as a zip archive, with the sources of its own package over it."""
    files = {
        str(path.relative_to(build)): path
        for path in build.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for path in sources.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".json", ".mako"}:
            files[f"{package}/{path.relative_to(sources)}"] = path
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for target, path in files.items():
            packed.write(path, target)
    return archive.getvalue()
