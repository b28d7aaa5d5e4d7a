#!/usr/bin/env bash
# Flink's own entrypoint writes FLINK_PROPERTIES into its configuration, so it gets a copy of ours.
set -euo pipefail
cp /opt/sluice/flink-conf/*.yaml /opt/sluice/flink-conf/*.properties /opt/flink/conf/
exec /docker-entrypoint.sh "$@"
