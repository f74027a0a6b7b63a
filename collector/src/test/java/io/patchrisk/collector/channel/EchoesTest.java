// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.log.LogLine;
import io.patchrisk.model.fact.HostId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final HostId HOST = new HostId("h");

    private final List<String> heard = new ArrayList<>();
    private final Echoes echoes = new Echoes();
    private final KernelLogSink netconsole = echoes.before(this::hear, 1);
    private final KernelLogSink syslog = echoes.before(this::hear, 2);

    @Test
    void passesALineThatCameByTwoChannelsOnOnce() {
        netconsole.accept(HOST, List.of(line(AT, 1L, "a "), line(AT, 2L, "b")));
        syslog.accept(HOST, List.of(line(AT.plusMillis(900), 1L, "a"), line(AT, 2L, "c"), line(AT, 3L, "b")));
        syslog.accept(new HostId("other"), List.of(line(AT, 1L, "a")));

        assertThat(heard).containsExactly("h: a ", "h: b", "h: c", "h: b", "other: a");
        assertThat(echoes.count()).isEqualTo(1);
    }

    @Test
    void passesOnWhatOneChannelSaysTwice() {
        // The sink did not take it, or the kernel printed the same within a microsecond.
        netconsole.accept(HOST, List.of(line(AT, 1L, "a"), line(AT, 1L, "a")));
        netconsole.accept(HOST, List.of(line(AT, 1L, "a")));

        assertThat(heard).hasSize(3);
    }

    @Test
    void passesOnWhatAnotherBootSaysAtTheSameStamp() {
        netconsole.accept(HOST, List.of(line(AT, 0L, "Linux version 6.1.0")));
        syslog.accept(HOST, List.of(line(AT.plusSeconds(8), 0L, "Linux version 6.1.0")));

        assertThat(heard).hasSize(2);
    }

    @Test
    void passesOnLinesWithoutAStamp() {
        netconsole.accept(HOST, List.of(line(AT, null, "a")));
        syslog.accept(HOST, List.of(line(AT, null, "a")));

        assertThat(heard).hasSize(2);
    }

    private static LogLine line(Instant at, Long stamp, String text) {
        return new LogLine(at, stamp, 4, null, false, text);
    }

    private Future<Void> hear(HostId host, List<LogLine> lines) {
        lines.forEach(line -> heard.add(host + ": " + line.text()));
        return Future.succeededFuture();
    }
}
