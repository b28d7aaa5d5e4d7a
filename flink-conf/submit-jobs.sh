#!/usr/bin/env bash
# Submits those of the desk's jobs that the cluster does not run, each from its newest complete
# checkpoint where it has one. With --watch it looks again every half minute and never ends: the
# cluster has no high availability, so a JobManager that starts anew knows no jobs.
# Each job reads SLUICE_* from this process's environment; secrets do not become part of the job.
set -euo pipefail

flink=${FLINK_HOME:-/opt/flink}
jar=${SLUICE_JOBS_JAR:-/opt/sluice/sluice-jobs.jar}
checkpoints=${SLUICE_CHECKPOINTS:-s3://sluice/checkpoints}
package=dev.sluice.jobs

newest_checkpoint() {
  FLINK_CONF_DIR=$flink/conf FLINK_PLUGINS_DIR=$flink/plugins \
    java "-Dlog4j2.configurationFile=$flink/conf/log4j-cli.properties" \
    -cp "$flink/lib/*:$jar" dev.sluice.jobs.NewestCheckpoint "$1"
}

submit_missing() {
  local listed job class name directory checkpoint
  # Read before anything is decided: a list that failed must not pass for one without jobs, for two
  # copies of a job would be two writers. Jobs that restart or are scheduled are listed as well.
  listed=$("$flink/bin/flink" list)
  for job in market.MarketJob:sluice-market analysis.AnalysisJob:sluice-analysis \
    trading.TradingJob:sluice-trading records.RecordsJob:sluice-records; do
    class=$package.${job%%:*}
    name=${job##*:}
    if grep -qF " : $name (" <<<"$listed"; then
      continue
    fi
    directory=$checkpoints/$name
    checkpoint=$(newest_checkpoint "$directory")
    echo "$name starts from ${checkpoint:-the beginning of the log}"
    "$flink/bin/flink" run -d ${checkpoint:+-s "$checkpoint" --claimMode CLAIM} -c "$class" "$jar" \
      --sluice.checkpoint.directory "$directory"
  done
}

submit_missing
while [ "${1:-}" = --watch ]; do
  sleep 30
  submit_missing
done
