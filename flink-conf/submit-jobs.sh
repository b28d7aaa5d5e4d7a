#!/usr/bin/env bash
# Submits those of the desk's jobs that the cluster does not run yet. Started again after a failure,
# it goes on with what is missing. Each job reads SLUICE_* from this process's environment.
set -euo pipefail

jar=${SLUICE_JOBS_JAR:-/opt/sluice/sluice-jobs.jar}
package=dev.sluice.jobs

is_running() {
  # A job that is restarting is listed as well.
  /opt/flink/bin/flink list -r | grep -q " : $1 ("
}

for job in market.MarketJob:sluice-market analysis.AnalysisJob:sluice-analysis \
  trading.TradingJob:sluice-trading records.RecordsJob:sluice-records; do
  class=$package.${job%%:*}
  name=${job##*:}
  if is_running "$name"; then
    echo "$name runs already"
  else
    /opt/flink/bin/flink run -d -c "$class" "$jar"
  fi
done
