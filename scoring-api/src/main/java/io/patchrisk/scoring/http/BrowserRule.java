// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other sites from using an operator's browser against a service on loopback: a name that was rebound to
 * our address is not answered, and nothing is taken from another origin.
 */
final class BrowserRule {

    private final Set<String> ownNames;

    /** The rule of a service that is known under these names besides {@code localhost} and its addresses. */
    BrowserRule(Set<String> ownNames) {
        this.ownNames = ownNames;
    }

    /** What is wrong with a request, or null when nothing is. */
    @Nullable
    Problem complaint(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority != null && !own(authority.host())) {
            return problem(
                    "unknown_authority",
                    "The Host header names " + Problem.quote(authority.host())
                            + "; use localhost or the service's address.");
        }
        boolean changes = !request.method().equals(HttpMethod.GET);
        if (changes && authority != null && foreign(request.getHeader("Origin"), authority)) {
            return problem(
                    "cross_origin", "A browser sent it from another site; send it from a tool or from the console.");
        }
        return null;
    }

    private boolean own(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        boolean address = plain.startsWith("[") || plain.contains(":") || plain.matches("[0-9.]+");
        return address || plain.equals("localhost") || ownNames.contains(plain);
    }

    private static boolean foreign(@Nullable String origin, HostAndPort authority) {
        if (origin == null) {
            return false;
        }
        try {
            String from = URI.create(origin).getAuthority();
            return from == null || !from.equalsIgnoreCase(authority.toString());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static Problem problem(String code, String detail) {
        return new Problem(code, 403, "Not from there", detail, Map.of());
    }
}
