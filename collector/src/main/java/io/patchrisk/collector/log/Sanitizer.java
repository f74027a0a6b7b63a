// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static io.patchrisk.collector.log.Opening.Naming.HEADER;
import static io.patchrisk.collector.log.Opening.Naming.STACK;
import static io.patchrisk.collector.log.Opening.Naming.TITLE;

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
        if (kind.contains("-free") && !kind.startsWith("use-") && !kind.startsWith("slab-use")) {
            return opening("KASAN: invalid-free", found.group(2)).sparing(Functions.FREE);
        }
        return opening("KASAN: " + kind + " " + ACCESS, found.group(2));
    }

    static Opening kfence(Matcher found) {
        return opening("KFENCE: " + found.group(1).strip(), found.group(2));
    }

    static Opening kmsan(Matcher found) {
        return opening("KMSAN: " + found.group(1), found.group(2)).sparing(Functions.KMSAN);
    }

    static Opening kcsan(Matcher found) {
        return Opening.of(EventKind.SANITIZER, TITLE, TitleText.of("KCSAN: " + found.group(1)));
    }

    static Opening ubsan(Matcher found) {
        String kind = found.group(1).strip();
        String title = "UBSAN: " + (kind.startsWith("Undefined behaviour") ? "undefined-behaviour" : kind);
        return Opening.of(EventKind.SANITIZER, STACK, title);
    }

    private static Opening opening(String title, @Nullable String function) {
        Frame named = function == null || function.isEmpty() ? null : new Frame(Symbol.plain(function), null);
        return Opening.of(EventKind.SANITIZER, HEADER, title).naming(named);
    }
}
