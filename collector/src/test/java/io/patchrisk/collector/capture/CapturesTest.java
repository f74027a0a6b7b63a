// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.exposition.Samples;
import io.patchrisk.collector.signal.SignalCatalogue;
import io.patchrisk.collector.signal.SignalReader;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.fact.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded host, read as the service would read it. */
class CapturesTest {

    private static final Path CAPTURES =
            Path.of(System.getProperty("patchrisk.home")).resolve("datasets/captures");

    @Test
    void noticesThePatchInTheMetricsOfAPatchedHost() throws Exception {
        Capture capture = CaptureReader.read(CAPTURES.resolve("dev-003"));
        List<Reading> readings = readings(capture);

        assertThat(readings).hasSize(75).noneMatch(Reading::rebooted).allMatch(Reading::patchStateKnown);
        List<Reading> patched = readings.stream()
                .filter(reading -> !reading.patches().isEmpty())
                .toList();
        assertThat(patched.get(0).patches().get(0).patch()).isEqualTo(new PatchName("lp_good_fsync"));
        assertThat(patched.get(0).at().getEpochSecond())
                .isBetween(
                        (long) capture.meta().changeAt(), (long) capture.meta().changeAt() + 6);
    }

    @Test
    void noticesTheRebootAfterACrash() throws Exception {
        Capture capture = CaptureReader.read(CAPTURES.resolve("dev-x-panic-kdump"));

        List<Reading> rebooted =
                readings(capture).stream().filter(Reading::rebooted).toList();

        assertThat(rebooted).hasSize(1);
        // The stated boot times lie 118 s apart.
        assertThat(rebooted.get(0).at().getEpochSecond()).isBetween(150L, 170L);
    }

    @Test
    void seesLatencyRiseWhereTheFaultIsLatency() throws Exception {
        Capture capture = CaptureReader.read(CAPTURES.resolve("dev-020"));
        double patchedAt = capture.meta().changeAt();

        double before = mean(capture, "app_request_latency", 0, patchedAt);
        double after = mean(capture, "app_request_latency", patchedAt + 5, 1e9);

        assertThat(after).isGreaterThan(5 * before);
    }

    @Test
    @Tag("slow")
    void readsEveryCaptureAndWritesItWithoutLoss(@TempDir Path folder) throws Exception {
        for (Path source : captures()) {
            Capture capture = CaptureReader.read(source);
            Path copy = folder.resolve(capture.id());
            CaptureWriter.write(capture, copy);
            Capture again = CaptureReader.read(copy);

            assertThat(again.scrapes()).as(capture.id()).isEqualTo(capture.scrapes());
            assertThat(again.datagrams()).as(capture.id()).isEqualTo(capture.datagrams());
            assertThat(again.livepatch()).as(capture.id()).isEqualTo(capture.livepatch());
            assertThat(again.crashLog()).isEqualTo(capture.crashLog());
        }
    }

    private static double mean(Capture capture, String signal, double from, double to) {
        return readings(capture).stream()
                .filter(reading -> reading.at().toEpochMilli() > 1000 * from
                        && reading.at().toEpochMilli() <= 1000 * to)
                .filter(reading -> reading.values().containsKey(signal))
                .mapToDouble(reading -> reading.values().get(signal))
                .average()
                .orElseThrow();
    }

    private static List<Reading> readings(Capture capture) {
        SignalCatalogue catalogue = SignalCatalogue.bundled().withLabSignals();
        ExpositionParser parser = catalogue.parser();
        SignalReader reader =
                catalogue.reader(Duration.ofMillis((long) (1000 * capture.meta().scrapeInterval())));
        List<Reading> readings = new ArrayList<>();
        for (Scrape scrape : capture.scrapes()) {
            Samples samples = parser.parse(scrape.body());
            if (samples.complete()) {
                Instant at = Instant.ofEpochMilli((long) (1000 * scrape.at()));
                readings.add(reader.read(at, scrape.durationMs() / 1000, samples));
            }
        }
        return readings;
    }

    private static List<Path> captures() throws Exception {
        try (Stream<Path> folders = Files.list(CAPTURES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
