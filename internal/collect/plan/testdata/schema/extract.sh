#!/usr/bin/env bash
# Writes the extract of a version of the AWS provider: bash extract.sh VERSION [PLUGIN_DIR]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/main.tf" <<EOF
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "$1"
    }
  }
}
EOF
terraform -chdir="$folder" init -input=false ${2:+-plugin-dir="$2"} > /dev/null
terraform -chdir="$folder" providers schema -json > "$folder/schema.json"
go test . -run '^TestExtractSchema$' -count=1 -schema "$folder/schema.json" -schema-version "$1"
