package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Yaml;
import io.selfcure.core.error.DataException;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Where a run's numbers come from: program, platform, data. */
final class Provenance {

  private static final String DATA_HASH = "data-sha256";

  private Provenance() {}

  static Map<String, String> of(TrainSettings settings, Dataset data) {
    Map<String, String> p = new LinkedHashMap<>();
    String version = Trainer.class.getPackage().getImplementationVersion();
    p.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    p.put("selfcure", version == null ? "unpackaged" : version);
    p.put("libtorch", Torch.version());
    p.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    p.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    p.put("cpu", Torch.cpu());
    p.put("threads", Integer.toString(settings.threads()));
    p.put("seed", Long.toString(settings.seed()));
    String init = settings.network().init();
    if (!init.isEmpty()) {
      p.put("init-sha256", Outputs.sha256(Path.of(init)));
    }
    p.put("data", data.dir().toAbsolutePath().normalize().toString());
    p.put("data-name", data.card().name());
    p.put(DATA_HASH, data.sha256());
    return p;
  }

  static void requireSameData(RunFolder run, Dataset data) {
    Map<?, ?> recorded;
    try {
      recorded = Yaml.read(run.provenance(), Map.class);
    } catch (JacksonException e) {
      throw new DataException(
          run.provenance().toString(),
          "cannot be read: " + e.getOriginalMessage(),
          "restore the file or train again",
          e);
    }
    Object hash = recorded.get(DATA_HASH);
    if (!data.sha256().equals(hash)) {
      throw new DataException(
          data.dir().toString(),
          "has hash " + data.sha256() + ", the run began with " + hash,
          "resume with the data set of the run: " + recorded.get("data"));
    }
  }
}
