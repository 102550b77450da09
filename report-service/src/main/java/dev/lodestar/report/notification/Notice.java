package dev.lodestar.report.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What is to be told of an alert by each channel of its rule.
 *
 * @param event what happened, such as {@code alert.opened}
 * @param title a line
 * @param text what people read
 * @param data what machines read
 */
public record Notice(UUID alert, UUID rule, String event, String title, String text, JsonNode data, Instant at) {}
