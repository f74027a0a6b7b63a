// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.NONE;
import static io.patchrisk.collector.log.Opening.Naming.STACK;

import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** First lines of the kernel's sanitizers. */
final class Sanitizer {

    /** Stands in a KASAN title until the report's second line says which access it was. */
    static final String ACCESS = "ACCESS";

    private Sanitizer() {}

    static Opening kasan(Matcher found) {
        String kind = found.group(1);
        boolean free = kind.equals("double-free") || kind.equals("invalid-free");
        return opening("KASAN: " + (free ? "invalid-free" : kind + " " + ACCESS), found.group(2));
    }

    static Opening kfence(Matcher found) {
        return opening("KFENCE: " + found.group(1).strip(), found.group(2));
    }

    static Opening kmsan(Matcher found) {
        return opening("KMSAN: " + found.group(1), found.group(2));
    }

    static Opening kcsan(Matcher found) {
        return Opening.of(EventKind.SANITIZER, NONE, "KCSAN: " + TitleText.of(found.group(1)));
    }

    static Opening ubsan(Matcher found) {
        String kind = found.group(1).strip();
        return opening("UBSAN: " + (kind.startsWith("Undefined behaviour") ? "undefined-behaviour" : kind), null);
    }

    private static Opening opening(String title, @Nullable String function) {
        Frame named = function == null ? null : new Frame(StackLine.plain(function), null);
        return new Opening(EventKind.SANITIZER, STACK, title, named);
    }
}
