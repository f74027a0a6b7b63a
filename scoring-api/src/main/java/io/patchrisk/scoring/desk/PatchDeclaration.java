// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.Patch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool says: this patch exists.
 *
 * @param id the name people use for it
 * @param kind how it takes effect
 * @param vendor who made it, such as {@code canonical}
 * @param version the vendor's version
 * @param modules names the kernel prints for it, one a kernel build
 * @param functions functions it replaces, as far as known
 * @param cves what it repairs
 * @param digest digest of what is installed, such as {@code sha256:…}
 */
public record PatchDeclaration(
        String id,
        Patch.Kind kind,
        @Nullable String vendor,
        @Nullable String version,
        List<String> modules,
        List<String> functions,
        List<String> cves,
        @Nullable String digest) {

    public PatchDeclaration {
        modules = List.copyOf(modules);
        functions = List.copyOf(functions);
        cves = List.copyOf(cves);
    }
}
