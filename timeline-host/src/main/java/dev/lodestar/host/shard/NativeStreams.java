package dev.lodestar.host.shard;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Classes that Kafka Streams makes by name; a native image must keep them. */
@RegisterForReflection(
        targets = {LogBundles.class, RestoreFrames.class},
        classNames = {
            "org.apache.kafka.streams.errors.DefaultProductionExceptionHandler",
            "org.apache.kafka.streams.errors.LogAndFailExceptionHandler",
            "org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler",
            "org.apache.kafka.streams.processor.FailOnInvalidTimestamp",
            "org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier",
            "org.apache.kafka.streams.processor.internals.NoOpProcessorWrapper",
            "org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor",
            "org.apache.kafka.streams.processor.internals.assignment.HighAvailabilityTaskAssignor"
        })
final class NativeStreams {
    private NativeStreams() {}
}
