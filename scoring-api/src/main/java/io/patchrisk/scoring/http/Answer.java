// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.patchrisk.scoring.desk.Page;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with when nothing is wrong.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param body written as JSON, unless it is a {@link Text}
 */
record Answer(int status, Map<String, String> headers, Object body) {

    /** A body that is no JSON. */
    record Text(String mediaType, String text) {}

    static Answer ok(Object body) {
        return new Answer(200, Map.of(), body);
    }

    /** A list under a name, so that other members can join it later. */
    static Answer list(String name, Object items) {
        return ok(Map.of(name, items));
    }

    /** A part of a list under a name, with how long the whole is and what to ask for next. */
    static Answer page(String name, Page<?> page) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, page.items());
        body.put("total", page.total());
        body.put("next", page.next());
        return ok(body);
    }

    /** Taken and stored; what follows from it shows later. */
    static Answer accepted(Object body) {
        return new Answer(202, Map.of(), body);
    }

    /** New at a place, or there already. */
    static Answer declared(boolean created, String location, Object body) {
        return created ? new Answer(201, Map.of("Location", location), body) : ok(body);
    }
}
