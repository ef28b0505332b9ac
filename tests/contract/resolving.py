"""What CloudFormation makes of the template for one target: conditions decided, the rest as it is."""

import json
import tomllib
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
SAMCONFIG = tomllib.loads((ROOT / "samconfig.toml").read_text())
NOTHING = {"Ref": "AWS::NoValue"}
TARGETS: dict[str, dict[str, str]] = {
    "local": {},
    "localstack": {},
    "prod": {},
    "prod with a given database": {
        "DatabaseSecretArn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3",
        "DatabaseOwnerSecretArn": (
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:owner-a1b2c3"
        ),
        "SubnetIds": "subnet-1,subnet-2",
        "SecurityGroupIds": "sg-1",
        "SiteHostName": "scoring.example",
        "ApiReservedConcurrency": "50",
    },
}


def parameters_of(target: str) -> dict[str, str]:
    """Returns the parameters a target deploys with: samconfig's, and those of the case."""
    environment = SAMCONFIG.get(target.split(maxsplit=1)[0], {})
    overrides = environment.get("deploy", {}).get("parameters", {}).get("parameter_overrides", [])
    return dict(entry.split("=", 1) for entry in overrides) | TARGETS[target]


class Template:
    """The template with the parameters of one target put in."""

    def __init__(self, target: str) -> None:
        self._document: dict[str, Any] = json.loads(json.dumps(cfn_yaml.load(str(TEMPLATE))))
        defaults = {
            name: str(entry.get("Default", ""))
            for name, entry in self._document["Parameters"].items()
        }
        given = parameters_of(target)
        assert given.keys() <= defaults.keys()
        self.parameters = defaults | given

    @property
    def resources(self) -> dict[str, Any]:
        """The resources that this target makes."""
        return {
            name: self._resolve(entry)
            for name, entry in self._document["Resources"].items()
            if "Condition" not in entry or self.holds(entry["Condition"])
        }

    @property
    def globals(self) -> dict[str, Any]:
        resolved: dict[str, Any] = self._resolve(self._document["Globals"]["Function"])
        return resolved

    def parameter(self, name: str) -> dict[str, Any]:
        """Returns how a parameter is declared."""
        declared: dict[str, Any] = self._document["Parameters"][name]
        return declared

    def holds(self, condition: str) -> bool:
        return self._decide(self._document["Conditions"][condition])

    def _decide(self, rule: dict[str, Any]) -> bool:
        [(function, value)] = rule.items()
        match function:
            case "Condition":
                return self.holds(value)
            case "Fn::Not":
                return not self._decide(value[0])
            case "Fn::And":
                return all(map(self._decide, value))
            case "Fn::Or":
                return any(map(self._decide, value))
            case "Fn::Equals":
                one, other = (self._text(side) for side in value)
                return one == other
        raise AssertionError(function)

    def _text(self, value: Any) -> str:
        if isinstance(value, dict) and "Ref" in value:
            return self.parameters[value["Ref"]]
        if isinstance(value, dict) and "Fn::Join" in value:
            return self._text(value["Fn::Join"][1]).replace(",", "")
        return str(value)

    def _resolve(self, value: Any) -> Any:
        if isinstance(value, dict) and "Fn::If" in value:
            condition, then, otherwise = value["Fn::If"]
            return self._resolve(then if self.holds(condition) else otherwise)
        if isinstance(value, dict):
            resolved = {key: self._resolve(entry) for key, entry in value.items()}
            return {key: entry for key, entry in resolved.items() if entry != NOTHING}
        if isinstance(value, list):
            return [entry for entry in map(self._resolve, value) if entry != NOTHING]
        return value
