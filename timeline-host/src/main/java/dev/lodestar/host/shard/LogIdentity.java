package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.RecordHeaders;
import org.apache.kafka.common.Uuid;

/**
 * Which log the timelines are read from: a topic that is deleted and made anew under the same name is another one.
 *
 * @param topic its name
 * @param id its id in the cluster
 * @param partitions how many it has
 */
record LogIdentity(String topic, Uuid id, int partitions) {
    /** Names the records of a partition as this version reads them. */
    String recordsOf(int partition) {
        return String.join(
                " ", topic, id.toString(), Integer.toString(partition), RecordHeaders.CURRENT_SCHEMA_VERSION);
    }
}
