"""Handing an import to the importer: its row is committed first, then the message leaves."""

from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError

from api.kit.telemetry import logger, report_metric
from core.imports.import_queue import send_imports
from core.kit.queue import SendingFailedError


def hand_to_importer(import_id: int) -> None:
    """Sends a committed import; if that fails the sweep sends it within two minutes."""
    try:
        send_imports(import_id)
    except (BotoCoreError, ClientError, SendingFailedError):
        logger.exception("import not sent, left to the sweep", import_id=import_id)
        report_metric("SendingFailed", MetricUnit.Count, 1)
