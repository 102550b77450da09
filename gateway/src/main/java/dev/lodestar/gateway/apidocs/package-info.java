/**
 * One OpenAPI document of the whole: the route table says which operations there are and which role they need, the services' own documents say the rest. A service
 * that does not answer leaves its operations without detail, and is named.
 */
@NullMarked
package dev.lodestar.gateway.apidocs;

import org.jspecify.annotations.NullMarked;
