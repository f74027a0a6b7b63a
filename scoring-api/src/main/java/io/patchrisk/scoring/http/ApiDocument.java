// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The OpenAPI document, read once: what it says of each operation, and the form of it that the router takes. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final String text;
    private final JsonNode root;
    private final List<Operation> operations;

    private ApiDocument(String text, JsonNode root) {
        this.text = text;
        this.root = root;
        this.operations = read(root);
    }

    /**
     * What a request to one operation may look like.
     *
     * @param id its operationId
     * @param method in capitals
     * @param path with names of parameters in braces
     * @param query query parameters it knows
     * @param required those of them that must be there
     * @param mediaTypes media types of its body; empty when it takes none
     */
    record Operation(
            String id, String method, String path, Set<String> query, Set<String> required, Set<String> mediaTypes) {

        boolean at(String askedPath) {
            return Pattern.matches(path.replaceAll("\\{[^}]+}", "[^/]+"), askedPath);
        }
    }

    /** Reads the document that is part of the program. */
    static ApiDocument load() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ApiDocument(text, new YAMLMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.yaml", e);
        }
    }

    String text() {
        return text;
    }

    List<Operation> operations() {
        return operations;
    }

    Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("openapi.yaml has no operation " + id));
    }

    /** The methods that a path takes, in order of name; empty when it is no path of ours. */
    Set<String> methodsAt(String path) {
        Set<String> methods = new TreeSet<>();
        operations.stream()
                .filter(operation -> operation.at(path))
                .forEach(operation -> methods.add(operation.method()));
        return methods;
    }

    /**
     * The document without the bodies that are not JSON. Vert.x 5.0.10 refuses at load the media types
     * {@code application/problem+json} and {@code application/yaml}, and answers 500 to text bodies it validates.
     */
    JsonObject forRouter() {
        JsonNode copy = root.deepCopy();
        for (JsonNode content : copy.findValues("content")) {
            ObjectNode types = (ObjectNode) content;
            List<String> names = new ArrayList<>();
            types.fieldNames().forEachRemaining(names::add);
            names.removeIf("application/json"::equals);
            types.remove(names);
        }
        for (JsonNode holder : copy.findParents("content")) {
            if (holder.path("content").isEmpty()) {
                ((ObjectNode) holder).remove("content");
            }
        }
        for (JsonNode operation : copy.findParents("requestBody")) {
            if (!operation.path("requestBody").has("content")) {
                ((ObjectNode) operation).remove("requestBody");
            }
        }
        return new JsonObject(copy.toString());
    }

    private static List<Operation> read(JsonNode root) {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        operations.add(operation(root, path.getKey(), entry.getKey(), entry.getValue()));
                    }
                }));
        return List.copyOf(operations);
    }

    private static Operation operation(JsonNode root, String path, String method, JsonNode node) {
        Set<String> query = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        for (JsonNode reference : node.path("parameters")) {
            JsonNode parameter = root.at(reference.path("$ref").asText().substring(1));
            if (parameter.path("in").asText().equals("query")) {
                query.add(parameter.path("name").asText());
                if (parameter.path("required").asBoolean()) {
                    required.add(parameter.path("name").asText());
                }
            }
        }
        Set<String> mediaTypes = new TreeSet<>();
        node.path("requestBody").path("content").fieldNames().forEachRemaining(mediaTypes::add);
        return new Operation(
                node.path("operationId").asText(), method.toUpperCase(Locale.ROOT), path, query, required, mediaTypes);
    }
}
