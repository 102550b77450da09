/**
 * The dashboard's pages: plain files, shown only to people who are logged in, each load in the audit log. All figures come from the API, by the browser, with the
 * session of the person who looks.
 */
@NullMarked
package dev.lodestar.gateway.dashboard;

import org.jspecify.annotations.NullMarked;
