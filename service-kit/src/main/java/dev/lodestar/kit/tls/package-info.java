/** TLS configurations by name, which settings refer to. */
@NullMarked
package dev.lodestar.kit.tls;

import org.jspecify.annotations.NullMarked;
