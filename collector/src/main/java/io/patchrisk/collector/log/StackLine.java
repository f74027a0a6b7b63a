// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one line of a report says about a stack. */
sealed interface StackLine {

    /**
     * One function on the stack.
     *
     * @param caller the function it returns to, where the line says so (32-bit ARM)
     * @param reliable false for what only happened to lie on the stack ({@code ? foo})
     */
    record Entry(Frame frame, @Nullable Frame caller, boolean reliable) implements StackLine {}

    /** The instruction pointer of a CPU in the kernel; no frame where it has no name. */
    record Pointer(@Nullable Frame frame) implements StackLine {}

    /** The instruction pointer of a CPU in user space: the kernel's part of the stack ends here. */
    record UserSpace() implements StackLine {}

    /** PowerPC prints a trap inside the stack so. */
    String INTERRUPT = "--- interrupt: ";

    /**
     * What the instruction pointer is called: x86 (64 bit, 32 bit, old), ARM, arm64, RISC-V, PowerPC, s390. Those that
     * are pointers only where a colon and a blank or a symbol follow come with both.
     */
    List<String> POINTERS = List.of(
            "RIP:", "RIP ", "EIP:", "EIP is at ", "IP:", "PC is at ", "pc :", "epc :", "NIP ", "Krnl PSW :", INTERRUPT);

    /** Reads a line; null when it says nothing about the stack. */
    static @Nullable StackLine of(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) <= ' ') {
            from++;
        }
        String label = pointer(text, from);
        if (label != null) {
            return pointer(text, from + label.length(), label);
        }
        if (text.indexOf("+0x", from) > 0) {
            Entry entry = entry(text, from);
            if (entry != null) {
                return entry;
            }
        }
        if (text.indexOf(" from ", from) > 0) {
            return armEntry(text, from);
        }
        return text.indexOf("inline", from) > 0 && text.indexOf('.', from) > 0 ? inlined(text, from) : null;
    }

    private static @Nullable String pointer(String text, int from) {
        if (from == text.length() || "REIPpeNK-".indexOf(text.charAt(from)) < 0) {
            return null;
        }
        for (String label : POINTERS) {
            if (text.startsWith(label, from)) {
                return label;
            }
        }
        return null;
    }

    private static StackLine pointer(String text, int from, String label) {
        int at = Symbol.skipBlanks(text, from);
        if (label.startsWith("RIP") && Symbol.isSegment(text, at)) {
            if ((Character.digit(text.charAt(at + 3), 16) & 3) == 3) {
                return new UserSpace();
            }
            at += 5;
        }
        if (label.startsWith("Krnl PSW")) {
            at = Math.max(at, text.indexOf('(', at) + 1);
        }
        if (label.equals(INTERRUPT)) {
            at = text.indexOf(" at ", at) < 0 ? text.length() : text.indexOf(" at ", at) + 4;
        }
        boolean bare = !label.endsWith("pc :");
        Symbol symbol = Symbol.at(text, Symbol.skipDecoration(text, at), bare);
        return new Pointer(symbol == null ? null : symbol.frame());
    }

    private static @Nullable Entry entry(String text, int from) {
        int at = Symbol.skipDecoration(text, from);
        boolean doubtful = text.startsWith("? ", at);
        Symbol symbol = Symbol.at(text, doubtful ? at + 2 : at, false);
        if (symbol == null) {
            return null;
        }
        int arm = text.indexOf(" from ", symbol.end());
        Frame caller = arm < 0 ? null : caller(text, arm + " from ".length());
        boolean unreliable = doubtful || text.indexOf("(unreliable)", symbol.end()) > 0;
        return new Entry(symbol.frame(), caller, !unreliable);
    }

    /** 32-bit ARM: {@code [<c0100000>] (callee) from [<c0200000>] (caller+0x1/0x2)}. */
    private static @Nullable Entry armEntry(String text, int from) {
        int at = Symbol.skipDecoration(text, from);
        int end = Symbol.endOfName(text, at);
        int next = end < text.length() && text.charAt(end) == ')' ? end + 1 : end;
        if (end == at || !text.startsWith(" from ", next)) {
            return null;
        }
        Frame caller = caller(text, next + " from ".length());
        return caller == null ? null : new Entry(new Frame(Symbol.plain(text.substring(at, end)), null), caller, true);
    }

    private static @Nullable Frame caller(String text, int from) {
        Symbol symbol = Symbol.at(text, Symbol.skipDecoration(text, from), true);
        return symbol == null ? null : symbol.frame();
    }

    /** A function that the compiler inlined, as tools that look up source lines add it: {@code foo a/b.c:12 [inline]}. */
    private static @Nullable Entry inlined(String text, int from) {
        int at = Symbol.skipDecoration(text, from);
        int end = Symbol.endOfName(text, at);
        if (end == at || end == text.length() || text.charAt(end) != ' ') {
            return null;
        }
        int file = text.indexOf(':', end);
        boolean source = file > 2 && text.indexOf(' ', end + 1) != end + 1 && text.charAt(file - 2) == '.';
        return source ? new Entry(new Frame(Symbol.plain(text.substring(at, end)), null), null, true) : null;
    }
}
