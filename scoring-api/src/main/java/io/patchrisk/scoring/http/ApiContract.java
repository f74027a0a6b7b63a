// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;

/** The OpenAPI document, read and checked. It takes a good part of a start and waits for nothing, so it is read first. */
public final class ApiContract {

    private final ApiDocument document;
    private final OpenAPIContract contract;

    private ApiContract(ApiDocument document, OpenAPIContract contract) {
        this.document = document;
        this.contract = contract;
    }

    /** Reads the document that is part of the program, off the event loop. */
    public static Future<ApiContract> read(Vertx vertx) {
        return vertx.executeBlocking(ApiDocument::load, false)
                .compose(document -> OpenAPIContract.from(vertx, document.forRouter())
                        .map(contract -> new ApiContract(document, contract)));
    }

    ApiDocument document() {
        return document;
    }

    OpenAPIContract contract() {
        return contract;
    }
}
