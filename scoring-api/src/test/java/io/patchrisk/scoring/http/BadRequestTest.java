// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest {

    private static final String PATCHES = "/api/v1/patches";
    private static final String ROLLOUTS = "/api/v1/rollouts";
    private static final String PATCHED = "/api/v1/rollouts/lp-2026-11/patched";
    private static final String ACTIONS = "/api/v1/rollouts/lp-2026-11/actions";
    private static final String OUTCOMES = "/api/v1/rollouts/lp-2026-11/outcomes";
    private static final String LIVEPATCH = "/api/v1/hosts/web-01/livepatch";

    private static Face face;

    @BeforeAll
    static void start() {
        face = new Face();
    }

    @AfterAll
    static void stop() {
        face.close();
    }

    private static String outcome(String happened, String cause, String source, String watched) {
        return "{\"happened\":\"%s\",\"cause\":\"%s\",\"source\":\"%s\",\"by\":\"kim\",\"watched_s\":%s}"
                .formatted(happened, cause, source, watched);
    }

    static Stream<Arguments> bodies() {
        String longName = "x".repeat(10_240);
        return Stream.of(
                arguments("malformed", PATCHES, "{\"id\":", 400, "/", "malformed_json", "Line 1"),
                arguments("empty", PATCHES, "", 400, "/", "bad_request", "the body is empty"),
                arguments("trailing", PATCHES, "{} {}", 400, "", "malformed_json", "Line 1"),
                arguments(
                        "repeated key", PATCHES, "{\"id\":\"a\",\"id\":\"b\"}", 400, "", "malformed_json", "Duplicate"),
                arguments("deep", PATCHES, "[".repeat(1_000), 400, "", "malformed_json", "depth"),
                arguments("a list", PATCHES, "[]", 400, "/", "bad_request", "expected an object"),
                arguments(
                        "a cause that is not described",
                        OUTCOMES,
                        outcome("harm", "patch", "person", "60"),
                        422,
                        "/cause_text",
                        "unacceptable_value",
                        "say in words"),
                arguments(
                        "a crash without its name",
                        OUTCOMES,
                        outcome("harm", "attributed_crash", "tool", "60"),
                        422,
                        "/fingerprint",
                        "unacceptable_value",
                        "lists fingerprints"),
                arguments(
                        "no harm that the patch caused",
                        OUTCOMES,
                        outcome("no_harm", "patch", "person", "60"),
                        422,
                        "/cause",
                        "unacceptable_value",
                        "can have caused none"),
                arguments(
                        "a watch before time",
                        OUTCOMES,
                        outcome("no_harm", "none", "person", "-1"),
                        422,
                        "/watched_s",
                        "unacceptable_value",
                        "whole number"),
                arguments(
                        "a watch in parts of seconds",
                        OUTCOMES,
                        outcome("no_harm", "none", "person", "1e300"),
                        422,
                        "/watched_s",
                        "unacceptable_value",
                        "whole number"),
                arguments(
                        "an unknown teller",
                        OUTCOMES,
                        outcome("no_harm", "none", "oracle", "60"),
                        422,
                        "/source",
                        "unacceptable_value",
                        "person, tool"),
                arguments("null", PATCHES, "null", 400, "/", "bad_request", "expected an object"),
                arguments("missing", PATCHES, "{\"kind\":\"live\"}", 400, "/id", "bad_request", "it is missing"),
                arguments(
                        "number for text",
                        PATCHES,
                        "{\"id\":7,\"kind\":\"live\"}",
                        400,
                        "/id",
                        "bad_request",
                        "number"),
                arguments(
                        "text for list",
                        PATCHES,
                        "{\"id\":\"a\",\"kind\":\"live\",\"modules\":\"m\"}",
                        400,
                        "/modules",
                        "bad_request",
                        "expected a list"),
                arguments(
                        "number in list",
                        PATCHES,
                        "{\"id\":\"a\",\"kind\":\"live\",\"modules\":[\"m\",1]}",
                        400,
                        "/modules/1",
                        "bad_request",
                        "expected a string"),
                arguments(
                        "unknown field",
                        PATCHES,
                        "{\"id\":\"a\",\"kind\":\"live\",\"vendr\":\"x\"}",
                        400,
                        "/vendr",
                        "bad_request",
                        "did you mean vendor?"),
                arguments(
                        "no choice",
                        PATCHES,
                        "{\"id\":\"a\",\"kind\":\"hot\"}",
                        422,
                        "/kind",
                        "unacceptable_value",
                        "live, reboot, microcode"),
                arguments(
                        "traversal",
                        PATCHES,
                        "{\"id\":\"../etc\",\"kind\":\"live\"}",
                        422,
                        "/id",
                        "unacceptable_value",
                        "is no name"),
                arguments(
                        "newline",
                        PATCHES,
                        "{\"id\":\"a\\nb\",\"kind\":\"live\"}",
                        422,
                        "/id",
                        "unacceptable_value",
                        "\\u000a"),
                arguments(
                        "quote",
                        PATCHES,
                        "{\"id\":\"a\\\"b\",\"kind\":\"live\"}",
                        422,
                        "/id",
                        "unacceptable_value",
                        "\\u0022"),
                arguments(
                        "10 kB",
                        PATCHES,
                        "{\"id\":\"" + longName + "\",\"kind\":\"live\"}",
                        422,
                        "/id",
                        "unacceptable_value",
                        "10240 characters"),
                arguments(
                        "markup",
                        PATCHES,
                        "{\"id\":\"<script>\",\"kind\":\"live\"}",
                        422,
                        "/id",
                        "unacceptable_value",
                        "\\u003cscript\\u003e"),
                arguments(
                        "control character",
                        PATCHES,
                        "{\"id\":\"a\",\"kind\":\"live\",\"vendor\":\"a\\u0007\"}",
                        422,
                        "/vendor",
                        "unacceptable_value",
                        "control character"),
                arguments(
                        "no waves",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[]}",
                        422,
                        "/waves",
                        "unacceptable_value",
                        "at least one wave"),
                arguments(
                        "nested fault",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"w\",\"hosts\":[\"a\",\"b b\"]}]}",
                        422,
                        "/waves/0/hosts/1",
                        "unacceptable_value",
                        "is no name"),
                arguments(
                        "nested unknown field",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"w\",\"hosts\":[\"a\"],\"host\":1}]}",
                        400,
                        "/waves/0/host",
                        "bad_request",
                        "did you mean hosts?"),
                arguments(
                        "host twice",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"w\",\"hosts\":[\"a\",\"a\"]}]}",
                        422,
                        "/waves/0/hosts/1",
                        "unacceptable_value",
                        "already"),
                arguments(
                        "wave twice",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"w\",\"hosts\":[]},{\"name\":\"w\",\"hosts\":[]}]}",
                        422,
                        "/waves/1/name",
                        "unacceptable_value",
                        "another wave"),
                arguments(
                        "the name of the wave of unplanned hosts",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"unplanned\",\"hosts\":[]}]}",
                        422,
                        "/waves/0/name",
                        "unacceptable_value",
                        "outside the plan"),
                arguments(
                        "prior of 2",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[{\"name\":\"w\",\"hosts\":[]}],\"prior_harm\":2}",
                        422,
                        "/prior_harm",
                        "unacceptable_value",
                        "between 0 and 1"),
                arguments(
                        "NaN",
                        ROLLOUTS,
                        "{\"id\":\"r\",\"patch\":\"p\",\"waves\":[],\"prior_harm\":NaN}",
                        400,
                        "",
                        "malformed_json",
                        "NaN"),
                arguments(
                        "future",
                        PATCHED,
                        "{\"host\":\"web-01\",\"at\":\"2026-11-22T10:01:01Z\"}",
                        422,
                        "/at",
                        "unacceptable_value",
                        "61 s ahead"),
                arguments(
                        "no time",
                        PATCHED,
                        "{\"host\":\"web-01\",\"at\":\"yesterday\"}",
                        422,
                        "/at",
                        "unacceptable_value",
                        "is no time"),
                arguments(
                        "time as number",
                        PATCHED,
                        "{\"host\":\"web-01\",\"at\":1763805600}",
                        400,
                        "/at",
                        "bad_request",
                        "a time as a string"),
                arguments(
                        "nobody",
                        ACTIONS,
                        "{\"action\":\"stop\",\"by\":\" \",\"reason\":\"r\"}",
                        422,
                        "/by",
                        "unacceptable_value",
                        "empty"),
                arguments(
                        "no reason",
                        ACTIONS,
                        "{\"action\":\"stop\",\"by\":\"kim\"}",
                        400,
                        "/reason",
                        "bad_request",
                        "missing"),
                arguments(
                        "override for ever",
                        ACTIONS,
                        "{\"action\":\"override\",\"by\":\"kim\",\"reason\":\"r\",\"decision\":\"proceed\"}",
                        422,
                        "/expires_at",
                        "unacceptable_value",
                        "ceases"),
                arguments(
                        "override of yesterday",
                        ACTIONS,
                        "{\"action\":\"override\",\"by\":\"kim\",\"reason\":\"r\",\"decision\":\"proceed\",\"expires_at\":\"2026-11-21T10:00:00Z\"}",
                        422,
                        "/expires_at",
                        "unacceptable_value",
                        "past"),
                arguments(
                        "override with nothing",
                        ACTIONS,
                        "{\"action\":\"override\",\"by\":\"kim\",\"reason\":\"r\",\"expires_at\":\"2026-11-23T10:00:00Z\"}",
                        422,
                        "/decision",
                        "unacceptable_value",
                        "needs the decision"),
                arguments(
                        "no fingerprint",
                        ACTIONS,
                        "{\"action\":\"know_fingerprint\",\"by\":\"kim\",\"reason\":\"r\",\"expires_at\":\"2026-11-23T10:00:00Z\"}",
                        422,
                        "/fingerprint",
                        "unacceptable_value",
                        "needed"),
                arguments(
                        "text for flag",
                        LIVEPATCH,
                        "{\"at\":\"2026-11-22T10:00:00Z\",\"patches\":[{\"name\":\"p\",\"enabled\":\"1\",\"transition\":false}]}",
                        400,
                        "/patches/0/enabled",
                        "bad_request",
                        "true or false"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void saysWhatIsWrongWhereAndWhatToDo(
            String name, String path, String body, int status, String at, String code, String says) {
        HttpResponse<Buffer> response = face.post(path, body);
        JsonObject problem = Face.problem(response);
        assertThat(response.statusCode()).as(problem.encode()).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.encode().replace("\\\\", "\\")).contains(says);
        if (problem.containsKey("errors")) {
            assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("at"))
                    .isEqualTo(at);
        }
        assertThat(problem.getString("detail")).hasSizeLessThan(600);
        assertThat(response.bodyAsString()).doesNotContain("Exception", "at io.", "<script");
    }

    @Test
    void namesAllFaultsAtOnce() {
        JsonObject problem = Face.problem(face.post(PATCHES, "{\"id\":\"a b\",\"kind\":\"hot\",\"cvs\":[]}"));
        assertThat(problem.getJsonArray("errors")).hasSize(3);
        assertThat(problem.getString("detail")).contains("and 2 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "a\nb", "a\"b", "a b", "<b>", "\u0000", "é", "-x"})
    void refusesNamesThatAreNoneInPathAndQuery(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
        for (String uri : new String[] {
            "/api/v1/rollouts/" + encoded, "/api/v1/gate?rollout=" + encoded, "/api/v1/hosts/" + encoded + "/risk"
        }) {
            HttpResponse<Buffer> response = face.get(uri);
            assertThat(response.statusCode())
                    .as(uri + " " + response.bodyAsString())
                    .isIn(400, 404);
            assertThat(Face.problem(response).encode()).doesNotContain("<b>", "\u0000", "Exception");
        }
    }

    @Test
    void boundsWhatItEchoes() {
        String name = "x".repeat(10_240);
        for (String uri :
                new String[] {"/api/v1/rollouts/" + name, "/api/v1/gate?rollout=" + name, "/api/v1/" + name}) {
            HttpResponse<Buffer> response = face.get(uri);
            assertThat(response.statusCode()).isIn(400, 404);
            assertThat(response.body().length()).isLessThan(1_500);
        }
        HttpResponse<Buffer> tooLong = face.get("/api/v1/rollouts/" + "x".repeat(40_000));
        assertThat(tooLong.statusCode()).isEqualTo(414);
        assertThat(Face.problem(tooLong).getString("code")).isEqualTo("too_long");
    }

    @Test
    void namesTheNearestThatExists() {
        JsonObject problem = Face.problem(face.get("/api/v1/rollouts/lp-2026-12"));
        assertThat(problem.getString("code")).isEqualTo("unknown_rollout");
        assertThat(problem.getString("nearest")).isEqualTo("lp-2026-11");
        assertThat(problem.getString("detail")).contains("Did you mean \"lp-2026-11\"?");
    }

    @Test
    void refusesUnknownAndRepeatedQueryParameters() {
        assertThat(Face.problem(face.get("/api/v1/gate?rolout=x")).getString("detail"))
                .contains("did you mean rollout?");
        assertThat(Face.problem(face.get("/api/v1/gate?rollout=x&rollout=y")).getString("detail"))
                .contains("more than once");
        assertThat(face.get("/api/v1/gate").statusCode()).isEqualTo(400);
        assertThat(face.get("/api/v1/gate?rollout=x&enforce=yes").statusCode()).isEqualTo(400);
        assertThat(face.get("/api/v1/gate?rollout=x&enforce").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsWhichMethodsAPathTakes() {
        for (String method : new String[] {"DELETE", "PUT", "PATCH", "OPTIONS"}) {
            HttpResponse<Buffer> response =
                    Face.await(face.request(method, ROLLOUTS).send());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.getHeader("Allow")).isEqualTo("GET, POST");
            assertThat(Face.problem(response).getString("detail")).contains("GET, POST");
        }
        assertThat(face.post("/api/v1/gate?rollout=x", "{}").getHeader("Allow")).isEqualTo("GET");
        assertThat(face.post("/", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void says404ForPathsItDoesNotServe() {
        for (String uri :
                new String[] {"/api/v1/rollout", "/api/v2/rollouts", "/favicon.ico", "/../openapi.yaml", "/%zz"}) {
            HttpResponse<Buffer> response = face.get(uri);
            assertThat(response.statusCode()).as(uri).isIn(400, 404);
            assertThat(Face.problem(response).getString("detail")).isNotBlank();
        }
    }

    @Test
    void refusesOtherMediaTypes() {
        HttpResponse<Buffer> none = Face.await(face.request("POST", PATCHES).sendBuffer(Buffer.buffer("{}")));
        assertThat(none.statusCode()).isEqualTo(415);
        HttpResponse<Buffer> form = Face.await(face.request("POST", PATCHES)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer("id=a")));
        assertThat(Face.problem(form).getString("detail")).contains("send application/json");
        HttpResponse<Buffer> log = face.post("/api/v1/hosts/web-01/kernel-log", "{}");
        assertThat(Face.problem(log).getString("detail")).contains("application/octet-stream or text/plain");
    }

    @Test
    void takesAtMostOneMebibyteOfKernelLog() {
        Buffer log = Buffer.buffer("<4>[ 1.0] x\n".repeat(90_000));
        HttpResponse<Buffer> response = Face.await(face.request("POST", "/api/v1/hosts/web-01/kernel-log")
                .putHeader("Content-Type", "text/plain")
                .sendBuffer(log));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Face.problem(response).getString("detail")).contains("1048576");
    }

    @Test
    void refusesKeysThatAreNone() {
        HttpResponse<Buffer> response = Face.await(face.request("POST", PATCHED)
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", "k".repeat(129))
                .sendBuffer(Buffer.buffer("{\"host\":\"web-01\",\"at\":\"2026-11-22T10:00:00Z\"}")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Face.problem(response).getString("detail")).contains("header Idempotency-Key");
    }

    @Test
    void isNotReachedThroughOtherSitesOrReboundNames() {
        HttpResponse<Buffer> rebound = Face.await(
                face.request("GET", ROLLOUTS).virtualHost("evil.example").send());
        assertThat(Face.problem(rebound).getString("code")).isEqualTo("unknown_authority");
        HttpResponse<Buffer> own = Face.await(
                face.request("GET", ROLLOUTS).virtualHost("localhost").send());
        assertThat(own.statusCode()).isEqualTo(200);
        String origin = "http://127.0.0.1:" + face.server.port();
        HttpResponse<Buffer> console = Face.await(face.request("POST", ACTIONS)
                .putHeader("Content-Type", "application/json")
                .putHeader("Origin", origin)
                .sendBuffer(Buffer.buffer("{\"action\":\"stop\",\"by\":\"kim\",\"reason\":\"r\"}")));
        assertThat(console.statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatItRefuses() {
        double before = face.registry
                .get("patchrisk.http.refused")
                .tag("reason", "malformed_json")
                .counter()
                .count();
        face.post(PATCHES, "{");
        assertThat(face.registry
                                .get("patchrisk.http.refused")
                                .tag("reason", "malformed_json")
                                .counter()
                                .count()
                        - before)
                .isEqualTo(1);
    }
}
