package dev.lodestar.host.shard;

import org.apache.kafka.common.Uuid;

/**
 * Which log the timelines are read from: a topic that is deleted and made anew under the same name is another one.
 *
 * @param topic its name
 * @param id its id in the cluster
 * @param partitions how many it has
 */
record LogIdentity(String topic, Uuid id, int partitions) {}
