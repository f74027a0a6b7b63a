// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the service answered.
 *
 * @param type media type without parameters
 */
record Reply(int status, String type, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body; missing when it is no JSON. */
    JsonNode json() {
        if (!type.endsWith("json")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("said to be " + type + ", but is no JSON: " + text, e);
        }
    }

    boolean isProblem() {
        return type.equals("application/problem+json")
                && json().path("status").asInt() == status
                && !json().path("title").asText().isBlank()
                && !json().path("detail").asText().isBlank();
    }

    String decision() {
        return json().path("decision").asText();
    }
}
