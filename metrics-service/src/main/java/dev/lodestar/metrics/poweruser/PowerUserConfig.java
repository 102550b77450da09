package dev.lodestar.metrics.poweruser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** Who is a power user. */
@ConfigMapping(prefix = "lodestar.power-users")
public interface PowerUserConfig {
    /** At most this share of the active users are power users. */
    @WithDefault("0.10")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax("1")
    double topShare();
}
