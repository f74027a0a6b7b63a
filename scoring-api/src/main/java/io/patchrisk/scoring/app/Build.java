// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import org.jspecify.annotations.Nullable;

/** Which program runs, as its jar says. */
public final class Build {

    private Build() {}

    /** Version of the program; {@code unpackaged} where it runs from class files. */
    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Commit it was built from; empty when the launcher did not say. */
    public static String revision() {
        @Nullable String revision = System.getProperty("patchrisk.revision");
        return revision == null ? "" : revision;
    }
}
