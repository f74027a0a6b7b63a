// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.syslog.Parsed.Kernel;
import io.patchrisk.collector.syslog.Parsed.Reason;
import io.patchrisk.collector.syslog.Parsed.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogParserTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T10:00:05Z");

    @Test
    void readsRfc5424() {
        Kernel message = kernel(
                "<4>1 2026-11-22T11:00:04.5+01:00 web-1 kernel - - [a@1 k=\"x \\\"] y\"][b] \uFEFF[   1.2] text");

        assertThat(message.severity()).isEqualTo(4);
        assertThat(message.loggedAt()).isEqualTo("2026-11-22T10:00:04.500Z");
        assertThat(message.hostname()).isEqualTo("web-1");
        assertThat(message.text()).isEqualTo("[   1.2] text");
    }

    @Test
    void readsRfc5424WithNothingInIt() {
        Kernel message = kernel("<0>1 - - - - - -");

        assertThat(message).isEqualTo(new Kernel(0, ARRIVAL, null, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<3>Nov 22 10:00:04 web-1 kernel: [   1.2] text|web-1|[   1.2] text",
                "<3>Nov 22 10:00:04.25 web-1 kernel: text|web-1|text",
                "<3>2026-11-22T10:00:04+00:00 web-1 kernel:  indented|web-1| indented",
                "<3>Nov 22 10:00:04 kernel: text||text",
                "<3>Nov 22 10:00:04 fe80::1 kernel: text|fe80::1|text",
                "<3>kernel: text||text",
                "<3>[   1.2] text||[   1.2] text",
                "<3>Nov 22 10:00:04 web-1 kernel[0]: text|web-1|text",
                "<3>Nov 22 10:00:04 web-1 BUG: no tag|web-1|BUG: no tag",
                "<3>kernel:||"
            })
    void readsWhatIsSentAsRfc3164(String raw, String host, String text) {
        Kernel message = kernel(raw);

        assertThat(message.hostname()).isEqualTo(host);
        assertThat(message.text()).isEqualTo(text == null ? "" : text);
    }

    @Test
    void undoesWhatRsyslogEscapes() {
        assertThat(kernel("<3>kernel: rcu: #0110-...!: one#012two #99-Ubuntu").text())
                .isEqualTo("rcu: \t0-...!: one\ntwo #99-Ubuntu");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|EMPTY",
                "no priority|NO_PRIORITY",
                "<1234>kernel: text|NO_PRIORITY",
                "<192>kernel: text|NO_PRIORITY",
                "<13>Nov 22 10:00:04 web-1 kernel: BUG: said by a user|NOT_KERNEL",
                "<30>1 - web-1 systemd 1 - - text|NOT_KERNEL",
                "<3>1 - web-1 sudo 1 - - text|NOT_KERNEL",
                "<3>1 - web-1 kernel|BAD_HEADER",
                "<3>1 - web-1 kernel - - text|BAD_HEADER",
                "<3>1 - web-1 kernel - - [a k=\"never ends] text|BAD_HEADER"
            })
    void saysWhyItTakesNothing(String raw, Reason reason) {
        assertThat(parse(raw)).isEqualTo(new Rejected(reason));
    }

    @Property(tries = 2000)
    void neverThrows(@ForAll byte[] bytes) {
        assertThat(SyslogParser.parse(bytes, ARRIVAL)).isNotNull();
        byte[] begun = ("<3>1 - " + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.UTF_8);
        assertThat(SyslogParser.parse(begun, ARRIVAL)).isNotNull();
        byte[] old = ("<3>Nov 22 " + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.UTF_8);
        assertThat(SyslogParser.parse(old, ARRIVAL)).isNotNull();
    }

    private static Kernel kernel(String raw) {
        return (Kernel) parse(raw);
    }

    private static Parsed parse(String raw) {
        return SyslogParser.parse(raw.getBytes(StandardCharsets.UTF_8), ARRIVAL);
    }
}
