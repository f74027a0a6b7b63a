// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateChangesCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Three changed hosts and eight controls; the wobble multiplies noise, the effect is added, both by sample. */
    private static String change(IntToDoubleFunction effect, IntToDoubleFunction wobble) {
        return change(11, 3, effect, wobble);
    }

    private static String change(int hosts, int treated, IntToDoubleFunction effect, IntToDoubleFunction wobble) {
        Random random = new Random(7);
        ObjectNode json = JSON.createObjectNode().put("id", "made-up");
        json.putObject("treated");
        json.putObject("controls");
        for (int host = 0; host < hosts; host++) {
            boolean changed = host < treated;
            double level = 40 + 30 * host;
            ObjectNode one = ((ObjectNode) json.get(changed ? "treated" : "controls")).putObject("host" + host);
            ArrayNode before = one.putArray("before");
            ArrayNode after = one.putArray("after");
            for (int i = 0; i < 60; i++) {
                before.add(level + random.nextGaussian());
            }
            for (int i = 0; i < 30; i++) {
                double noise = random.nextGaussian();
                after.add(level + (changed ? noise * wobble.applyAsDouble(i) + effect.applyAsDouble(i) : noise));
            }
        }
        return json.toString();
    }

    private Ran evaluate(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("changes.jsonl"), String.join("\n", lines));
        return Ran.of("evaluate", "changes", file.toString(), "--format", "json");
    }

    private JsonNode answer(String line) throws IOException {
        Ran ran = evaluate(line);
        assertThat(ran.status()).as(ran.err()).isZero();
        return JSON.readTree(ran.out());
    }

    static Stream<Arguments> harms() {
        return Stream.of(
                Arguments.of("a step", change(i -> 2, i -> 1), "step"),
                Arguments.of("a step down", change(i -> -2, i -> 1), "step"),
                Arguments.of("a step in the last quarter", change(i -> i < 22 ? 0 : 3, i -> 1), "a late step"),
                Arguments.of("a ramp", change(i -> i / 10.0, i -> 1), "a ramp"),
                Arguments.of("swings four times as wide", change(i -> 0, i -> 4), "wider swings"),
                Arguments.of("a step on one host alone", change(1, 1, i -> 6, i -> 1), "without controls"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harms")
    void flags(String what, String line, String reason) throws IOException {
        JsonNode answer = answer(line);

        assertThat(answer.path("flagged").asBoolean())
                .as("%s: %s", what, answer)
                .isTrue();
        assertThat(answer.path("p").asDouble()).isLessThan(0.01);
        assertThat(answer.path("reasons").path(0).asText())
                .contains(reason)
                .contains("deviations")
                .contains("median");
    }

    static Stream<Arguments> noHarms() {
        return Stream.of(
                Arguments.of("nothing", change(i -> 0, i -> 1)),
                Arguments.of("a blip of three samples", change(i -> i >= 9 && i < 12 ? 12 : 0, i -> 1)),
                Arguments.of("a blip of one sample", change(i -> i == 4 ? 1000 : 0, i -> 1)),
                Arguments.of("a blip on one host alone", change(1, 1, i -> i >= 9 && i < 12 ? 12 : 0, i -> 1)),
                Arguments.of("nothing but zeros", """
                        {"id":"zero","treated":{"a":{"before":[0,0,0,0,0,0,0,0],"after":[0,0,0,0]}},"controls":{}}"""),
                Arguments.of("one value", """
                        {"id":"one","treated":{"a":{"before":[7,7,7,7,7,7,7,7],"after":[7,7,7,7]}},"controls":{}}"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noHarms")
    void passes(String what, String line) throws IOException {
        JsonNode answer = answer(line);

        assertThat(answer.path("flagged").asBoolean())
                .as("%s: %s", what, answer)
                .isFalse();
        assertThat(answer.path("abstained").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'x','treated':{'a':{'before':[1,2,3],'after':[null,null]}},'controls':{'b':{'before':[1],'after':[1]}}}",
                "{'id':'x','treated':{'a':{'before':[1,2,3],'after':[]}}}",
                "{'id':'x','treated':{'a':{'before':[1,2,3]}}}",
                "{'id':'x','treated':{'a':{'after':[1,2,3]}}}",
                "{'id':'x','treated':{'a':{}}}",
                "{'id':'x','treated':{}}",
                "{'id':'x','treated':null}",
                "{'id':'x','control':[1,1,1],'experiment':[]}"
            })
    void abstainsWhereNothingCanBeCompared(String line) throws IOException {
        JsonNode answer = answer(line.replace('\'', '"'));

        assertThat(answer.path("abstained").asBoolean()).isTrue();
        assertThat(answer.path("flagged").asBoolean()).isFalse();
        assertThat(answer.path("score").asDouble()).isBetween(0.1, 0.9);
        assertThat(answer.path("reasons").path(0).asText()).startsWith("abstain: ");
    }

    @Test
    void tellsOfMetricsThatFellSilent() throws IOException {
        JsonNode answer = answer("""
                {"id":"x","treated":{"a":{"m":{"before":[1,2,1,2],"after":[1,2]},"gone":{"before":[1,2],"after":[null]}}}}""");

        assertThat(answer.path("reasons").toString())
                .contains("gone: no sample after the change on 1 of 1 changed hosts");
    }

    @Test
    void judgesWindowsOfTwoAndThreeSamplesAndSeveralMetrics() throws IOException {
        JsonNode answer = answer("""
                {"id":"few","treated":{"web":{"latency":{"before":[0.08,0.081],"after":[0.16,0.19,0.17]},
                "requests":{"before":[700,690],"after":[695,702,688]}}},"controls":{}}""".replace("\n", ""));

        assertThat(answer.path("flagged").asBoolean()).as("%s", answer).isTrue();
        assertThat(answer.path("reasons").path(0).asText()).startsWith("latency: ");
    }

    @Test
    void namesBadLinesAndGoesOn() throws IOException {
        Ran ran = evaluate(
                "not json",
                "",
                "[]",
                "null",
                "{\"id\":7}",
                "{\"id\":\"a\"}",
                "{\"id\":\"b\",\"treated\":[]}",
                "{\"id\":\"c\",\"treated\":{\"h\":{\"before\":[1,\"x\"],\"after\":[1]}}}",
                "{\"id\":\"d\",\"treated\":{\"h\":{\"before\":[1e300],\"after\":[1]}}}",
                "{\"id\":\"e\",\"treated\":{\"h\":{\"m\":5}}}",
                "{\"id\":\"f\",\"treated\":{\"h\":{\"before\":[1,2],\"after\":[NaN]}}}",
                "{".repeat(5_000),
                "{\"id\":\"good\",\"treated\":{\"h\":{\"before\":[1,2,1],\"after\":[1,2]}}}");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out().lines()).singleElement().asString().startsWith("{\"id\":\"good\"");
        assertThat(ran.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("changes.jsonl line 1: the line is no JSON object"),
                        line -> assertThat(line).startsWith("changes.jsonl line 3: "),
                        line -> assertThat(line).startsWith("changes.jsonl line 4: "),
                        line -> assertThat(line).isEqualTo("changes.jsonl line 5: it has no id"),
                        line -> assertThat(line)
                                .isEqualTo("changes.jsonl line 6 (a): it has neither treated nor experiment"),
                        line -> assertThat(line).isEqualTo("changes.jsonl line 7 (b): treated is no object"),
                        line -> assertThat(line).isEqualTo("changes.jsonl line 8 (c): before[1] is no number"),
                        line -> assertThat(line).startsWith("changes.jsonl line 9 (d): before[0] is larger than"),
                        line -> assertThat(line).isEqualTo("changes.jsonl line 10 (e): m is no object"),
                        line -> assertThat(line).startsWith("changes.jsonl line 11: "),
                        line -> assertThat(line).startsWith("changes.jsonl line 12: "));
    }

    @Test
    void extremeNumbersGiveAnAnswerThatIsANumber() throws IOException {
        for (String value : List.of("1e100", "-1e100", "1e-300", "4.9e-324", "0")) {
            JsonNode answer = answer("{\"id\":\"x\",\"treated\":{\"h\":{\"before\":[1,1,2,3,1,2,1,1,1],\"after\":["
                    + value + ",1," + value + "]},\"i\":{\"before\":[" + value + "],\"after\":[" + value + "]}}}");
            assertThat(answer.path("score").asDouble()).as(value).isBetween(0.0, 1.0);
        }
    }

    @Test
    void sameFileSameBytesWhateverTheOrderOfItsHosts() throws IOException {
        String line = change(i -> 1, i -> 1);
        ObjectNode turned = (ObjectNode) JSON.readTree(line);
        ObjectNode controls = JSON.createObjectNode();
        List<String> names = new ArrayList<>();
        turned.get("controls").fieldNames().forEachRemaining(names::add);
        for (int i = names.size() - 1; i >= 0; i--) {
            controls.set(names.get(i), turned.get("controls").get(names.get(i)));
        }
        turned.set("controls", controls);

        assertThat(evaluate(line).out())
                .isEqualTo(evaluate(line).out())
                .isEqualTo(evaluate(turned.toString()).out())
                .endsWith("}\n");
    }

    @Test
    void printsForPeopleOnRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("changes.jsonl"), change(i -> 3, i -> 1));

        assertThat(Ran.of("evaluate", "changes", file.toString(), "--format", "text")
                        .out())
                .startsWith("FLAGGED  made-up  score 0.9")
                .contains("\n    value: ");
    }

    @Test
    void refusesAModelWhoseCardIsAnothers() throws IOException {
        Path file = Files.writeString(folder.resolve("changes.jsonl"), change(i -> 3, i -> 1));
        Files.writeString(folder.resolve("change.model"), "clue_version=1\n");
        Files.writeString(folder.resolve("change.card"), "sha256=00\n");
        Ran ran = Ran.of("evaluate", "changes", file.toString(), "--model", folder.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("its card says 00");
    }
}
