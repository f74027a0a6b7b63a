// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchrisk.model.fact.NearestName;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.desk.Problem;
import io.patchrisk.scoring.desk.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes everything that is wrong with them, so that a sender learns of all faults
 * at once. What cannot be read yields a harmless value; {@link #check} must be called before any value is used.
 */
final class Fields {

    private final JsonNode node;
    private final String at;
    private final List<Fault> faults;
    private final TreeSet<String> known = new TreeSet<>();

    private Fields(JsonNode node, String at, List<Fault> faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
        if (!node.isObject()) {
            expected("", "an object", node);
        }
    }

    /** The fields of a whole body. */
    static Fields of(JsonNode body) {
        return new Fields(body, "", new ArrayList<>());
    }

    /** A text of 1 to {@code longest} characters that must be there. */
    String text(String name, int longest) {
        String text = read(name, JsonNodeType.STRING, "a string", JsonNode::textValue, true);
        return text == null ? "" : bounded(name, text, longest);
    }

    /** A text of 1 to {@code longest} characters, or null. */
    @Nullable
    String optionalText(String name, int longest) {
        String text = read(name, JsonNodeType.STRING, "a string", JsonNode::textValue, false);
        return text == null ? null : bounded(name, text, longest);
    }

    /** A name that must be there. */
    String name(String name, NameRule rule) {
        String text = read(name, JsonNodeType.STRING, "a string", JsonNode::textValue, true);
        return text == null ? "" : allowed(name, text, rule);
    }

    /** A truth value that must be there. */
    boolean flag(String name) {
        Boolean flag = read(name, JsonNodeType.BOOLEAN, "true or false", JsonNode::booleanValue, true);
        return flag != null && flag;
    }

    /** A number strictly between 0 and 1, or null. */
    @Nullable
    Double optionalShare(String name) {
        Double share = read(name, JsonNodeType.NUMBER, "a number", JsonNode::doubleValue, false);
        if (share != null && !(share > 0 && share < 1)) {
            refuse(name, share + " is not between 0 and 1");
        }
        return share;
    }

    /** A whole number of 0 to {@code most} that must be there. */
    long count(String name, long most) {
        Long count = read(
                name,
                JsonNodeType.NUMBER,
                "a whole number",
                number -> number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1L,
                true);
        if (count != null && (count < 0 || count > most)) {
            refuse(name, "it is no whole number of 0 to " + most);
        }
        return count == null ? 0 : count;
    }

    /** An instant that must be there. */
    Instant instant(String name) {
        String text = read(name, JsonNodeType.STRING, "a time as a string", JsonNode::textValue, true);
        return text == null ? Instant.EPOCH : parsed(name, text);
    }

    /** An instant, or null. */
    @Nullable
    Instant optionalInstant(String name) {
        String text = read(name, JsonNodeType.STRING, "a time as a string", JsonNode::textValue, false);
        return text == null ? null : parsed(name, text);
    }

    /** One of a closed choice, written in lower case; null where it is left out. */
    <E extends Enum<E>> @Nullable E optionalChoice(String name, Class<E> choices) {
        String text = read(name, JsonNodeType.STRING, "a string", JsonNode::textValue, false);
        return text == null ? null : chosen(name, text, choices);
    }

    /** One of a closed choice that must be there. */
    <E extends Enum<E>> E choice(String name, Class<E> choices) {
        String text = read(name, JsonNodeType.STRING, "a string", JsonNode::textValue, true);
        return text == null ? choices.getEnumConstants()[0] : chosen(name, text, choices);
    }

    /** Texts; empty where they are left out. */
    List<String> texts(String name, int longest, int most) {
        List<String> texts = new ArrayList<>();
        each(name, most, false, (place, item) -> {
            if (item.isTextual()) {
                texts.add(bounded(place, item.textValue(), longest));
            } else {
                expected(place, "a string", item);
            }
        });
        return texts;
    }

    /** Names that must be there. */
    List<String> names(String name, NameRule rule, int most) {
        List<String> names = new ArrayList<>();
        each(name, most, true, (place, item) -> {
            if (item.isTextual()) {
                names.add(allowed(place, item.textValue(), rule));
            } else {
                expected(place, "a string", item);
            }
        });
        return names;
    }

    /** The objects of a list that must be there, each read by {@code read}. */
    <T> List<T> objects(String name, int most, Function<Fields, T> read) {
        List<T> objects = new ArrayList<>();
        each(name, most, true, (place, item) -> {
            Fields fields = new Fields(item, at + "/" + place, faults);
            objects.add(read.apply(fields));
            fields.refuseUnknown();
        });
        return objects;
    }

    /** Notes that a readable value cannot be accepted. */
    void refuse(String name, String why) {
        faults.add(new Fault(at + "/" + name, why, true));
    }

    /** Fails with one problem for everything noted, unknown fields included; does nothing when nothing was. */
    void check() {
        refuseUnknown();
        if (!faults.isEmpty()) {
            throw new ProblemException(Fault.problem(faults));
        }
    }

    private void refuseUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                faults.add(new Fault(
                        at + "/" + Problem.quote(shown).replace("\"", ""),
                        "this field is not known; " + NearestName.advice(shown, known),
                        false));
            }
        });
    }

    private <T> @Nullable T read(
            String name, JsonNodeType type, String expected, Function<JsonNode, T> value, boolean required) {
        known.add(name);
        JsonNode found = node.path(name);
        if (found.getNodeType() == type) {
            return value.apply(found);
        }
        if (found.isMissingNode() || found.isNull()) {
            if (required) {
                expected(name, expected, found);
            }
            return null;
        }
        expected(name, expected, found);
        return null;
    }

    private interface Item {
        void take(String place, JsonNode item);
    }

    private void each(String name, int most, boolean required, Item reader) {
        known.add(name);
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            if (required || !(list.isMissingNode() || list.isNull())) {
                expected(name, "a list", list);
            }
            return;
        }
        if (list.size() > most) {
            refuse(name, "the list has " + list.size() + " entries; at most " + most + " are allowed");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            reader.take(name + "/" + i, list.get(i));
        }
    }

    private String bounded(String place, String text, int longest) {
        if (text.isBlank()) {
            refuse(place, "it is empty");
        } else if (text.length() > longest) {
            refuse(place, "it has " + text.length() + " characters; at most " + longest + " are allowed");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            refuse(place, "it holds a control character");
        }
        return text;
    }

    private String allowed(String place, String text, NameRule rule) {
        String complaint = rule.complaint(text);
        if (complaint != null) {
            refuse(place, complaint);
        }
        return text;
    }

    private Instant parsed(String place, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            refuse(place, Problem.quote(text) + " is no time; write it as 2026-11-22T10:00:00Z");
            return Instant.EPOCH;
        }
    }

    private <E extends Enum<E>> E chosen(String place, String text, Class<E> choices) {
        return Word.find(choices, text).orElseGet(() -> {
            refuse(place, Problem.quote(text) + " is none of " + Word.choices(choices));
            return choices.getEnumConstants()[0];
        });
    }

    private void expected(String name, String what, JsonNode found) {
        String place = name.isEmpty() ? (at.isEmpty() ? "/" : at) : at + "/" + name;
        String is = found instanceof MissingNode ? "it is missing" : "it is " + Word.of(found.getNodeType());
        faults.add(new Fault(place, "expected " + what + ", " + is, false));
    }
}
