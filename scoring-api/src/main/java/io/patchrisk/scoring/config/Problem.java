// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the key, or the file where no key could be told
 * @param value what was given; empty when nothing was, masked where it may be secret
 * @param source where it was given
 * @param what what is wrong with it
 * @param todo what to do about it
 */
public record Problem(String key, String value, String source, String what, String todo) {

    /** One line for people. */
    public String render() {
        String given = value.isEmpty() ? key : key + " = " + value;
        return source + ": " + given + ": " + what + "; " + todo;
    }
}
