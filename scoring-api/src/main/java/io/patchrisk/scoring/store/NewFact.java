// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A fact on its way into the store.
 *
 * @param key what makes it one and the same fact however often it is sent; 1 to 512 characters
 * @param kind what it is about, which decides how long it is kept: lower-case words joined by {@code . _ -}
 * @param subject the host or rollout it belongs to; empty when it belongs to neither
 * @param at when it happened, cut to microseconds, which is what every store keeps
 * @param body JSON text; its size is checked by the store
 */
public record NewFact(String key, String kind, String subject, Instant at, String body) {

    /** Longest key. */
    public static final int MAX_KEY = 512;

    /** Longest subject: a DNS name of a host, or the id of a rollout. */
    public static final int MAX_SUBJECT = 253;

    /** Largest body, in bytes of UTF-8. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public NewFact {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a fact of kind " + kind + " has an empty key");
        }
        checkName("key", key, MAX_KEY);
        checkName("subject", subject, MAX_SUBJECT);
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("fact " + key + " has a kind that does not match " + KIND);
        }
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "fact " + key + " happened at " + at + ", outside the years 1970 to 9999");
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether two facts with one key say the same. The time may differ: a sender who repeats itself stamps anew. */
    public boolean saysTheSameAs(NewFact other) {
        return kind.equals(other.kind) && subject.equals(other.subject) && body.equals(other.body);
    }

    private static void checkName(String what, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new IllegalArgumentException("a fact's " + what + " has " + value.length() + " characters; at most "
                    + maxLength + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                throw new IllegalArgumentException(
                        "a fact's " + what + " has a control character or surrogate at position " + i);
            }
        }
    }
}
