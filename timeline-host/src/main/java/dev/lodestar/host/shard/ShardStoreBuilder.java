package dev.lodestar.host.shard;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a {@link ShardStore} per partition; caching and an own changelog do not apply, because the source topic is the changelog. */
record ShardStoreBuilder(ShardSettings settings) implements StoreBuilder<ShardStore> {
    @Override
    public StoreBuilder<ShardStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<ShardStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<ShardStore> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<ShardStore> withLoggingDisabled() {
        return this;
    }

    @Override
    public ShardStore build() {
        return new ShardStore(settings);
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }

    @Override
    public String name() {
        return ShardStore.NAME;
    }
}
