// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.telemetry.HttpMeters;
import io.patchrisk.scoring.telemetry.Meters;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** Serves the console with example values on port 18080, to be looked at in a browser while working on it. */
final class ConsolePreview {

    private ConsolePreview() {}

    public static void main(String[] arguments) {
        HttpFace.start(
                        Vertx.vertx(),
                        "127.0.0.1",
                        18080,
                        new FakeDesk(),
                        InstantSource.system(),
                        new HttpMeters(Meters.create()))
                .onComplete(started -> System.out.println(started));
    }
}
