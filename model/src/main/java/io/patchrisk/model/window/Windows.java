// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.window;

/**
 * The three windows of one host, aligned on its own patch instant (or, for a control, on its pseudo-instant).
 *
 * @param before ends at the patch instant
 * @param transition from the patch instant until things settled
 * @param after what is judged
 */
public record Windows(Span before, Span transition, Span after) {

    /** Transitions shorter than this still blur the scrape that covers them. */
    private static final double SETTLE_INTERVALS = 1.0;

    /**
     * Windows around an instant.
     *
     * @param instant patch instant, seconds since the epoch
     * @param transitionEnd when the transition was complete, seconds since the epoch
     * @param error how far the instant may be off, seconds; widens the transition on both sides
     * @param beforeSeconds longest before window, seconds
     * @param scrapeInterval seconds
     * @param now end of the after window, seconds since the epoch
     */
    public static Windows around(
            double instant,
            double transitionEnd,
            double error,
            double beforeSeconds,
            double scrapeInterval,
            double now) {
        double start = instant - error;
        double settled = Math.max(instant, transitionEnd) + error + SETTLE_INTERVALS * scrapeInterval;
        double end = Math.max(settled, now);
        return new Windows(new Span(start - beforeSeconds, start), new Span(start, settled), new Span(settled, end));
    }

    /** The two halves of the before window, as if something had been done in its middle. */
    public Windows halves() {
        double middle = before.from() + before.seconds() / 2;
        return new Windows(new Span(before.from(), middle), new Span(middle, middle), new Span(middle, before.to()));
    }

    /** The same windows with the after window cut to at most {@code seconds}. */
    public Windows cutAfter(double seconds) {
        return after.seconds() <= seconds
                ? this
                : new Windows(before, transition, new Span(after.from(), after.from() + seconds));
    }
}
