/** The rules of docs/internals/style.md that can be checked on compiled classes; each service has a test of a few lines that calls them. */
@NullMarked
package dev.lodestar.testkit.architecture;

import org.jspecify.annotations.NullMarked;
