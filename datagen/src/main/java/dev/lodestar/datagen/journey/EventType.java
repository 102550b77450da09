package dev.lodestar.datagen.journey;

import java.util.Locale;

/** The event types of the default tracking plan. */
public enum EventType {
    SIGNUP,
    SESSION_STARTED,
    PAGE_VIEWED,
    PAGE_CREATED,
    CONTENT_EDITED,
    SEARCH_PERFORMED,
    WORKSPACE_SHARED,
    USER_INVITED,
    COLLABORATIVE_EDIT,
    UPGRADED_TO_PAID,
    INVOICE_PAID,
    PLAN_CANCELLED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the files, {@code page_created}. */
    public String wireName() {
        return wireName;
    }
}
