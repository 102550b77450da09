/**
 * The chart and the manifests, looked at before any cluster sees them: Helm's own lint, the API's types and required fields, and rules of our own about
 * what must agree between documents and with the services' code. Rendering is Helm's, as a library.
 */
@NullMarked
package dev.lodestar.helm;

import org.jspecify.annotations.NullMarked;
