// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.NearestName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was given for each key, by whichever source spoke last. */
final class Given {

    /** Variables of the launcher, which are no settings. */
    private static final List<String> LAUNCHER =
            List.of("PATCHRISK_CONFIG", "PATCHRISK_HOME", "PATCHRISK_JAVA", "PATCHRISK_JAVA_OPTS");

    /** What Kubernetes sets in every container beside a service that is called patchrisk. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("PATCHRISK_(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final Map<String, Key<?>> keys = Catalogue.byPath();
    private final Map<String, Key<?>> variables = Catalogue.byVariable();
    private final Map<String, ConfigNode> nodes = new TreeMap<>();
    private final Problems problems;

    Given(Problems problems) {
        this.problems = problems;
        keys.forEach((path, key) -> {
            if (key.fallback() != null) {
                put(key, key.fallback(), Origin.DEFAULT.source());
            }
        });
    }

    /** What was given for a key; null when nothing was and it has no default. */
    @Nullable
    ConfigNode node(Key<?> key) {
        return nodes.get(key.path());
    }

    /** Whether anybody but the default spoke. */
    boolean isSet(Key<?> key) {
        ConfigNode node = nodes.get(key.path());
        return node != null && !node.origin().equals(Origin.DEFAULT);
    }

    void file(Path file) {
        String text = text(file, file.toString(), problems);
        ConfigNode root = text == null ? null : YamlText.ofFile(file, text, problems);
        if (root instanceof ConfigNode.Fields fields) {
            fields.fields().forEach(this::walk);
        } else if (root != null && !(root instanceof ConfigNode.Nothing)) {
            problems.add(file.toString(), root, "has no keys", "write sections with keys, such as http: {port: 8470}");
        }
    }

    void environment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith(Key.ENVIRONMENT_PREFIX)
                    || LAUNCHER.contains(name)
                    || SERVICE_LINK.matcher(name).matches()) {
                return;
            }
            Key<?> key = variables.get(name);
            if (key == null) {
                unknown(name, new ConfigNode.Scalar(value, new Origin("environment", null)), variables);
            } else {
                put(key, value, "environment " + name);
            }
        });
    }

    void settings(List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String path = equals < 0 ? setting : setting.substring(0, equals).strip();
            String value = equals < 0 ? "" : setting.substring(equals + 1);
            Key<?> key = keys.get(path);
            if (equals < 0) {
                problems.add(path, "", "--set", "has no value", "write --set key=value");
            } else if (key == null) {
                unknown(path, new ConfigNode.Scalar(value, new Origin("--set", null)), keys);
            } else {
                put(key, value, "--set");
            }
        }
    }

    /** The text of a file; null when it cannot be read, which is then among the problems. */
    static @Nullable String text(Path file, String key, Problems problems) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            problems.add(key, "", file.toString(), "is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "does not exist";
            problems.add(key, "", file.toString(), why, "name a file that can be read");
        }
        return null;
    }

    private void walk(String path, ConfigNode node) {
        boolean section = keys.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
        if (keys.containsKey(path)) {
            nodes.put(path, node);
        } else if (section && node instanceof ConfigNode.Fields fields) {
            fields.fields().forEach((name, value) -> walk(path + "." + name, value));
        } else if (!section) {
            unknown(path, node, keys);
        } else if (!(node instanceof ConfigNode.Nothing)) {
            problems.add(path, node, "is a section", "write its keys below it");
        }
    }

    private void put(Key<?> key, String value, String source) {
        Origin origin = new Origin(source, null);
        ConfigNode node = key.form().hasParts()
                ? YamlText.ofValue(key.path(), value, source, problems)
                : new ConfigNode.Scalar(value, origin);
        if (node != null) {
            nodes.put(key.path(), node);
        }
    }

    private void unknown(String name, ConfigNode given, Map<String, Key<?>> known) {
        String advice = NearestName.advice(name, known.keySet(), "remove it; the reference lists all keys");
        problems.add(name, given, "is not known", advice);
    }
}
