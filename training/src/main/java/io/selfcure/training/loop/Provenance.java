package io.selfcure.training.loop;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.ProgramVersion;
import io.selfcure.curation.run.RunFolder;
import io.selfcure.training.runtime.Accelerator;
import io.selfcure.training.runtime.Torch;
import io.selfcure.training.settings.TrainSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run's numbers come from: program, platform, data. */
final class Provenance {

  private Provenance() {}

  static Map<String, String> of(TrainSettings settings, Dataset data) {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    p.put("selfcure", ProgramVersion.text());
    p.put("libtorch", Torch.version());
    p.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    p.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    p.put("cpu", Torch.cpu());
    p.put("device", Accelerator.describe());
    p.put("threads", Integer.toString(settings.threads()));
    p.put("seed", Long.toString(settings.seed()));
    String init = settings.network().init();
    if (!init.isEmpty()) {
      p.put("init-sha256", Outputs.sha256(Path.of(init)));
    }
    p.put("data", data.dir().toAbsolutePath().normalize().toString());
    p.put("data-name", data.card().name());
    p.put(RunFolder.DATA_HASH, data.sha256());
    p.put(RunFolder.PREPROCESSING, RunFolder.preprocessing(data));
    return p;
  }
}
