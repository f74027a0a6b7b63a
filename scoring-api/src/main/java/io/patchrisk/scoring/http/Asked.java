// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchrisk.model.fact.HostId;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.DeskJson;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import io.patchrisk.scoring.desk.RolloutId;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.WaveName;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One request to an operation, whose parts are checked as they are taken; a wrong part throws a {@link ProblemException}. */
final class Asked {

    private static final int LONGEST_TEXT = 253;

    private final RoutingContext context;
    private final String requestId;

    Asked(RoutingContext context, String requestId) {
        this.context = context;
        this.requestId = requestId;
    }

    String requestId() {
        return requestId;
    }

    RolloutId rollout() {
        return new RolloutId(inPath("rollout", NameRule.NAME));
    }

    WaveName wave() {
        return new WaveName(inPath("wave", NameRule.NAME));
    }

    HostId host() {
        return new HostId(inPath("host", NameRule.HOST));
    }

    String candidate() {
        return inPath("candidate", NameRule.NAME);
    }

    String patch() {
        return inPath("patch", NameRule.NAME);
    }

    RolloutId rolloutAsked() {
        RolloutId rollout = rolloutIfAsked();
        if (rollout == null) {
            throw fault("query rollout", "it is missing", false);
        }
        return rollout;
    }

    @Nullable
    RolloutId rolloutIfAsked() {
        String name = inQuery("rollout");
        return name == null ? null : new RolloutId(name);
    }

    @Nullable
    WaveName waveAsked() {
        String name = inQuery("wave");
        return name == null ? null : new WaveName(name);
    }

    /** The name of the person who asks; 1 to 128 characters. */
    String by() {
        List<String> values = context.queryParam("by");
        String name = values.isEmpty() ? "" : values.get(0);
        if (name.isBlank() || name.length() > 128 || name.chars().anyMatch(Character::isISOControl)) {
            throw fault("query by", "expected a name of 1 to 128 characters", false);
        }
        return name;
    }

    boolean enforce() {
        return flag("enforce", false);
    }

    /** Whether a query parameter says true or false. */
    boolean flag(String parameter, boolean otherwise) {
        List<String> values = context.queryParam(parameter);
        if (values.isEmpty()) {
            return otherwise;
        }
        return switch (values.get(0)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault("query " + parameter, "expected true or false", false);
        };
    }

    /** What a query parameter says, at most 253 characters without control characters; null where it is left out or empty. */
    @Nullable
    String text(String parameter) {
        List<String> values = context.queryParam(parameter);
        String value = values.isEmpty() ? "" : values.get(0);
        if (value.length() > LONGEST_TEXT || value.chars().anyMatch(Character::isISOControl)) {
            throw fault(
                    "query " + parameter,
                    "expected at most " + LONGEST_TEXT + " characters, and no control characters",
                    false);
        }
        return value.isEmpty() ? null : value;
    }

    /** One of several words; null where the parameter is left out. */
    <E extends Enum<E>> @Nullable E choice(String parameter, Class<E> choices) {
        String value = text(parameter);
        if (value == null) {
            return null;
        }
        return Word.find(choices, value)
                .orElseThrow(() -> fault("query " + parameter, "expected one of " + Word.choices(choices), false));
    }

    /** The part of a list that is asked for. */
    Slice slice(int otherwise) {
        return new Slice(text("after"), (int) number("limit", 1, Slice.MOST, otherwise));
    }

    /** A whole number in a range. */
    long number(String parameter, long least, long most, long otherwise) {
        String value = text(parameter);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw fault("query " + parameter, "expected a whole number from " + least + " to " + most, false);
    }

    @Nullable
    String idempotencyKey() {
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && !key.matches("[!-~]{1,128}")) {
            throw fault("header Idempotency-Key", "expected 1 to 128 visible ASCII characters", false);
        }
        return key;
    }

    /** The media type of the body, in lower case and without parameters; empty when it has none. */
    String mediaType() {
        return RequestRule.mediaType(context.request().getHeader("Content-Type"));
    }

    /** The body as it came, at most so long. */
    Buffer bytes(int longest) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            throw fault("/", "the body is empty", false);
        }
        if (body.length() > longest) {
            throw new ProblemException(Problems.tooLarge(longest));
        }
        return body;
    }

    /** Does what takes many milliseconds where nobody else waits for it. */
    <T> Future<T> offTheLoop(Callable<T> work) {
        return context.vertx().executeBlocking(work, false);
    }

    /** The body as JSON. */
    JsonNode json() {
        Buffer body = bytes(HttpFace.LONGEST_BODY);
        try {
            return DeskJson.mapper().readTree(body.getBytes());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new ProblemException(new Problem(
                    "malformed_json",
                    400,
                    "The body is not JSON",
                    "Line " + line + ", column " + column + ": " + Problem.quote(e.getOriginalMessage()),
                    Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a body from memory", e);
        }
    }

    private String inPath(String parameter, NameRule rule) {
        return allowed("path " + parameter, context.pathParam(parameter), rule);
    }

    private @Nullable String inQuery(String parameter) {
        List<String> values = context.queryParam(parameter);
        return values.isEmpty() ? null : allowed("query " + parameter, values.get(0), NameRule.NAME);
    }

    private static String allowed(String at, String name, NameRule rule) {
        String complaint = rule.complaint(name);
        if (complaint != null) {
            throw fault(at, complaint, false);
        }
        return name;
    }

    private static ProblemException fault(String at, String detail, boolean readable) {
        return new ProblemException(Fault.problem(List.of(new Fault(at, detail, readable))));
    }
}
