// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The console's files, read once from the class path; it needs nothing from any other place. */
final class ConsoleFiles {

    /** No script, style or connection from elsewhere, no inline script, no framing. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "plot.js", "text/javascript; charset=utf-8",
            "element.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private ConsoleFiles() {}

    /** Serves them at the root of a router. */
    static void mount(Router router) {
        TYPES.forEach((name, type) -> {
            Buffer content = read(name);
            router.get(name.equals("index.html") ? "/" : "/" + name).handler(context -> send(context, type, content));
        });
    }

    private static void send(RoutingContext context, String type, Buffer content) {
        Replies.template(context, "/");
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .end(content);
    }

    private static Buffer read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                throw new IllegalStateException("console/" + name + " is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read console/" + name, e);
        }
    }
}
