// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Kernel messages as an agent pushes them: journald's JSON, a line a millisecond. */
final class PushedJournal {

    private PushedJournal() {}

    /**
     * Pushes messages of {@code host}, which calls itself {@code host.lan}.
     *
     * @param key of this push, for repeats
     * @param later microseconds after the first message of this boot
     */
    static void push(Api api, String host, String key, long later, List<String> messages) throws Exception {
        StringBuilder journal = new StringBuilder();
        long uptime = Kernel.UPTIME_MICROS + later;
        for (String message : messages) {
            uptime += 1_000;
            journal.append("""
                    {"_TRANSPORT":"kernel","PRIORITY":"3","_BOOT_ID":"b1","_HOSTNAME":"%s.lan",\
                    "_SOURCE_MONOTONIC_TIMESTAMP":"%d","MESSAGE":"%s"}
                    """.formatted(host, uptime, message));
        }
        Reply reply =
                api.post("/api/v1/hosts/" + host + ".lan/kernel-log", "application/jsonl", key, journal.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }
}
