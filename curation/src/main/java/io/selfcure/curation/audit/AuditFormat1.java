package io.selfcure.curation.audit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Version 1 of {@code audit.json}, which grew keys without a new number. What an audit of then does
 * not say stands for what held when it was written, as docs/formats/audit.md lists.
 */
final class AuditFormat1 {

  /** The least share of an automatic change's new label, before it was written down. */
  private static final double SURE = 0.5;

  private AuditFormat1() {}

  /** The same audit in the present version. */
  static JsonNode upgraded(JsonNode first) {
    ObjectNode json = (ObjectNode) first.deepCopy();
    if (!json.has("doubts")) {
      ArrayNode doubts = json.putArray("doubts");
      doubts
          .addObject()
          .put("finding", "the audit does not tell what speaks against it")
          .put("remedy", "audit again")
          .put("grave", true);
    }
    if (json.path("rules") instanceof ObjectNode rules) {
      if (!rules.has("sure")) {
        rules.put("sure", SURE);
      }
      if (!rules.has("as-the-run")) {
        rules.put("as-the-run", false);
      }
    }
    return json;
  }
}
