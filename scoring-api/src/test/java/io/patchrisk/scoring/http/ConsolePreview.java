// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.telemetry.HttpMeters;
import io.patchrisk.scoring.telemetry.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.InstantSource;

/** Serves the console with example values on port 18080, to be looked at in a browser while working on it. */
final class ConsolePreview {

    private ConsolePreview() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        ApiContract.read(vertx)
                .compose(api -> HttpFace.start(
                        vertx,
                        api,
                        SocketAddress.inetSocketAddress(18080, "127.0.0.1"),
                        new FakeDesk(),
                        InstantSource.system(),
                        new HttpMeters(Meters.create())))
                .onComplete(started -> System.out.println(started));
    }
}
