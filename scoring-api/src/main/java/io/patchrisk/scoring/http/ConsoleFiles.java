// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The console's files, read once from the class path; it needs nothing from any other place. */
final class ConsoleFiles {

    /** No script, style or connection from elsewhere, no inline script or style, no framing. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What stands in the folder {@code console}. */
    static final List<String> OWN = List.of(
            "index.html",
            "console.css",
            "views.css",
            "icon.svg",
            "api.js",
            "console.js",
            "crashes.js",
            "decision.js",
            "element.js",
            "event-report.js",
            "events-view.js",
            "five.js",
            "fleet-view.js",
            "format.js",
            "glance-view.js",
            "history-view.js",
            "host-view.js",
            "hosts.js",
            "live.js",
            "members-view.js",
            "model-view.js",
            "morph.js",
            "pager.js",
            "patch-view.js",
            "place.js",
            "plot.js",
            "reasons.js",
            "reliability-plot.js",
            "risk-plot.js",
            "rollout-head.js",
            "rollout-view.js",
            "signal-plot.js",
            "signals-view.js",
            "views.js");

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** The minified uPlot is a script with one global; as a module it is loaded with what needs it. */
    private static final String AS_MODULE = "\nexport default uPlot;\n";

    private ConsoleFiles() {}

    /** Serves them at the root of a router. */
    static void mount(Router router) {
        for (String name : OWN) {
            serve(router, name.equals("index.html") ? "/" : "/" + name, type(name), read("/console/" + name));
        }
        serve(
                router,
                "/uplot.js",
                type("uplot.js"),
                read(UPLOT + "uPlot.iife.min.js").appendString(AS_MODULE));
        serve(router, "/uplot.css", type("uplot.css"), read(UPLOT + "uPlot.min.css"));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private static void serve(Router router, String path, String type, Buffer content) {
        String tag = tag(content);
        router.get(path).handler(context -> send(context, type, content, tag));
    }

    /** A browser that has a file asks whether it is still the same, so that a new service never meets an old script. */
    private static void send(RoutingContext context, String type, Buffer content, String tag) {
        Replies.template(context, "/");
        boolean known = tag.equals(context.request().getHeader("If-None-Match"));
        context.response()
                .setStatusCode(known ? 304 : 200)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", tag)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .end(known ? Buffer.buffer() : content);
    }

    private static String tag(Buffer content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Buffer read(String resource) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
