#!/usr/bin/env bash
# Deploys to AWS what is built: `make release RELEASE=name [PARAMETERS="Name=value ..."]`. FIREWALL is
# how many requests one address may send in five minutes, or `none`; a given WebAclArn stands for it.
# Credentials and region come from the environment, as for every AWS tool.
set -euo pipefail
cd "$(dirname "$0")/.."
release=$1
shift
stack=credit-scoring-prod

stack_says() { # KIND KEY: an output or a parameter of the stack; nothing if there is no stack yet
    aws cloudformation describe-stacks --stack-name "$stack" --output text \
        --query "Stacks[0].${1}s[?${1}Key=='$2'].${1}Value" 2>/dev/null || true
}

# What samconfig.toml sets for prod; parameters on a command line would replace all of it.
mapfile -t configured < <(.venv/bin/python -c '
import tomllib
with open("samconfig.toml", "rb") as file:
    print(*tomllib.load(file)["prod"]["deploy"]["parameters"]["parameter_overrides"], sep="\n")')

# The runtime that the functions were built for
runtime=python$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

deploy() { # RELEASE_OF_API_AND_SCORER PARAMETERS...
    .local/tools/sam/bin/sam deploy --config-env prod --no-confirm-changeset \
        --template-file .aws-sam/build/template.yaml --parameter-overrides \
        "${configured[@]}" "Architecture=${ARCHITECTURE:-x86_64}" "PythonRuntime=$runtime" \
        ${firewall:+"$firewall"} "MaintenanceRelease=$release" "Release=$1" "${@:2}"
}

# CloudFront's firewall lives in us-east-1, wherever the stack does.
make_firewall() {
    .local/tools/sam/bin/sam deploy --config-env firewall --template-file infra/firewall.yaml \
        ${FIREWALL:+--parameter-overrides "RequestsPerFiveMinutes=$FIREWALL"}
    firewall=WebAclArn=$(aws cloudformation describe-stacks --region us-east-1 \
        --stack-name "$stack-firewall" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='WebAclArn'].OutputValue")
}

# Longer than an invocation lasts it goes on where it stopped. The CLI's own time-out would begin a
# second one beside the first.
migrate() {
    local answer
    answer=$(mktemp)
    until grep -qE '"finished": ?true' "$answer"; do
        AWS_MAX_ATTEMPTS=1 aws lambda invoke --cli-read-timeout 960 \
            --function-name "$(stack_says Output MaintenanceFunctionName):live" \
            --cli-binary-format raw-in-base64-out --payload '{"action": "migrate"}' \
            --query FunctionError --output text "$answer" | grep -qx None ||
            { echo "error: the migration failed: $(cat "$answer")" >&2; exit 1; }
    done
    rm "$answer"
}

# A bundle stays to be had when a later release brings another one in the layer
upload_bundle() {
    local bundle
    bundle=$(.venv/bin/python -c '
import json
print(json.load(open("layers/core/models/rules/released.json"))["name"]["sha256"])')
    aws s3 cp --recursive --only-show-errors --exclude "challengers/*" \
        layers/model/bundle "s3://$(stack_says Output ModelsBucketName)/$bundle"
}

command -v aws >/dev/null || { echo "error: the AWS CLI is needed (aws on the PATH)." >&2; exit 1; }

firewall=
if [ "${FIREWALL:-}" != none ] && [[ " $* " != *" WebAclArn="* ]]; then
    echo "make the firewall"
    make_firewall
fi

before=$(stack_says Parameter Release)
if [ -z "$before" ]; then
    echo "make the stack"
    deploy "$release" "$@"
    upload_bundle
    migrate
else
    echo "maintenance goes first and migrates the database; the others stay at $before"
    deploy "$before" "$@"
    upload_bundle
    migrate
    echo "the others follow, step by step"
    deploy "$release" GradualDeployment=true "$@"
fi

echo "upload the site"
bucket=$(stack_says Output SiteBucketName)
aws s3 cp --recursive --only-show-errors --cache-control "public, max-age=31536000, immutable" \
    frontend/dist/assets "s3://$bucket/assets"
aws s3 cp --recursive --only-show-errors --cache-control no-cache --exclude "assets/*" \
    frontend/dist "s3://$bucket"
stack_says Output SiteUrl
