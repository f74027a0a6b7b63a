// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.netconsole;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.collector.netconsole.Datagram.Fragment;
import io.patchrisk.collector.netconsole.Datagram.Legacy;
import io.patchrisk.collector.netconsole.Datagram.Message;
import io.patchrisk.collector.netconsole.Datagram.Reason;
import io.patchrisk.collector.netconsole.Datagram.Rejected;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatagramDecoderTest {

    @Test
    void readsTheExtendedFormat() {
        assertThat(decode("4,413,71599546,-;lp_oops: loading\n"))
                .isEqualTo(new Message(4, 413, 71_599_546, null, "lp_oops: loading", 0));
    }

    @Test
    void readsReleaseCallerAndFacility() {
        assertThat(decode("6.1.0-9-amd64,30,414,5,c,caller=T123;text"))
                .isEqualTo(new Message(6, 414, 5, "T123", "text", 0));
    }

    @Test
    void leavesTheDictionaryOut() {
        assertThat(decode("6,1,2,-;usb 1-1: new\n SUBSYSTEM=usb\n DEVICE=c189:1\n"))
                .isEqualTo(new Message(6, 1, 2, null, "usb 1-1: new", 2));
    }

    @Test
    void unescapesBytes() {
        assertThat(decode("6,1,2,-;\\x09tab \\x5c_SB \\xzz \\x0anext"))
                .isEqualTo(new Message(6, 1, 2, null, "\ttab \\_SB \\xzz \nnext", 0));
    }

    @Test
    void readsFragments() {
        assertThat(decode("13,468,514729715,-,ncfrag=4/1135;MSG1"))
                .isEqualTo(new Fragment(468, "13,468,514729715,-", 4, 1135, "MSG1"));
    }

    @Test
    void rejectsFragmentsThatCannotBe() {
        assertThat(decode("13,468,5,-,ncfrag=4/5;abc")).isEqualTo(new Rejected(Reason.BAD_FRAGMENT));
        assertThat(decode("13,468,5,-,ncfrag=0/3,ncfrag=0/3;abc")).isEqualTo(new Rejected(Reason.BAD_FRAGMENT));
        assertThat(decode("13,468,5,-,ncfrag=0/999999999;abc")).isEqualTo(new Rejected(Reason.BAD_FRAGMENT));
    }

    @Test
    void takesOtherTextForTheLegacyFormat() {
        assertThat(decode("[   12.345678] eth0: link; up\n")).isEqualTo(new Legacy("[   12.345678] eth0: link; up\n"));
    }

    @Test
    void rejectsNoise() {
        assertThat(DatagramDecoder.decode(new byte[0])).isEqualTo(new Rejected(Reason.EMPTY));
        assertThat(DatagramDecoder.decode(new byte[] {1, 2, 3, 4})).isEqualTo(new Rejected(Reason.NOT_TEXT));
    }

    private static Datagram decode(String text) {
        return DatagramDecoder.decode(text.getBytes(StandardCharsets.UTF_8));
    }
}
