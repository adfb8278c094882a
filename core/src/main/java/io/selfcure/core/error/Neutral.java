package io.selfcure.core.error;

import java.util.List;
import java.util.stream.Collectors;

/** Names as they stand in requests, for readers who use no front end. */
final class Neutral implements Wording {

  @Override
  public String setting(Setting setting) {
    return setting.value().isEmpty() ? setting.name() : setting.name() + "=" + setting.value();
  }

  @Override
  public String command(String action, List<Setting> settings) {
    String with = settings.stream().map(this::setting).collect(Collectors.joining(", "));
    return action + (with.isEmpty() ? "" : " (" + with + ")");
  }
}
