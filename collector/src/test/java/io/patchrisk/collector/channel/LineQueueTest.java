// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.log.LogLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineQueueTest {

    private final LineQueue queue = new LineQueue(3);

    @Test
    void dropsOrdinaryLinesBeforeThoseOfAReport() {
        add("eth0: up");
        add("BUG: kernel NULL pointer dereference, address: 0");
        add("Oops: 0000 [#1]");
        add("RIP: 0010:f+0x1/0x2");

        assertThat(queue.poll(10))
                .extracting(LogLine::text)
                .startsWith("BUG: kernel NULL pointer dereference, address: 0");
        assertThat(queue.droppedOrdinary()).isEqualTo(1);
        assertThat(queue.droppedTelling()).isZero();
    }

    @Test
    void keepsTheFirstLinesOfAReportWhenNothingElseIsLeft() {
        add("BUG: kernel NULL pointer dereference, address: 0");
        add("1");
        add("2");
        add("3");

        assertThat(queue.poll(10))
                .extracting(LogLine::text)
                .containsExactly("BUG: kernel NULL pointer dereference, address: 0", "1", "2");
        assertThat(queue.droppedTelling()).isEqualTo(1);
    }

    @Test
    void handsLinesOutInOrder() {
        add("a");
        add("livepatch: enabling patch 'p'");
        add("b");

        assertThat(queue.poll(2)).extracting(LogLine::text).containsExactly("a", "livepatch: enabling patch 'p'");
        assertThat(queue.poll(2)).extracting(LogLine::text).containsExactly("b");
    }

    private void add(String text) {
        queue.add(LogLine.bare(Instant.EPOCH, text));
    }
}
