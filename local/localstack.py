"""The LocalStack target, from inside the services of docker-compose.localstack.yml.

The compose file says by environment variables where this process finds the emulator and the
database (in the compose network), and on which ports of the machine they are published.
"""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from local import deploy, description, emulator, postgres, proxy, seeding, site
from local.stack import BUILD, DEFAULT_PORTS, LOCAL, Stack, given_port
from local.up import make_demo, step

NAME = "localstack"
SERVICE = "localstack"  # its name in the compose network
EMULATOR_PORT = 4566
DATABASE_PORT = 5432
SITE_PORT = 8080
LAYERS = ("CoreLayer", "ModelLayer", "AnalysisLayer")


def bring_up(clients: int) -> None:
    """Deploys what the image holds, migrates, seeds, scores, and says where everything is."""
    started = perf_counter()
    stack, published = _inside(), _published()
    with step("lay the layers under /opt of the functions"):
        lay_layers(Path(os.environ["LAYERS_FOLDER"]))
    with step("deploy (sam deploy)"):
        outputs = deploy.deploy(stack, NAME)
    function = outputs["MaintenanceFunctionName"]
    with step("migrate the database"):
        seeding.migrate(stack, function)

    def describe() -> None:
        logins = description.demo_logins(postgres.database_url(stack))
        description.describe(published, outputs, outputs["ApiUrl"], logins)

    if seeding.is_seeded(stack):
        describe()
    else:
        make_demo(stack, outputs, clients, describe)
    with step("upload the site"):
        site.upload(stack, outputs["SiteBucketName"])
    print(f"  {'ready':<44} {perf_counter() - started:6.1f} s\n")
    description.show(published)


def serve_site() -> None:
    """Serves site and API on one address, as CloudFront does elsewhere."""
    stack = _inside()
    outputs = deploy.outputs(stack)
    hosts = [urlsplit(outputs[name]).netloc for name in ("SiteWebsiteUrl", "ApiUrl")]
    application = proxy.create_application(stack.emulator_url, *hosts, names=proxy.given_names())
    proxy.serve(application, os.environ["BIND_HOST"], SITE_PORT)


def print_sam_environment() -> None:
    """Prints what `sam local --env-vars` needs to run the functions against this LocalStack."""
    stack = _published()
    outputs = deploy.outputs(stack)
    functions = emulator.aws(stack, "lambda")
    endpoint = {"AWS_ENDPOINT_URL": f"http://{SERVICE}:{EMULATOR_PORT}"}
    variables = {}
    for logical_id in deploy.FUNCTIONS.values():
        name = outputs[f"{logical_id}Name"]
        configuration = functions.get_function_configuration(FunctionName=name)
        variables[logical_id] = configuration["Environment"]["Variables"] | endpoint
    print(json.dumps(variables, indent=2))


def lay_layers(folder: Path) -> None:
    """Puts the union of the layers where the functions find it: LocalStack mounts no layer."""
    for path in folder.iterdir():
        shutil.rmtree(path)
    for layer in LAYERS:
        shutil.copytree(BUILD / layer, folder, dirs_exist_ok=True)


def _inside() -> Stack:
    """The stack as this process reaches it."""
    return replace(
        _published(),
        emulator_host=os.environ["EMULATOR_HOST"],
        emulator_port=EMULATOR_PORT,
        database_host=os.environ["DATABASE_HOST"],
        database_port=DATABASE_PORT,
    )


def _published() -> Stack:
    """The stack as the machine reaches it."""
    site_port, emulator_port, database_port = (
        given_port(f"{name.upper()}_PORT", port) for name, port in DEFAULT_PORTS.items()
    )
    folder = Path(os.environ.get("STACK_FOLDER", LOCAL / NAME))
    return Stack(NAME, folder, site_port, emulator_port, database_port)
