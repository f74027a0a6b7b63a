// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered step from an empty file to the current tables. Once released it never changes.
 *
 * @param version its number, from 1 without gaps
 * @param name its file
 * @param sql what it does
 */
record Migration(int version, String name, String sql) {

    private static final String FOLDER = "/db/migration/sqlite/";

    /** All steps, in order. Listed here, because a jar file cannot be asked for its folders in a portable way. */
    static List<Migration> all() {
        return List.of(load(1, "V001__facts.sql"));
    }

    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Migration load(int version, String name) {
        try (InputStream in = Migration.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("migration " + FOLDER + name + " is missing from the program");
            }
            return new Migration(version, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("read migration " + FOLDER + name, e);
        }
    }
}
