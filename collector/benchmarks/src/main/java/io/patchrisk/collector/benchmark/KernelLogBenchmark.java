// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.benchmark;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.collector.log.LineCutter;
import io.patchrisk.collector.log.LinePrefix;
import io.patchrisk.collector.log.LogLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bytes of kernel log that one core reads in a second, from raw bytes to facts. The counter {@code megabytes} is the
 * result: MB (10^6 bytes) a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class KernelLogBenchmark {

    private static final int PIECE = 64 * 1024;

    /** What the text holds: no report, one line in eight of a report, or reports only. */
    @Param({"quiet", "mixed", "dense"})
    public String text = "quiet";

    /** Bytes of text: a cost that is linear in it gives the same throughput for each. */
    @Param({"250000", "1000000", "4000000", "16000000", "64000000"})
    public int bytes;

    private byte[] log = {};

    /** Megabytes read. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        public double megabytes;
    }

    /** Makes the text; folder of captures by the system property {@code patchrisk.captures}. */
    @Setup
    public void prepare() {
        RecordedText recorded = RecordedText.of(Path.of(System.getProperty("patchrisk.captures", "datasets/captures")));
        log = switch (text) {
            case "quiet" -> recorded.quiet(bytes);
            case "mixed" -> recorded.mixed(bytes);
            case "dense" -> recorded.dense(bytes);
            default -> throw new IllegalArgumentException("no text is called " + text);
        };
    }

    /** One whole log of one host, in pieces of 64 KiB. */
    @Benchmark
    public int read(Read read) {
        LineCutter cutter = new LineCutter();
        KernelLogReader reader = new KernelLogReader();
        int facts = 0;
        for (int from = 0; from < log.length; from += PIECE) {
            for (String line : cutter.feed(Arrays.copyOfRange(log, from, Math.min(log.length, from + PIECE)))) {
                facts += reader.feed(logLine(line)).size();
            }
        }
        read.megabytes += log.length / 1e6;
        return facts + reader.flush().size();
    }

    private static LogLine logLine(String line) {
        LinePrefix prefix = LinePrefix.of(line);
        Long stamp = prefix.stampMicros();
        Instant at = stamp == null ? Instant.EPOCH : Instant.EPOCH.plusNanos(stamp * 1000);
        return new LogLine(at, stamp, prefix.level(), prefix.caller(), false, prefix.text());
    }
}
