#!/usr/bin/env bash
# Lets a bundle challenge the one in force on AWS: `make register BUNDLE=folder TARGET=aws`.
# Credentials and region come from the environment, as for every AWS tool.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
stack=credit-scoring-prod

stack_says() { # KEY: an output of the stack
    aws cloudformation describe-stacks --stack-name "$stack" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

event=$(mktemp)
answer=$(mktemp)
trap 'rm -f "$event" "$answer"' EXIT
bundle=$(.venv/bin/python -c '
import json, sys
from pathlib import Path
from local.model_bundles import registration
told = registration(Path(sys.argv[1]))
Path(sys.argv[2]).write_text(json.dumps(told))
print(told["name"]["sha256"])' "$folder" "$event")

aws s3 cp --recursive --only-show-errors --exclude "challengers/*" \
    "$folder" "s3://$(stack_says ModelsBucketName)/$bundle"
aws lambda invoke --function-name "$(stack_says MaintenanceFunctionName):live" \
    --cli-binary-format raw-in-base64-out --payload "file://$event" \
    --query FunctionError --output text "$answer" | grep -qx None ||
    { echo "error: it was not registered: $(cat "$answer")" >&2; exit 1; }
cat "$answer"
