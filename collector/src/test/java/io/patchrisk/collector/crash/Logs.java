// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.collector.log.KernelLogReader;
import io.patchrisk.model.fact.KernelEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A made-up log of a crash and what is read from it. */
final class Logs {

    static final String TEXT = """
            [    0.000000] Linux version 6.1.0-56-amd64 (a@b)
            [   40.100000] livepatch: enabling patch 'lp_sock'
            [   40.900000] livepatch: 'lp_sock': patching complete
            [ 5000.500000] BUG: kernel NULL pointer dereference, address: 0000000000000010
            [ 5000.500010] #PF: supervisor read access in kernel mode
            [ 5000.500020] Oops: 0000 [#1] PREEMPT SMP NOPTI
            [ 5000.500030] CPU: 0 PID: 77 Comm: curl Tainted: G           OEK    6.1.0-56-amd64 #1
            [ 5000.500040] RIP: 0010:new_sendmsg+0x10/0x20 [lp_sock]
            [ 5000.500050] Call Trace:
            [ 5000.500060]  <TASK>
            [ 5000.500070]  __sys_sendto+0x2b/0x40
            [ 5000.500080]  </TASK>
            [ 5000.500090] Modules linked in: lp_sock(OEK)
            [ 5000.500100] CR2: 0000000000000010
            """;

    private Logs() {}

    static List<KernelEvent> events(CrashLog log, Instant crashedAt) {
        KernelLogReader reader = new KernelLogReader();
        List<KernelEvent> events = new ArrayList<>();
        log.lines(crashedAt)
                .forEach(line -> reader.feed(line).stream()
                        .filter(KernelEvent.class::isInstance)
                        .forEach(fact -> events.add((KernelEvent) fact)));
        reader.flush().stream().filter(KernelEvent.class::isInstance).forEach(fact -> events.add((KernelEvent) fact));
        return events;
    }
}
