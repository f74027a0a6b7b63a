// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tribuo.Model;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.protos.core.ModelProto;

/** A model on disk: Tribuo's protobuf in {@code model.pb}, and {@code model.card} with its digest beside it. */
public final class ModelFile {

    private static final String MODEL = "model.pb";
    private static final String CARD = "model.card";

    private ModelFile() {}

    /** Loads the model of a folder; refuses a file whose digest is not the card's. */
    public static RiskModel load(Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(MODEL));
        String card = Files.readString(folder.resolve(CARD), StandardCharsets.UTF_8);
        return load(bytes, card, folder.toString());
    }

    /**
     * The model of the given bytes and card.
     *
     * @param origin where they came from, for errors
     */
    public static RiskModel load(byte[] bytes, String cardText, String origin) throws IOException {
        ModelCard card = ModelCard.parse(cardText);
        String digest = sha256(bytes);
        if (!digest.equals(card.sha256())) {
            throw new IOException("model in " + origin + " has SHA-256 " + digest + ", its card says " + card.sha256()
                    + ": one of the two was changed; train again or restore both");
        }
        Model<?> model = Model.deserialize(ModelProto.parseFrom(new ByteArrayInputStream(bytes)));
        if (!(model instanceof LinearSGDModel linear)) {
            throw new IOException(
                    "model in " + origin + " is a " + model.getClass().getName() + ", not a linear classifier");
        }
        return new RiskModel(linear, card);
    }

    /** Writes model and card into a folder, which is created when missing; gives back the card with its digest. */
    public static ModelCard save(LinearSGDModel model, ModelCard card, Path folder) throws IOException {
        byte[] bytes = model.serialize().toByteArray();
        ModelCard complete = card.withDigest(sha256(bytes));
        Files.createDirectories(folder);
        Files.write(folder.resolve(MODEL), bytes);
        Files.writeString(folder.resolve(CARD), complete.text(), StandardCharsets.UTF_8);
        return complete;
    }

    /** SHA-256 as lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
