// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.rollout;

import static io.patchrisk.scoring.store.FactStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.capture.Datagram;
import io.patchrisk.collector.crash.CrashEvidence;
import io.patchrisk.collector.crash.CrashFile;
import io.patchrisk.collector.crash.CrashLog;
import io.patchrisk.collector.crash.CrashReport;
import io.patchrisk.collector.crash.CrashTime;
import io.patchrisk.collector.netconsole.NetconsoleStream;
import io.patchrisk.model.fact.Frame;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.fact.KernelEvent;
import io.patchrisk.model.fact.Seconds;
import io.patchrisk.scoring.desk.CrashView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real kernel that panicked in a live patch, with what netconsole brought of it and what kdump saved. */
class RecordedCrashTest {

    private final Scene scene = new Scene();
    private final HostId host = scene.host(1);
    private Capture capture;
    private Instant crashed;

    @BeforeEach
    void read() throws IOException {
        capture = CaptureReader.read(
                Path.of(System.getProperty("patchrisk.home"), "datasets", "captures", "dev-x-panic-kdump"));
        scene.scrape();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** Datagrams as they came; the crash lies at the last stamp of the dump, 50.388 s into the boot. */
    private void play() {
        NetconsoleStream stream = new NetconsoleStream();
        double first = capture.datagrams().get(0).at();
        Instant arrival = Scene.START;
        for (Datagram datagram : capture.datagrams()) {
            arrival = Scene.START.plusNanos(Math.round((datagram.at() - first) * 1e9));
            await(scene.intake.accept(host, stream.accept(datagram.bytes(), arrival)));
        }
        await(scene.intake.accept(host, stream.drain(arrival)));
        scene.wait(Duration.between(scene.now(), arrival).plusSeconds(60));
        scene.fleet.settleLogs(scene.now());
    }

    private void tellDump(Instant saved) {
        CrashEvidence evidence = CrashEvidence.of(new CrashReport(
                "/var/crash/127.0.0.1-dump",
                null,
                List.of(CrashFile.of("vmcore", 18_445_960), CrashFile.of("vmcore-dmesg.txt", 31_003)),
                0,
                Map.of(),
                null,
                saved,
                false,
                null,
                null));
        await(scene.desk.crash(host, evidence, new CrashLog("vmcore-dmesg.txt", capture.crashLog(), false), "k"));
    }

    private List<KernelEvent> events() {
        return scene.fleet.find(host).log().stream()
                .filter(KernelEvent.class::isInstance)
                .map(KernelEvent.class::cast)
                .toList();
    }

    @Test
    void theDumpAloneTellsThePanicOnceWithThePatchInItsStack() {
        scene.wait(Duration.ofMinutes(5));
        tellDump(scene.now().minusSeconds(60));

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.title()).isEqualTo("BUG: unable to handle kernel NULL pointer dereference in new_sendmsg");
            assertThat(event.frames())
                    .extracting(Frame::function, Frame::module)
                    .contains(tuple("new_sendmsg", "lp_panic"));
            assertThat(event.livePatchModules()).containsExactly("lp_panic");
        });
    }

    @Test
    void whatNetconsoleBroughtOfItIsNotCountedAgain() {
        play();
        List<KernelEvent> heard = events();
        assertThat(heard).isNotEmpty();
        crashed = heard.get(0).at();

        // The crash kernel took 35 s until it had written the log.
        tellDump(crashed.plusSeconds(35));

        assertThat(events()).isEqualTo(heard);
        CrashView view = await(scene.desk.host(host)).crashes().get(0);
        assertThat(view.timeFrom()).isEqualTo(CrashTime.Source.HEARD);
        assertThat(Seconds.of(view.crashedAt())).isCloseTo(Seconds.of(crashed), within(2.0));
        assertThat(view.events())
                .extracting(CrashView.Event::fingerprint)
                .containsExactly(heard.get(0).fingerprint());
    }
}
