// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.prometheus;

/**
 * Something that kept readings back, mostly a query that was not answered.
 *
 * @param reason for machines
 * @param query the query; empty when it was none's fault
 * @param detail for people: what the store said
 */
public record QueryFailure(Reason reason, String query, String detail) {

    /** Why a query was not answered. */
    public enum Reason {
        UNREACHABLE,
        TIMEOUT,
        /** The store is there and cannot answer now: 502, 503, 504, 429. */
        UNAVAILABLE,
        /** The store refuses the query: 400 of Prometheus, 422 of VictoriaMetrics. */
        REFUSED,
        /** 401 or 403. */
        FORBIDDEN,
        /** Not the JSON of the Prometheus API: HTML of a proxy, a cut answer, another service. */
        NOT_UNDERSTOOD,
        /** The answer is beyond the bound: read fewer hosts or a shorter span. */
        TOO_LARGE,
        /** Every query was answered, and no answer held a reading: the selector fits no series. */
        NOTHING_FOUND,
        /** Whoever takes the readings did not take one; the span will be read again. */
        NOT_TAKEN
    }
}
