# Creates the topics that are missing, as one broker wants them; the container is started again until the broker answers.
set -eu
create() {
  topic=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$topic" --partitions "$partitions" --replication-factor 1 "$@"
}
create timeline.v1 12 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
create timeline.v1.dead-letter 1 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
create acquisition.v1 1 --config cleanup.policy=compact
create analysis.commands.v1 1 --config max.message.bytes=16777216
create analysis.results.v1 1 --config max.message.bytes=16777216
create cohorts.saved.v1 1 --config cleanup.policy=compact --config max.message.bytes=16777216
create erasure.commands.v1 1 --config cleanup.policy=delete
create erasure.results.v1 1 --config cleanup.policy=delete
create alerts.v1 1 --config cleanup.policy=delete
create audit.heads.v1 1 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1
