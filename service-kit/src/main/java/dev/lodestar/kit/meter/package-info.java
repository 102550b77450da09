/**
 * How meters leave a service: durations of requests and steps as histograms with a few fixed boundaries, so that shares and quantiles can be computed over
 * replicas.
 */
@NullMarked
package dev.lodestar.kit.meter;

import org.jspecify.annotations.NullMarked;
