// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.KernelEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs made to last: whatever comes, the next report is still found. */
class HostileLogTest {

    private static final byte[] NEXT = """
            [ 9000.000000][ T9] kernel BUG at fs/x.c:1!
            [ 9000.000001][ T9] RIP: 0010:fs_one+0x1/0x2
            [ 9000.000002][ T9] Call Trace:
            [ 9000.000003][ T9]  fs_caller+0x1/0x2
            [ 9000.000004][ T9] ---[ end trace 0000000000000000 ]---
            """.getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[    1.000000][ T9]  endless_function+0x1/0x2\\n",
                "[    1.000000][ T9] Call Trace:\\n",
                "[    1.000000][ T9] BUG: KASAN: slab-out-of-bounds in f+0x1/0x2\\n",
                "[    1.000000][ T9] WARNING: CPU: 1 PID: 7 at a.c:1 f+0x1/0x2\\n",
                "[    1.000000][ T9] livepatch: enabling patch 'lp'\\n",
                "\\n",
                "([<((([[[<<<<(((((((( at: at: at: (((((((((((((((((\\n",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void findsTheReportBehindAMillionBytesOfOneLine(String line) {
        KernelLogScan scan = new KernelLogScan();
        byte[] piece = line.replace("\\n", "\n").repeat(200).getBytes(StandardCharsets.UTF_8);
        byte[] opening = "[    1.000000][ T9] BUG: soft lockup - CPU#0 stuck for 22s! [app:7]\n"
                .getBytes(StandardCharsets.UTF_8);
        List<Found> found = new ArrayList<>(scan.feed(opening, 0, opening.length));
        for (int fed = 0; fed < 1_000_000 && piece.length > 0; fed += piece.length) {
            found.addAll(scan.feed(piece, 0, piece.length));
        }
        found.addAll(scan.feed(new byte[] {'\n'}, 0, 1));
        found.addAll(scan.feed(NEXT, 0, NEXT.length));
        found.addAll(scan.finish());

        assertThat(found)
                .last()
                .satisfies(
                        last -> assertThat(((KernelEvent) last.fact()).title()).isEqualTo("kernel BUG in fs_one"));
        assertThat(found).allSatisfy(fact -> assertThat(fact.fact().toString()).hasSizeLessThan(512 * 1024));
    }
}
