// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.desk.Mode;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.http.ApiDocument.Operation;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation and every status of the OpenAPI document is exercised, and every body checked against its schema. */
class DocumentTest {

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("declarePatch", "{\"id\":\"lp-107\",\"kind\":\"live\",\"modules\":[\"livepatch_107\"]}"),
            Map.entry(
                    "openRollout",
                    "{\"id\":\"lp-2026-11\",\"patch\":\"lp-107\",\"waves\":[{\"name\":\"canary\",\"hosts\":[\"web-01\"]}]}"),
            Map.entry("reportPatched", "{\"host\":\"web-01\",\"at\":\"2026-11-22T10:00:00Z\"}"),
            Map.entry("act", "{\"action\":\"stop\",\"by\":\"kim\",\"reason\":\"oopses\"}"),
            Map.entry(
                    "pushLivepatch",
                    "{\"at\":\"2026-11-22T10:00:00Z\",\"patches\":[{\"name\":\"p\",\"enabled\":true,\"transition\":false}]}"),
            Map.entry(
                    "tellOutcome",
                    "{\"happened\":\"harm\",\"cause\":\"patch\",\"cause_text\":\"slow\",\"source\":\"person\",\"by\":\"kim\",\"watched_s\":60}"),
            Map.entry("trainCandidate", "{\"by\":\"kim\",\"reason\":\"more\"}"),
            Map.entry("cancelCandidate", "{\"by\":\"kim\",\"reason\":\"less\"}"),
            Map.entry("importOutcomes", "run,patch\n"),
            Map.entry("pushKernelLog", "<4>[   12.0] BUG: unable to handle\n"),
            Map.entry(
                    "pushCrashEvidence",
                    "path: /var/crash/x\ncrashed_at: 2026-11-22T10:00:00Z\n\n<4>[   12.0] BUG: unable to handle\n"));

    private final ApiDocument document = ApiDocument.load();
    private final JsonNode root = read(document);
    private Face face;

    private static JsonNode read(ApiDocument document) {
        try {
            return new YAMLMapper().readTree(document.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        face = new Face();
    }

    @AfterEach
    void stop() {
        face.close();
    }

    @TestFactory
    Stream<DynamicTest> answersEveryDocumentedStatusOfEveryOperation() {
        OpenAPIContract contract = Face.await(OpenAPIContract.from(face.vertx, document.forRouter()));
        ResponseValidator validator = ResponseValidator.create(face.vertx, contract);
        return document.operations().stream().flatMap(operation -> {
            TreeSet<String> statuses = new TreeSet<>();
            root.path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase(Locale.ROOT))
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(statuses::add);
            return statuses.stream()
                    .map(status -> DynamicTest.dynamicTest(
                            operation.id() + " " + status,
                            () -> check(validator, operation, Integer.parseInt(status))));
        });
    }

    private void check(ResponseValidator validator, Operation operation, int status) {
        if (operation.id().equals("getOpenapi") && status >= 500) {
            return; // It asks nobody, so nobody can fail it.
        }
        if (operation.id().toLowerCase(Locale.ROOT).contains("stream")
                && (status == 200 || (operation.id().equals("stream") && status >= 500))) {
            return; // Its answer never ends, see StreamsTest; and the fleet's asks nobody.
        }
        HttpResponse<Buffer> response = provoke(operation, status);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(response.getHeader("Patchrisk-Request-Id")).isNotEmpty();
        String type = response.getHeader("Content-Type");
        if (type.equals("application/json")) {
            Face.await(validator.validate(ValidatableResponse.create(status, response.body(), type), operation.id()));
        } else if (status >= 400) {
            assertThat(Face.problem(response).getString("type")).startsWith("urn:patchrisk:problem:");
            assertThat(Face.problem(response).getInteger("status")).isEqualTo(status);
            assertThat(Face.problem(response).getString("detail")).isNotBlank();
            assertThat(Face.problem(response).getString("instance")).startsWith("/api/v1/");
        }
    }

    private Set<String> properties(Operation operation, int status) {
        String reference = root.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status))
                .at("/content/application~1json/schema/$ref")
                .asText();
        Set<String> names = new HashSet<>();
        root.at(reference.substring(1)).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Sends what must lead to this status. */
    private HttpResponse<Buffer> provoke(Operation operation, int status) {
        FakeDesk desk = face.desk;
        desk.failure = null;
        desk.created = status == 201 || status == 202;
        boolean gated = operation.query().contains("enforce");
        Decision decision = switch (status) {
            case 403 -> Decision.STOP;
            case 409 -> Decision.HOLD;
            case 424 -> Decision.UNKNOWN;
            default -> Decision.PROCEED;
        };
        desk.gate = Examples.assessment(decision, Mode.ENFORCING);
        if (status == 500) {
            desk.failure = new IllegalStateException("broken");
        } else if (status == 404 && operation.id().equals("getModel")) {
            desk.failure = new ProblemException(Problem.unknown("model", "any", ""));
        } else if (status == 503) {
            desk.failure = new ProblemException(Problem.overloaded("The store is behind.", 3));
        }
        String query = (operation.required().contains("rollout") ? "?rollout=lp-2026-11&" : "?")
                + (operation.required().contains("by") ? "by=kim&" : "")
                + (status == 404 && operation.id().equals("listAnnotations") ? "rollout=nobody&" : "")
                + (gated ? "enforce=true&" : "")
                + (status == 400 ? "wat=1" : "");
        return gated || operation.mediaTypes().isEmpty()
                ? face.get(path(operation, status) + query)
                : send(operation, status, query);
    }

    private static String path(Operation operation, int status) {
        String path = operation.path();
        if (status == 404) {
            // The most special name of the path is wrong.
            int last = path.lastIndexOf('{');
            return last < 0
                    ? path
                    : filled(path.substring(0, last)) + "nobody" + path.substring(path.indexOf('}', last) + 1);
        }
        return filled(path);
    }

    private static String filled(String path) {
        return path.replace("{rollout}", "lp-2026-11")
                .replace("{wave}", "canary")
                .replace("{host}", "web-01")
                .replace("{candidate}", "c0ffee")
                .replace("{patch}", "lp-107");
    }

    private HttpResponse<Buffer> send(Operation operation, int status, String query) {
        String body = BODIES.get(operation.id());
        boolean text = operation.mediaTypes().contains("text/plain");
        boolean csv = operation.mediaTypes().contains("text/csv");
        HttpRequest<Buffer> request = face.request("POST", path(operation, status) + (query.equals("?") ? "" : query))
                .putHeader("Content-Type", csv ? "text/csv" : text ? "text/plain; charset=utf-8" : "application/json");
        if (status == 403) {
            request.putHeader("Origin", "https://elsewhere.example");
        } else if (status == 415) {
            request.putHeader("Content-Type", "application/xml");
        } else if (status == 413) {
            body = " ".repeat(3 << 20);
        } else if (status == 409) {
            face.desk.keys.put("k1", "something else");
            request.putHeader("Idempotency-Key", "k1");
            body = body.replace("\"id\":\"lp-107\"", "\"id\":\"taken\"")
                    .replace("\"id\":\"lp-2026-11\"", "\"id\":\"taken\"");
        } else if (status == 422) {
            if (operation.id().equals("pushKernelLog") || csv) {
                face.desk.failure = new ProblemException(Problem.unacceptable("no_log", "This is no kernel log."));
            }
            body = body.replace("\"id\":\"lp", "\"id\":\"../lp")
                    .replace("2026-11-22T10:00:00Z", "2026-11-22T10:01:01Z")
                    .replace("\"by\":\"kim\"", "\"by\":\"\"");
        }
        return Face.await(request.sendBuffer(Buffer.buffer(body)));
    }

    @Test
    void servesItselfAsTheSource() {
        HttpResponse<Buffer> response = face.get("/api/v1/openapi.yaml");
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/yaml");
        assertThat(response.bodyAsString()).isEqualTo(document.text());
    }

    @Test
    void namesEveryOperationOnce() {
        assertThat(document.operations())
                .extracting(Operation::id)
                .doesNotHaveDuplicates()
                .hasSize(40);
    }
}
