#!/usr/bin/env bash
# Adds a migration to both providers: eng/add-migration.sh <Name>
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
for provider in Sqlite Postgres; do
  dotnet ef migrations add "$1" --project src/Reports.Data --startup-project src/Reports.Data \
    --context "${provider}ReportsDbContext" --output-dir "$provider/Migrations"
done
