// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

/** The reference of all keys as Markdown, made from the definitions that the reader goes by. */
public final class ConfigReference {

    private ConfigReference() {}

    /** The text. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("""
                # Configuration reference

                Every key has a default. A YAML file overrides it, an environment variable overrides the file, and
                `--set key=value` overrides all. The variable of a key is `PATCHRISK_` and the key in capitals with `_` for `.`:
                `store.disk_budget` is `PATCHRISK_STORE_DISK_BUDGET`. Lists are written as YAML in one line there, and replace
                what the file has. A relative path in the file is relative to the file's folder.
                Unknown keys and wrong values end the start with all problems at once; `--check-config` shows them, or what is in force.
                """);
        Catalogue.SECTIONS.forEach(section -> append(text, section));
        return text.toString();
    }

    private static void append(StringBuilder text, Section section) {
        text.append("\n## `").append(section.path()).append("`\n\n").append(section.doc());
        text.append(section.optional() ? " Off unless one of its keys is set.\n\n" : "\n\n");
        text.append("| key | default | value | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : section.keys()) {
            String name = key.path().substring(section.path().length() + 1);
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(name, fallback(key), cell(key.form().expects()), cell(key.doc())));
        }
    }

    private static String fallback(Key<?> key) {
        if (key.fallback() == null) {
            return key.required() ? "required" : "not set";
        }
        return "`" + key.fallback() + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
