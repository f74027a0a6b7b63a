// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

/** A setting that is well-formed by itself but does not fit another one. */
final class Inconsistent extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String what;
    private final String todo;

    Inconsistent(String key, String what, String todo) {
        super(key + " " + what + ": " + todo);
        this.key = key;
        this.what = what;
        this.todo = todo;
    }

    String key() {
        return key;
    }

    String what() {
        return what;
    }

    String todo() {
        return todo;
    }
}
