package dev.lodestar.ingest.warehouse;

/** Whether rows of a batch may be in their table already. */
enum Repeats {
    /** None is there, or the database is to refuse the batch: it then need not look a row up before it stores it, and can take many at once. */
    UNEXPECTED,
    /** Some may be there; they are found and told from conflicts. */
    POSSIBLE
}
