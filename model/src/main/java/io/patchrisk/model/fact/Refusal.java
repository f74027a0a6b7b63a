// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

import io.patchrisk.model.word.Word;

/** Why a kernel did not take a live patch, or a part of it. */
public enum Refusal {
    SYMBOL_NOT_FOUND("A function or a symbol that the patch needs is not in this kernel."),
    SYMBOL_AMBIGUOUS("A symbol that the patch needs exists more than once."),
    BAD_SYMBOL("A symbol or section of the patch is not written as a live patch must."),
    UNKNOWN_SYMBOL("The module needs a symbol that the kernel does not export."),
    WRONG_KERNEL("The module was built for another kernel."),
    RELOCATION("A relocation of the module cannot be done."),
    SIGNATURE("The module is not signed by a key that this kernel trusts."),
    NOT_A_LIVE_PATCH("The module is not marked as a live patch, or the kernel has no live patching."),
    INCOMPATIBLE("It does not go together with the live patches that are in effect."),
    TRACER("The function tracer could not be hooked: another tracer holds the function, or tracing is off."),
    CALLBACK("A callback of the patch itself said no."),
    OBJECT("The kernel or a module could not be patched."),
    ENABLING_FAILED("The patch could not be enabled; the kernel did not say why."),
    OTHER("The kernel gave another reason.");

    private final String meaning;

    Refusal(String meaning) {
        this.meaning = meaning;
    }

    /** One sentence for documents and pages. */
    public String meaning() {
        return meaning;
    }

    /** The reason as it stands in answers. */
    public String word() {
        return Word.of(this);
    }
}
