// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.regex.Pattern;

/**
 * An address to listen on. As long as the service authenticates nobody it must be a loopback address.
 *
 * @param host {@code localhost}, {@code ::1} or an address in 127.0.0.0/8
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenConfig(String host, int port) {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|::1|\\[::1]|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    public ListenConfig {
        if (!isLoopback(host)) {
            throw new IllegalArgumentException(
                    "cannot listen on " + host + ": only on loopback, as nobody is authenticated");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("cannot listen on port " + port + ": ports are 0 to 65535");
        }
    }

    /** Whether an address can be reached from this machine only. Told from the text: a name is not looked up. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
