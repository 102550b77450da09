/**
 * Pseudonyms. A user id is hashed with a secret key (HMAC-SHA-256, the key has a version) and the table {@code identity} maps the hash to a random
 * UUID: the only place in Lodestar that can link a user id to what is stored. The clear id is not written anywhere, here neither; deleting the row
 * makes everything that is stored under the pseudonym unlinkable.
 */
@NullMarked
package dev.lodestar.ingest.identity;

import org.jspecify.annotations.NullMarked;
