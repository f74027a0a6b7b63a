// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.model.fact.NearestName;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.http.ApiDocument.Operation;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request to what the document says of its operation: query parameters and media type. The router of Vert.x 5.0.10
 * lets unknown and repeated parameters pass and answers 400 to a wrong media type.
 */
final class RequestRule {

    private RequestRule() {}

    /** Throws a {@link ProblemException} unless the request keeps to the document. */
    static void check(RoutingContext context, Operation operation) {
        checkQuery(context.queryParams(), operation);
        if (!operation.mediaTypes().isEmpty()) {
            checkMediaType(context.request().getHeader("Content-Type"), operation);
        }
    }

    private static void checkQuery(MultiMap query, Operation operation) {
        List<Fault> faults = new ArrayList<>();
        for (String name : query.names()) {
            String at = "query " + Problem.quote(name).replace("\"", "");
            if (!operation.query().contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) : name;
                faults.add(new Fault(
                        at, "this parameter is not known; " + NearestName.advice(shown, operation.query()), false));
            } else if (query.getAll(name).size() > 1) {
                faults.add(new Fault(at, "it is there more than once", false));
            }
        }
        for (String name : operation.required()) {
            if (!query.contains(name)) {
                faults.add(new Fault("query " + name, "it is missing", false));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(Fault.problem(faults));
        }
    }

    private static void checkMediaType(@Nullable String header, Operation operation) {
        if (!operation.mediaTypes().contains(mediaType(header))) {
            throw new ProblemException(new Problem(
                    "wrong_media_type",
                    415,
                    "The body is of another media type",
                    "Content-Type is " + (header == null ? "missing" : Problem.quote(header)) + "; send "
                            + String.join(" or ", operation.mediaTypes()) + ".",
                    Map.of()));
        }
    }

    /** What a Content-Type names, in lower case and without parameters; empty when there is none. */
    static String mediaType(@Nullable String header) {
        return header == null ? "" : header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
