package dev.lodestar.ingest.replay;

import dev.lodestar.ingest.validation.QualityCode;

/** A row that did not pass this time either, and why. */
record StillRefused(long id, QualityCode code, String detail) {}
