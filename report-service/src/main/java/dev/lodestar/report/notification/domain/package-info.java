/** Where a notification may go to, and when it is tried again. */
@NullMarked
package dev.lodestar.report.notification.domain;

import org.jspecify.annotations.NullMarked;
