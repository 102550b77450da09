/**
 * Growth: what could be changed about the product, what it would bring and how sure one may be of it.
 *
 * <p>The service owns two kinds of records, assumptions and levers, and computes everything else from the answers of
 * the metrics and cohort services: it holds no events. Observed figures win over assumptions wherever there are any.
 */
@NullMarked
package dev.lodestar.growth;

import org.jspecify.annotations.NullMarked;
