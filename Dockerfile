# Two images from one build: "flink" is the cluster with the jar of the jobs, "desk" is everything
# that runs outside it: the feed with the sequencer, the console, the offline analyst.
FROM node:20.19-bookworm-slim AS node

FROM maven:3.9.11-eclipse-temurin-17 AS build
# Node builds the console's page.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q --no-transfer-progress -DskipTests package \
    && mkdir lib \
    && tr ':' '\n' < jobs/target/classpath.txt | xargs -I{} cp {} lib/ \
    && cp jobs/target/sluice-jobs-*.jar lib/

FROM flink:2.3.0-scala_2.12-java17 AS flink
RUN mkdir -p /opt/flink/plugins/s3-fs-presto \
    && cp /opt/flink/opt/flink-s3-fs-presto-*.jar /opt/flink/plugins/s3-fs-presto/
COPY --from=build /src/jobs/target/sluice-jobs.jar /opt/sluice/sluice-jobs.jar
COPY flink-conf /opt/sluice/flink-conf
ENTRYPOINT ["/opt/sluice/flink-conf/entrypoint.sh"]

FROM eclipse-temurin:17.0.17_10-jre AS desk
RUN useradd --system --create-home --home-dir /var/lib/sluice sluice
COPY --from=build /src/lib /opt/sluice/lib
COPY flink-conf/desk-java-options /opt/sluice/java-options
USER sluice
WORKDIR /var/lib/sluice
ENTRYPOINT ["java", "@/opt/sluice/java-options", "-cp", "/opt/sluice/lib/*", "dev.sluice.jobs.cli.SluiceCommand"]
CMD ["--help"]
