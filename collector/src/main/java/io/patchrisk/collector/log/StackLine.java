// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one line of a report says about the stack. */
sealed interface StackLine {

    /** A reliable entry of a call trace. */
    record Entry(Frame frame) implements StackLine {}

    /** Where the CPU was, inside the kernel; null when that is no function, such as a jump to address 0. */
    record Pointer(@Nullable Frame frame) implements StackLine {}

    /** Where user space was: the kernel's stack ends here. */
    record UserSpace() implements StackLine {}

    /** A leftover on the stack ({@code ?}) that may never have been called from here. */
    record Unreliable() implements StackLine {}

    /** A symbol with offset and size, as {@code %pS} prints it: {@code name+0x1/0x2 [module buildid]}. */
    String SYMBOL = "([A-Za-z_$.][\\w$.]*+)\\+0x[0-9a-f]++/0x[0-9a-f]++(?: \\[([\\w-]++)[^\\]]*+\\])?";

    /** Addresses before a symbol: {@code [<ffffffff81000000>]}, {@code [c0000000] [c0000001]}, {@code [<0>]}. */
    String ADDRESSES = "(?:\\(?\\[<?\\s?[0-9a-fx]++>?\\]\\s*+){0,3}";

    Pattern ENTRY = Pattern.compile("\\s*+" + ADDRESSES + "(\\? )?" + SYMBOL + "(.*+)");

    /** A function that the compiler inlined, as decode_stacktrace.sh adds it. */
    Pattern INLINED =
            Pattern.compile("\\s*+(?:\\[<\\s*inline\\s*>\\] )?([A-Za-z_]\\w*+) \\S+\\.[chS]:\\d+(?: \\[inline\\])?");

    /** 32-bit ARM: {@code (callee) from [<c0100000>] (caller+0x1/0x2)}. */
    Pattern ARM_ENTRY =
            Pattern.compile("\\s*+(?:\\[<[0-9a-f]++>\\] )?\\(?([A-Za-z_][\\w.]*+)(?:\\+0x[0-9a-f]++/0x[0-9a-f]++)?"
                    + "(?: \\[([\\w-]++)\\])?\\)? from .*+");

    Pattern POINTER = Pattern.compile(
            "\\s*+(?:RIP: ([0-9a-f]{4}):|RIP: |IP: |EIP: |EIP is at |PC is at |pc : |epc : |NIP |Krnl PSW : .*?\\()"
                    + "\\s*+" + ADDRESSES + "(?:" + SYMBOL + ")?.*+");

    /** Reads a line; null when it says nothing about the stack. */
    static @Nullable StackLine of(String text) {
        if (text.indexOf('+') < 0 && text.indexOf(':') < 0 && text.indexOf('(') < 0) {
            return null;
        }
        Matcher pointer = POINTER.matcher(text);
        if (pointer.matches()) {
            return pointer(pointer);
        }
        Matcher entry = ENTRY.matcher(text);
        if (entry.matches()) {
            return entry(entry);
        }
        Matcher arm = ARM_ENTRY.matcher(text);
        if (arm.matches()) {
            return new Entry(new Frame(plain(arm.group(1)), arm.group(2)));
        }
        Matcher inlined = INLINED.matcher(text);
        return inlined.matches() ? new Entry(new Frame(inlined.group(1), null)) : null;
    }

    private static StackLine pointer(Matcher found) {
        String segment = found.group(1);
        if (segment != null && (Character.digit(segment.charAt(3), 16) & 3) == 3) {
            return new UserSpace();
        }
        String name = found.group(2);
        return new Pointer(name == null ? null : new Frame(plain(name), found.group(3)));
    }

    private static StackLine entry(Matcher found) {
        boolean doubtful = found.group(1) != null || found.group(4).contains("(unreliable)");
        return doubtful ? new Unreliable() : new Entry(new Frame(plain(found.group(2)), found.group(3)));
    }

    /** A name without the compiler's suffixes: {@code acct.isra.0} is {@code acct}. */
    static String plain(String name) {
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
